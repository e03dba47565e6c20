// Points in the plane: the samples, what the network says of the plane around them, and the hand that asks or draws.

import { shown } from "../numbers.js";
import { fitted } from "./axes.js";
import { decisionOf } from "./decision.js";
import { neat } from "./drawnpoints.js";
import { outputsOf } from "./forward.js";
import { layersOf } from "./layers.js";
import { argmax, softmax } from "./network.js";
import { PlanePicture } from "./planepicture.js";
import { PointsEditor } from "./pointseditor.js";
import { toText } from "./pointstext.js";
import { sign } from "./signs.js";

/** @import { Data, Frame, NamedSpec, PointsSpec, Samples } from "../types.js" */
/** @import { Axes } from "./axes.js" */
/** @import { Content, DrawnPoints } from "./drawnpoints.js" */

/** How near to a point is at it, and how far apart a drag draws, in pixels. */
const NEAR = 12;
const APART = 16;
/** @type {Record<string, number[]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
/** @type {Record<string, number>} */
const TURNS = { PageUp: -1, PageDown: 1 };
/** What own points start from where none were shown. @type {Content} */
const TWO = { points: [[-1, 0], [1, 0]], labels: [0, 1], classes: ["A", "B"], domain: [[-1.5, 1.5], [-1.5, 1.5]] };

/** @typedef {{ samples: Samples, place: number, test: boolean }} Found one of the samples */
/** @typedef {Pick<Data, "classes" | "domain" | "training" | "test">} Shown what there is to be seen */

export class PlaneView {
  /**
   * @param {HTMLElement} host as templates/_plane.html has it
   * @param {object} hands
   * @param {(sample: number) => void} hands.pick called with a sample of the training that was chosen
   * @param {(spec: PointsSpec) => void} hands.drawn called with points to train with
   */
  constructor(host, { pick, drawn }) {
    /** @type {<E extends HTMLElement>(name: string) => E} */
    const part = (name) => /** @type {any} */ (host.querySelector(`.plane-${name}`));
    this.pick = pick;
    this.plot = part("plot");
    this.legend = part("legend");
    this.says = part("says");
    this.told = part("told");
    this.key = part("key");
    this.unlinked = part("unlinked");
    this.toggle = part("tests");
    this.tests = /** @type {HTMLInputElement} */ (this.toggle.querySelector("input"));
    this.picture = new PlanePicture(part("canvas"));
    /** @type {Data | null} */
    this.data = null;
    /** @type {NamedSpec} */
    this.network = { name: "linear" };
    /** @type {Frame | null} */
    this.frame = null;
    /** @type {number[]} */
    this.lit = [];
    /** What is drawn by hand, while it is. @type {DrawnPoints | null} */
    this.sketch = null;
    /** @type {Axes | null} */
    this.axes = null;
    /** Where a pointer or the cross-hair is, in the data's units. @type {number[] | null} */
    this.at = null;
    this.keyed = false;
    /** @type {Found | null} */
    this.meant = null;
    this.waiting = false;
    this.editor = new PointsEditor(host, { begin: () => this.begin(), sketch: (sketch) => this.edit(sketch), drawn });
    new ResizeObserver(() => this.fit()).observe(this.plot);
    addEventListener("themechange", () => this.fit());
    this.tests.addEventListener("change", () => this.fit());
    this.listen();
  }

  /**
   * Show these points from now on, and a network that learns them.
   * @param {Data} data
   * @param {NamedSpec} network
   */
  show(data, network) {
    this.network = network;
    if (data === this.data) return;
    this.data = data;
    this.draw(null, []);
    this.toggle.hidden = !data.test;
    this.unlinked.hidden = data.data.name !== "points" || toText(/** @type {PointsSpec} */ (data.data)) !== null;
    this.legend.replaceChildren(
      ...data.classes.map((name, label) => {
        const item = document.createElement("li");
        item.append(sign(label), name);
        return item;
      }),
    );
    if (this.editor.active) this.editor.end();
    else this.fit();
  }

  /**
   * Show what the network says at a moment, and which samples it is about to be shown.
   * @param {Frame | null} frame
   * @param {number[]} lit
   */
  draw(frame, lit) {
    if (frame === this.frame && lit.length === this.lit.length && lit.every((each, place) => each === this.lit[place])) return;
    if (frame !== this.frame) this.picture.decide(decisionOf(frame));
    this.frame = frame;
    this.lit = lit;
    this.paint();
    this.say();
  }

  /** What is seen: the data, or what is drawn in place of them. @returns {Shown | null} */
  get shown() {
    if (!this.sketch) return this.data;
    const { points, labels, classes, domain } = this.sketch;
    return { classes, domain, training: { inputs: points, labels }, test: null };
  }

