// A network drawn with its numbers: the input, each layer's weights or what changes them, the logits and their shares.

import { shown } from "../numbers.js";
import { diagnose, silentOf } from "./diagnosis.js";
import { biasOf, flat, outputsOf, weightsOf } from "./forward.js";
import { InputView } from "./inputview.js";
import { gridOf, layersOf, placeOf } from "./layers.js";
import { LayerView } from "./layerview.js";
import { modesOf, numbersOf, reachOf } from "./modes.js";
import { softmax } from "./network.js";
import { Segments } from "./segments.js";
import { numberSentence, outputSentence } from "./telling.js";
import { answer } from "./words.js";

/** @import { Data, Frame, NamedSpec, Optimizer, Tensors } from "../types.js" */
/** @import { Layer } from "./layers.js" */
/** @import { Place } from "./layerview.js" */

/**
 * What is trained: the data, the network, and the optimizer as the catalogue has it.
 * @typedef {object} Subject
 * @property {Data} data
 * @property {NamedSpec} network
 * @property {Optimizer} optimizer
 *
 * What is to be seen at one step: a `Scene` has it, but for the frames.
 * @typedef {object} View
 * @property {Frame} frame
 * @property {{ values(): Iterable<Frame> }} [frames] all that are known of the training, in which weights are coloured alike
 * @property {any} input of the sample shown: a point [x, y], or a picture [1][rows][columns]
 * @property {number} label
 * @property {(number | null)[] | null} logits the server's for this sample; null where it told none: then they are computed here
 */

export class NetworkView {
  /**
   * @param {HTMLElement} host
   * @param {HTMLElement} says what is said of the sample that is shown: it goes beneath it
   * @param {(mode: string) => void} onmode called when another mode was chosen
   */
  constructor(host, says, onmode) {
    this.says = says;
    /** What is shown in the place of the weights: `weights`, `grads`, `update` or a state of the optimizer. */
    this.mode = "weights";
    /** @type {Subject | null} */ this.subject = null;
    /** @type {View | null} */ this.view = null;
    /** @type {Layer[]} */ this.layers = [];
    /** @type {LayerView[]} */ this.drawn = [];
    /** @type {InputView | null} */ this.seen = null;
    /** What each layer hands on. @type {number[][]} */ this.outputs = [];
    /** What stands in the place of the weights now. @type {Tensors | null} */ this.numbers = null;
    this.noun = "weight";
    /** @type {(Place & { layer: number }) | null} */ this.pointed = null;
    /** @type {WeakMap<Frame, number>} */ this.reaches = new WeakMap();
    this.modes = new Segments("What is drawn", (mode) => {
      this.mode = mode;
      if (this.view) this.draw(this.view);
      onmode(mode);
    });
    this.sentence = made("p", "soft small");
    this.diagnosis = made("p", "small network-diagnosis");
    this.side = made("div", "network-side");
    this.layered = made("div", "network-layers");
    this.flow = made("div", "network-flow", this.side, this.layered);
    this.far = [made("span", "digits"), made("span", "digits")];
    this.legend = made("p", "network-legend small", this.far[0], made("span", "network-ramp"), this.far[1]);
    this.product = made("p", "soft small product");
    // Aloud only where the keyboard is at work in the drawing: a pointer passes over much.
    this.flow.addEventListener("focusin", () => this.product.setAttribute("aria-live", "polite"), true);
    this.flow.addEventListener("focusout", () => this.product.removeAttribute("aria-live"));
    addEventListener("themechange", () => this.view && this.draw(this.view));
    host.classList.add("network-view");
    this.host = host;
  }

  /** @param {Subject} subject */
  show(subject) {
    this.subject = subject;
    this.view = null;
    this.layers = [];
  }

  /** @param {View} view */
  draw(view) {
    const { data, network, optimizer } = /** @type {Subject} */ (this.subject);
    const { frame, input, label } = view;
    this.view = view;
    if (!this.layers.length) this.build(layersOf(frame.weights, data.shape, network), data);
    const modes = modesOf(frame, optimizer);
    const mode = modes.find(({ name }) => name === this.mode) ?? modes[0];
    this.modes.show(modes, mode.name);
    this.numbers = numbersOf(frame, mode.name);
    this.noun = mode.noun;
    const reach = mode.name === "weights" ? this.furthest(view) : reachOf(this.numbers);
    this.sentence.textContent = this.numbers ? mode.sentence : "No update is coming: this is the network after its last one.";
    this.diagnosis.textContent = diagnose(frame, data).join(" ");
    this.far.forEach((end, place) => (end.textContent = `${place ? "+" : "−"}${shown(reach, 3)}`));
    this.legend.hidden = !reach;
    this.outputs = outputsOf(this.layers, frame.weights, input);
    const last = this.layers.length - 1;
    const logits = view.logits?.map((logit) => logit ?? NaN) ?? this.outputs[last];
    this.outputs[last] = logits;
    const shares = softmax(logits);
    this.drawn.forEach((layer, place) => {
      layer.show(this.numbers, reach, silentOf(frame, place));
      layer.hand(this.outputs[place], place === last ? shares : null, place === last ? label : null);
    });
    this.seen?.show(input);
    this.tell();
  }

