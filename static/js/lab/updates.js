// The updates of one training as they come: what the network was before each, and at both ends.

/** @import { Weights } from "./network.js" */
/** @import { Examination, TrainingOutcome, UpdateColumns } from "../types.js" */

export class Updates {
  constructor() {
    /** @type {number[]} */ this.epoch = [];
    /** @type {number[]} */ this.sample = [];
    /** @type {number[]} */ this.loss = [];
    /** @type {number[][]} */ this.logits = [];
    /** @type {Weights[]} */ this.weights = [];
    /** The learning rate of each update, where a schedule says it. @type {number[] | null} */ this.rates = null;
    /** How far from zero a weight has been. */
    this.reach = 0;
    /** @type {Examination | null} */ this.before = null;
    /** @type {Examination | null} */ this.after = null;
    /** @type {TrainingOutcome | null} */ this.outcome = null;
  }

  get length() {
    return this.loss.length;
  }

  /** The last update there is. */
  get last() {
    return this.loss.length - 1;
  }

  /** The last position there is: after the last update stands the trained network. */
  get end() {
    return this.outcome ? this.length : this.last;
  }

  /** @param {{ before: Examination, rates: number[] | null }} message */
  begin({ before, rates }) {
    this.before = before;
    this.rates = rates;
  }

  /** @param {UpdateColumns} columns rows that go where their steps say: a row that comes again takes the old one's place */
  take(columns) {
    columns.step.forEach((step, row) => {
      this.epoch[step] = columns.epoch[row];
      this.sample[step] = columns.sample[row];
      this.loss[step] = columns.loss[row];
      this.logits[step] = columns.logits[row];
      this.weights[step] = columns.weights[row];
      this.reach = Math.max(this.reach, ...columns.weights[row].flat(2).map(Math.abs));
    });
  }

  /** @param {{ outcome: TrainingOutcome, after: Examination }} message */
  finish({ outcome, after }) {
    this.outcome = outcome;
    this.after = after;
  }
}
