// Points that are being drawn: what a hand does to them, and back again.

/** @import { PointsSpec } from "../types.js" */

/** What the server takes. */
export const MOST_POINTS = 1000;
export const FEWEST_POINTS = 2;
export const MOST_CLASSES = 10;
export const LONGEST_NAME = 40;
export const FURTHEST = 1000;
/** What accuracies call all classes together. */
const RESERVED = "all";
const MARGIN = 0.15;
const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/**
 * Points with their classes, and what a plot shows of each coordinate.
 * @typedef {{ points: number[][], labels: number[], classes: string[], domain: [number, number][] }} Content
 */

/** What own points start from where none were shown. @type {Content} */
export const TWO = { points: [[-1, 0], [1, 0]], labels: [0, 1], classes: ["A", "B"], domain: [[-1.5, 1.5], [-1.5, 1.5]] };

export class DrawnPoints {
  /** @param {Content} content */
  constructor({ points, labels, classes, domain }) {
    this.points = [...points];
    this.labels = [...labels];
    this.classes = [...classes];
    this.domain = domain;
    /** @type {Content[]} */
    this.past = [];
  }

  /** Remember how it is, for `undo` to come back to. */
  keep() {
    const { points, labels, classes, domain } = this;
    this.past.push({ points: [...points], labels: [...labels], classes: [...classes], domain });
  }

  /** Go back to before the last change. */
  undo() {
    const now = JSON.stringify([this.points, this.labels, this.classes]);
    for (let before = this.past.pop(); before; before = this.past.pop()) {
      Object.assign(this, before);
      if (JSON.stringify([before.points, before.labels, before.classes]) !== now) return;
    }
  }

  /**
   * @param {number[]} point kept to three decimals
   * @param {number} label
   * @returns {boolean} false where there are as many as there may be
   */
  add(point, label) {
    if (this.points.length >= MOST_POINTS) return false;
    this.points.push(point.map(neat));
    this.labels.push(label);
    return true;
  }

  /**
   * Remove points.
   * @param {(point: number[]) => boolean} where
   * @returns {number} how many
   */
  erase(where) {
    const stay = this.points.map((point) => !where(point));
    const gone = stay.filter((each) => !each).length;
    this.points = this.points.filter((_, place) => stay[place]);
    this.labels = this.labels.filter((_, place) => stay[place]);
    return gone;
  }

  clear() {
    this.erase(() => true);
  }

  /**
   * Put others in their place, and show all of them.
   * @param {PointsSpec} spec
   */
  replace({ points, labels, classes }) {
    Object.assign(this, { points: [...points], labels: [...labels], classes: [...classes], domain: domainOf(points) });
  }

  /** Add a class, called by the first letter that is free. */
  addClass() {
    const name = LETTERS.find((each) => !this.classes.includes(each));
    if (name && this.classes.length < MOST_CLASSES) this.classes.push(name);
  }

  /**
   * Call a class otherwise.
   * @param {number} label
   * @param {string} name
   * @returns {string} why not, or nothing
   */
  rename(label, name) {
    if (!name) return "A class needs a name.";
    if (name === RESERVED) return `“${RESERVED}” stands for all classes.`;
    if (this.classes.some((each, place) => each === name && place !== label)) return `Another class is called ${name}.`;
    this.classes[label] = name;
    return "";
  }

  /** What there is: "12 points: 7 A, 5 B." */
  get summary() {
    const counts = this.classes.map((name, label) => `${this.labels.filter((each) => each === label).length} ${name}`);
    return `${this.points.length} point${this.points.length === 1 ? "" : "s"}: ${counts.join(", ")}.`;
  }

  /** What is missing before a network can be trained with them, or nothing. */
  get missing() {
    const lacking = FEWEST_POINTS - this.points.length;
    if (lacking <= 0) return "";
    return lacking === 1 ? "One more point is needed." : `At least ${FEWEST_POINTS} points are needed.`;
  }

  /**
   * The data of a training. Classes that were added and have no point are left out, down to two.
   * @returns {PointsSpec}
   */
  spec() {
    const used = this.classes.map((_, label) => this.labels.includes(label));
    let spare = this.classes.length - 2;
    for (let label = this.classes.length - 1; label >= 0; label--) if (!used[label] && spare-- <= 0) used[label] = true;
    const kept = this.classes.flatMap((_, label) => (used[label] ? [label] : []));
    return {
      name: "points",
      points: [...this.points],
      labels: this.labels.map((label) => kept.indexOf(label)),
      classes: kept.map((label) => this.classes[label]),
    };
  }
}

/**
 * A coordinate as a hand means it: three decimals, within what is allowed.
 * @param {number} value
 */
export function neat(value) {
  return Math.round(Math.min(FURTHEST, Math.max(-FURTHEST, value)) * 1000) / 1000;
}

/**
 * What a plot shows of each coordinate, so that all are seen: as the server has it.
 * @param {number[][]} points
 * @returns {[number, number][]}
 */
export function domainOf(points) {
  const ends = [0, 1].map((axis) => [Math.min, Math.max].map((end) => end(...points.map((point) => point[axis]))));
  const reach = (0.5 + MARGIN) * Math.max(...ends.map(([low, high]) => high - low)) || 1;
  return ends.map(([low, high]) => [(low + high) / 2 - reach, (low + high) / 2 + reach]);
}