  /** The samples that are seen: those for training, and those for testing where wanted. */
  get seen() {
    const { shown } = this;
    if (!shown) return [];
    const training = { samples: shown.training, test: false };
    return shown.test && this.tests.checked ? [training, { samples: shown.test, test: true }] : [training];
  }

  /** Whether what the network says belongs to the plane that is seen. */
  get decided() {
    return !this.sketch || this.sketch.domain === this.data?.domain;
  }

  /**
   * What own points start from: own ones as they are, others to three decimals.
   * @returns {Content}
   */
  begin() {
    const { data } = this;
    if (!data) return TWO;
    const { domain, classes, training } = data;
    const points = data.data.name === "points" ? data.data.points : training.inputs.map((point) => point.map(neat));
    return { points, labels: training.labels, classes, domain };
  }

  /** @param {DrawnPoints | null} sketch */
  edit(sketch) {
    const begun = sketch && !this.sketch;
    this.sketch = sketch;
    this.plot.classList.toggle("drawing", sketch !== null);
    this.legend.hidden = this.key.hidden = sketch !== null;
    this.toggle.hidden = sketch !== null || !this.data?.test;
    this.fit();
    if (begun) this.plot.focus();
    this.say();
  }

  /** Take the size, the theme and the samples of the moment. */
  fit() {
    const { shown } = this;
    const { clientWidth: width, clientHeight: height } = this.plot;
    if (!shown || !width || !height) return;
    this.axes = fitted(shown.domain, width, height);
    this.picture.fit(this.axes, width, height, shown.classes.length, this.seen);
    this.paint();
  }

