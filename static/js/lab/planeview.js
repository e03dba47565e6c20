// Points in the plane: the samples, what the network says of the plane around them, and the hand that asks or draws.

import { shown } from "../numbers.js";
import { answerAt } from "./answer.js";
import { fitted } from "./axes.js";
import { decisionOf } from "./decision.js";
import { PlanePicture } from "./planepicture.js";
import { sign } from "./signs.js";

/** @import { Data, Frame, NamedSpec, PointsSpec, Samples } from "../types.js" */
/** @import { Axes } from "./axes.js" */

/** How near to a point is at it, in pixels. */
const NEAR = 12;
/** @type {Record<string, number[]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
/** @type {Record<string, number>} */
const TURNS = { PageUp: -1, PageDown: 1 };

/** @typedef {{ samples: Samples, place: number, test: boolean }} Found one of the samples */

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
    this.host = host;
    this.pick = pick;
    this.drawn = drawn;
    this.plot = part("plot");
    this.legend = part("legend");
    this.says = part("says");
    this.told = part("told");
    this.tests = /** @type {HTMLInputElement} */ (part("tests").querySelector("input"));
    this.picture = new PlanePicture(part("canvas"));
    /** @type {Data | null} */
    this.data = null;
    /** @type {NamedSpec} */
    this.network = { name: "linear" };
    /** @type {Frame | null} */
    this.frame = null;
    /** @type {number[]} */
    this.lit = [];
    /** @type {Axes | null} */
    this.axes = null;
    /** Where a pointer or the cross-hair is, in the data's units. @type {number[] | null} */
    this.at = null;
    this.keyed = false;
    /** @type {Found | null} */
    this.meant = null;
    this.waiting = false;
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
    this.data = data;
    this.network = network;
    this.frame = null;
    this.lit = [];
    this.tests.disabled = !data.test;
    this.legend.replaceChildren(
      ...data.classes.map((name, label) => {
        const item = document.createElement("li");
        item.append(sign(label), name);
        return item;
      }),
    );
    this.fit();
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

  /** The samples that are seen: those for training, and those for testing where wanted. */
  get seen() {
    const { data } = this;
    if (!data) return [];
    const training = { samples: data.training, test: false };
    return data.test && this.tests.checked ? [training, { samples: data.test, test: true }] : [training];
  }

  /** Take the size, the theme and the samples of the moment. */
  fit() {
    if (!this.data) return;
    const { clientWidth: width, clientHeight: height } = this.plot;
    if (!width || !height) return;
    this.axes = fitted(this.data.domain, width, height);
    this.picture.fit(this.axes, width, height, this.data.classes.length, this.seen);
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
    if (!this.data || !this.axes) return;
    const { inputs } = this.data.training;
    this.picture.paint(this.axes, {
      wrong: this.seen.flatMap(({ samples, test }) => wrongOf(samples, this.frame && (test ? this.frame.test : this.frame.training))),
      lit: this.lit.map((sample) => inputs[sample]),
      at: this.keyed ? this.at : null,
    });
  }

  listen() {
    const { plot } = this;
    plot.addEventListener("pointermove", (event) => this.point(event));
    plot.addEventListener("pointerleave", () => this.go(null, false));
    plot.addEventListener("click", (event) => {
      this.point(event);
      this.choose();
    });
    plot.addEventListener("blur", () => this.go(null, false));
    plot.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || !this.data) return;
      if (event.key in WAYS) this.walk(WAYS[event.key], event.shiftKey ? 0.1 : 0.01);
      else if (event.key in TURNS) this.turn(TURNS[event.key]);
      else if (event.key === "Enter") this.choose();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
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
    const { domain } = /** @type {Data} */ (this.data);
    const from = this.at ?? domain.map(([low, high]) => (low + high) / 2);
    const to = domain.map(([low, high], axis) => neat(Math.min(high, Math.max(low, from[axis] + way[axis] * share * (high - low)))));
    this.go(to, true);
  }

  /**
   * Take the cross-hair to the next sample, or the one before.
   * @param {number} way
   */
  turn(way) {
    const { inputs } = /** @type {Data} */ (this.data).training;
    const found = this.found();
    const from = found && !found.test ? found.place : way > 0 ? -1 : inputs.length;
    const to = (from + way + inputs.length) % inputs.length;
    this.go([...inputs[to]], true, { samples: /** @type {Data} */ (this.data).training, place: to, test: false });
  }

  /** Choose the sample at hand. */
  choose() {
    const found = this.found();
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
    const { at, axes } = this;
    if (this.meant) return this.meant;
    if (!at || !axes) return null;
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
    const { at, data, frame, network } = this;
    if (!at || !data) return "Point at a place or a sample, or move with the arrow keys.";
    const found = this.found();
    const point = found ? found.samples.inputs[found.place] : at;
    /** @param {number} label */
    const name = (label) => data.classes[label] ?? "neither";
    const answer = frame && answerAt(network, frame.weights, point);
    const sure = answer && Number.isFinite(answer.share) ? `${name(answer.said)}, ${shown(100 * answer.share, 4)} % sure` : "";
    const where = `(${point.map((/** @type {number} */ each) => shown(each, 6)).join(", ")})`;
    if (!found) return sure ? `${where}: the network says ${sure}.` : `${where}.`;
    const what = `${found.test ? "Test sample" : "Sample"} ${found.place + 1} ${where}: ${name(found.samples.labels[found.place])}.`;
    return sure ? `${what} The network says ${sure}.` : what;
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

/**
 * A coordinate as a hand means it, to three decimals.
 * @param {number} value
 */
function neat(value) {
  return Math.round(value * 1000) / 1000;
}
