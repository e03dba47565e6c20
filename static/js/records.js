// The records of one run, a row for each step as they come, or only some of them out of a fan.

/** @import { Columns, Outcome } from "./types.js" */

export class Records {
  constructor() {
    /** @type {number[]} */ this.x = [];
    /** @type {number[]} */ this.loss = [];
    /** @type {number[]} */ this.grad = [];
    /** @type {Record<string, number[]>} */ this.state = {};
    /** The step of each row, where not every step has one. @type {number[] | null} */ this.steps = null;
    /** @type {Outcome | null} */ this.outcome = null;
  }

  get length() {
    return this.x.length;
  }

  /** The last step there is. */
  get last() {
    return this.steps ? this.steps[this.length - 1] : this.length - 1;
  }

  /**
   * The row of a step that has one.
   * @param {number} step
   */
  row(step) {
    return this.steps ? this.steps.indexOf(step) : step;
  }

  /** @param {Columns} columns rows that go where their steps say: a row that comes again takes the old one's place */
  take(columns) {
    const first = columns.step[0];
    columns.step.forEach((step, row) => {
      this.x[step] = columns.point[row][0];
      this.loss[step] = columns.loss[row];
      this.grad[step] = columns.grad[row][0];
    });
    for (const [name, column] of Object.entries(columns.state)) {
      const kept = (this.state[name] ??= []);
      column.forEach((value, row) => (kept[first + row] = value[0]));
    }
  }

  /** @param {{ outcome: Outcome }} message */
  finish({ outcome }) {
    this.outcome = outcome;
  }

  /**
   * The first `count` rows, for a run that leaves this one there.
   * @param {number} count
   */
  upto(count) {
    const prefix = new Records();
    prefix.x = this.x.slice(0, count);
    prefix.loss = this.loss.slice(0, count);
    prefix.grad = this.grad.slice(0, count);
    for (const [name, column] of Object.entries(this.state)) prefix.state[name] = column.slice(0, count);
    return prefix;
  }
}
