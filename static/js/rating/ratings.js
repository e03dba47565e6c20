// The records of one rating as they come: the network at each step, and how it rates the two pictures.

/** @import { RatingColumns, RatingOutcome } from "./types.js" */

export class Ratings {
  constructor() {
    /** The rating at each step. @type {number[]} */ this.loss = [];
    /** What the network says of the right picture, and of the other. @type {number[][][]} */ this.outputs = [];
    /** @type {number[][][][]} */ this.weights = [];
    /** How each of the pairs is rated before. @type {number[] | null} */ this.before = null;
    /** And after. @type {number[] | null} */ this.after = null;
    /** @type {RatingOutcome | null} */ this.outcome = null;
  }

  get length() {
    return this.loss.length;
  }

  /** The last step there is. */
  get last() {
    return this.loss.length - 1;
  }

  /**
   * How far from zero a weight is at a step, or was at first.
   * @param {number} step
   */
  reach(step) {
    return Math.max(...[this.weights[0], this.weights[step]].flat(3).map(Math.abs));
  }

  /** @param {{ before: number[] }} message */
  begin({ before }) {
    this.before = before;
  }

  /** @param {RatingColumns} columns rows that go where their steps say: a row that comes again takes the old one's place */
  take(columns) {
    columns.step.forEach((step, row) => {
      this.loss[step] = columns.loss[row];
      this.outputs[step] = columns.outputs[row];
      this.weights[step] = columns.weights[row];
    });
  }

  /** @param {{ outcome: RatingOutcome, after: number[] }} message */
  finish({ outcome, after }) {
    this.outcome = outcome;
    this.after = after;
  }
}
