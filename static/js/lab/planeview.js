// Points in the plane: the samples, what the network says of the plane around them, and the hand that asks or draws.

import { fitted } from "./axes.js";
import { decisionOf } from "./decision.js";
import { neat, TWO } from "./drawnpoints.js";
import { listen } from "./planehand.js";
import { PlanePicture, wrongOf } from "./planepicture.js";
import { answerOf, invitation, sentence } from "./planewords.js";
import { PointsEditor } from "./pointseditor.js";
import { toText } from "./pointstext.js";
import { sign } from "./signs.js";

/** @import { Data, Frame, NamedSpec, PointsSpec, Samples } from "../types.js" */
/** @import { Axes } from "./axes.js" */
/** @import { Content, DrawnPoints } from "./drawnpoints.js" */

/** How near to a point is at it, in pixels. */
const NEAR = 12;
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
    listen(this);
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
    if (!this.data) return TWO;
    const { data, domain, classes, training } = this.data;
    const points = data.name === "points" ? data.points : training.inputs.map((point) => point.map(neat));
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
    const { at, data, frame, network, sketch, shown } = this;
    const found = this.found();
    const point = found ? found.samples.inputs[found.place] : at;
    const answer = point && data && frame && this.decided ? answerOf(data, network, frame, point) : "";
    const text = at && shown ? sentence(shown.classes, at, found, answer) : invitation(sketch !== null);
    if (this.says.textContent !== text) this.says.textContent = text;
  }
}