  /**
   * @param {Layer[]} layers
   * @param {Data} data
   */
  build(layers, data) {
    this.layers = layers;
    this.pointed = null;
    const last = layers.length - 1;
    const answers = Array.from({ length: layers[last].units }, (_, output) => answer(data.classes, output));
    this.drawn = layers.map(
      (layer, place) => new LayerView(layer, place === last ? answers : null, (at) => this.point(at && { ...at, layer: place })),
    );
    this.seen = new InputView(data);
    this.side.replaceChildren(this.seen.element, this.says);
    this.layered.replaceChildren(...this.drawn.map(({ element }) => element));
    if (this.flow.isConnected) return;
    const head = made("div", "network-modes", this.modes.element, this.legend);
    this.host.replaceChildren(head, this.sentence, this.flow, made("div", "network-foot", this.diagnosis, this.product));
  }

  /**
   * How far from zero a weight is in all of the training that is known.
   * @param {View} view
   */
  furthest({ frame, frames = [] }) {
    let reach = 0;
    for (const each of [frame, ...frames.values()]) {
      const known = this.reaches.get(each) ?? reachOf(each.weights);
      this.reaches.set(each, known);
      reach = Math.max(reach, known);
    }
    return reach;
  }

  /** @param {(Place & { layer: number }) | null} place */
  point(place) {
    const past = this.pointed;
    this.pointed = place;
    if (past?.part === "output" && this.view) {
      this.seen?.show(this.view.input);
      this.drawn[past.layer].uncover(past.unit);
    }
    this.tell();
  }

  /** Tell what is pointed at, mark its places, and show the products of an output over what they are made of. */
  tell() {
    const { pointed, view, layers } = this;
    const weight = pointed?.part === "weight" ? pointed : null;
    this.drawn.forEach(({ layer, units }, at) =>
      units.forEach(({ weights }, unit) =>
        weights.light(weight?.layer === at && (layer.kind === "pictures" || unit === weight.unit) ? weight : null),
      ),
    );
    const layer = layers[pointed?.layer ?? 0];
    this.seen?.grid.light(weight?.layer === 0 && !layer.moves ? weight : null);
    if (!pointed || !view) {
      this.product.textContent = hintOf(layer);
      return;
    }
    const { unit, part, row, column } = pointed;
    const { weights } = view.frame;
    const inputs = pointed.layer ? this.outputs[pointed.layer - 1] : flat(view.input);
    if (part === "output") {
      const [own, bias] = [weightsOf(layer, weights, unit), biasOf(layer, weights, unit)];
      const products = gridOf(layer, own.map((each, place) => Math.fround(each * inputs[place])));
      if (pointed.layer) this.drawn[pointed.layer].cover(unit, products);
      else this.seen?.cover(products, "Input × weight");
      this.product.textContent = outputSentence(layer, unit, own, inputs, bias, this.outputs[pointed.layer][unit]);
      return;
    }
    const place = placeOf(layer, row, column);
    const numbers = this.numbers;
    const value = !numbers ? null : part === "bias" ? biasOf(layer, numbers, unit) : weightsOf(layer, numbers, unit)[place];
    const input = part === "bias" || layer.moves ? null : inputs[place];
    this.product.textContent = numbers ? numberSentence(layer, pointed, this.noun, value, input) : "";
  }
}

/** @param {Layer} layer of the input */
function hintOf({ rows, columns, moves, kind }) {
  if (kind !== "pictures" || moves) return "Point at a number to see what it does, and at a unit’s output to see what makes it.";
  return `Each output is a sum of ${rows * columns} products, pixel by weight. Point at a weight to see its own, and at an output to see all of them.`;
}

/**
 * @param {string} tag
 * @param {string} kind
 * @param {HTMLElement[]} children
 */
function made(tag, kind, ...children) {
  const element = document.createElement(tag);
  element.className = kind;
  element.append(...children);
  return element;
}