  /** Draw at the next frame. */
  redraw() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.paint();
    });
  }

  paint() {
    if (this.axes) this.picture.paint(this.axes, this.marks);
  }

  /** What is marked on the plane. */
  get marks() {
    const { data, frame, sketch } = this;
    const still = sketch !== null || !data;
    return {
      decided: this.decided,
      wrong: still ? [] : this.seen.flatMap(({ samples, test }) => wrongOf(samples, frame && (test ? frame.test : frame.training))),
      lit: still ? [] : this.lit.map((sample) => data.training.inputs[sample]),
      at: this.keyed ? this.at : null,
    };
  }

  /** Whether there is a plane to be seen. */
  get standing() {
    return this.axes !== null && this.shown !== null && this.plot.checkVisibility();
  }

  /**
   * The plane once more, to be kept.
   * @param {number} sharpness
   */
  painted(sharpness) {
    const { axes, shown } = this;
    const picture = new PlanePicture(document.createElement("canvas"), sharpness);
    if (!axes || !shown) return picture.canvas;
    picture.decide(this.picture.decision);
    picture.fit(axes, this.plot.clientWidth, this.plot.clientHeight, shown.classes.length, this.seen);
    picture.paint(axes, this.marks);
    return picture.canvas;
  }

  listen() {
    const { plot, editor } = this;
    /** Where a drag drew last, in pixels. @type {{ x: number, y: number } | null} */
    let held = null;
    /** @param {PointerEvent} event */
    const stroke = ({ clientX: x, clientY: y }) => {
      if (held && Math.hypot(x - held.x, y - held.y) < APART) return;
      held = { x, y };
      this.touch();
    };
    plot.addEventListener("pointerdown", (event) => {
      this.point(event);
      if (!editor.active || event.button !== 0) return;
      plot.setPointerCapture(event.pointerId);
      editor.press();
      held = null;
      stroke(event);
    });
    plot.addEventListener("pointermove", (event) => {
      this.point(event);
      if (held) stroke(event);
    });
    for (const name of ["pointerup", "pointercancel"]) plot.addEventListener(name, () => (held = null));
    plot.addEventListener("pointerleave", () => this.go(null, false));
    plot.addEventListener("click", () => this.choose());
    plot.addEventListener("blur", () => this.go(null, false));
    plot.addEventListener("keydown", (event) => {
      if (event.key === "z" && (event.ctrlKey || event.metaKey) && editor.active) editor.undo();
      else if (event.altKey || event.ctrlKey || event.metaKey || !this.act(event)) return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  /**
   * Do what a key means here.
   * @param {KeyboardEvent} event
   * @returns {boolean} whether it means anything
   */
  act({ key, shiftKey }) {
    const { editor } = this;
    if (key in WAYS) this.walk(WAYS[key], shiftKey ? 0.1 : 0.01);
    else if (key in TURNS) this.turn(TURNS[key]);
    else if (editor.active && (key === " " || key === "Delete" || key === "Backspace")) {
      if (!this.at) this.walk([0, 0], 0);
      editor.press();
      this.told.textContent = this.touch(key !== " ");
    } else if (key === "Enter") this.choose();
    else return false;
    return true;
  }

  /**
   * Draw or erase at hand.
   * @param {boolean} [erasing]
   */
  touch(erasing) {
    const { at, axes } = this;
    if (!at || !axes) return "";
    this.meant = null;
    return this.editor.touch(at, ([x, y]) => Math.hypot(axes.x(x) - axes.x(at[0]), axes.y(y) - axes.y(at[1])) < NEAR, erasing || undefined);
  }

  /** @param {MouseEvent} event */
  point({ clientX, clientY }) {
    if (!this.axes) return;
    const { left, top } = this.plot.getBoundingClientRect();
    const { box } = this.axes;
    const [x, y] = [clientX - left, clientY - top];
    const inside = x >= box.left && x <= box.left + box.width && y >= box.top && y <= box.top + box.height;
    this.go(inside ? [neat(this.axes.toX(x)), neat(this.axes.toY(y))] : null, false);
  }

  /**
   * Move the cross-hair.
   * @param {number[]} way
   * @param {number} share of the way across
   */
  walk(way, share) {
    if (!this.axes) return;
    const { domain } = this.axes;
    const from = this.at ?? domain.map(([low, high]) => (low + high) / 2);
    const to = domain.map(([low, high], axis) => Math.min(high, Math.max(low, from[axis] + way[axis] * share * (high - low))));
    this.go(to.map(neat), true);
  }

  /**
   * Take the cross-hair to the next sample, or the one before.
   * @param {number} way
   */
  turn(way) {
    const samples = this.shown?.training;
    if (!samples?.inputs.length) return;
    const { length } = samples.inputs;
    const found = this.found();
    const from = found && !found.test ? found.place : way > 0 ? -1 : length;
    const place = (from + way + length) % length;
    this.go(samples.inputs[place], true, { samples, place, test: false });
  }

  /** Choose the sample at hand. */
  choose() {
    const found = this.editor.active ? null : this.found();
    if (found && !found.test) this.pick(found.place);
  }

  /**
   * @param {number[] | null} at
   * @param {boolean} keyed
   * @param {Found | null} [meant] which of the samples is meant, where several lie on another
   */
  go(at, keyed, meant = null) {
    if (at === null && this.at === null) return;
    this.at = at;
    this.meant = meant;
    if (this.keyed || keyed) {
      this.keyed = keyed;
      this.redraw();
    }
    this.say();
    if (keyed) this.told.textContent = this.says.textContent;
  }

  /**
   * The nearest sample that is seen and near enough.
   * @returns {Found | null}
   */
  found() {
    const { at, axes, meant } = this;
    if (meant || !at || !axes) return meant;
    /** @type {Found | null} */
    let best = null;
    let least = NEAR;
    for (const { samples, test } of this.seen)
      samples.inputs.forEach(([x, y], place) => {
        const away = Math.hypot(axes.x(x) - axes.x(at[0]), axes.y(y) - axes.y(at[1]));
        if (away < least) [best, least] = [{ samples, place, test }, away];
      });
    return best;
  }

  /** Say what is at hand. */
  say() {
    const text = this.sentence();
    if (this.says.textContent !== text) this.says.textContent = text;
  }

  sentence() {
    const { at, shown: data } = this;
    if (!at || !data) return this.sketch ? "A click draws a point, a drag several." : "Point at a place or a sample.";
    const found = this.found();
    const point = found ? found.samples.inputs[found.place] : at;
    const where = `(${point.map((/** @type {number} */ each) => shown(each, 6)).join(", ")})`;
    const answer = this.answer(point);
    if (!found) return answer ? `${where}: the network says ${answer}.` : `${where}.`;
    const what = `${found.test ? "Test sample" : "Sample"} ${found.place + 1} ${where}: ${data.classes[found.samples.labels[found.place]]}.`;
    return answer ? `${what} The network says ${answer}.` : what;
  }

  /**
   * What the network says of a point, and how sure it is: nothing where that is unknown.
   * @param {number[]} point
   */
  answer(point) {
    const { data, frame, network } = this;
    if (!data || !frame || !this.decided) return "";
    const shares = softmax(outputsOf(layersOf(frame.weights, data.shape, network), frame.weights, point).at(-1) ?? []);
    const said = argmax(shares);
    return Number.isFinite(shares[said]) ? `${data.classes[said]}, ${shown(100 * shares[said], 4)} % sure` : "";
  }
}

/**
 * The points that the network takes for another class.
 * @param {Samples} samples
 * @param {{ predictions: number[] } | null} verdict
 * @returns {number[][]}
 */
function wrongOf({ inputs, labels }, verdict) {
  return verdict ? inputs.filter((_, place) => verdict.predictions[place] !== labels[place]) : [];
}
