// The records of one run, a row for each step as they come, or only some of them out of a fan.

/** @import { Columns, Outcome } from "./types.js" */

export class Records {
  constructor() {
    /** The points by coordinate: `points[0]` is the x of every record. @type {number[][]} */
    this.points = [];
    /** @type {number[]} */ this.loss = [];
    /** The gradients by coordinate. @type {number[][]} */
    this.grads = [];
    /** The optimizer's state by name and coordinate. @type {Record<string, number[][]>} */
    this.state = {};
    /** The step of each row, where not every step has one. @type {number[] | null} */ this.steps = null;
    /** The rate of each update, where a schedule changes it. @type {number[] | null} */ this.rates = null;
    /** @type {Outcome | null} */ this.outcome = null;
  }

  get length() {
    return this.loss.length;
  }

  /** The last step there is. */
  get last() {
    return this.steps ? this.steps[this.length - 1] : this.length - 1;
  }

  /**
   * The row of a step, -1 where it has none.
   * @param {number} step
   */
  row(step) {
    if (this.steps) return this.steps.indexOf(step);
    return step < this.length ? step : -1;
  }

  /**
   * The point of a row.
   * @param {number} row
   */
  point(row) {
    return this.points.map((column) => column[row]);
  }

  /** @param {{ rates?: number[] | null }} message */
  begin({ rates }) {
    this.rates = rates ?? null;
  }

  /** @param {Columns} columns rows that go where their steps say: a row that comes again takes the old one's place */
  take(columns) {
    const [first] = columns.step;
    columns.loss.forEach((loss, row) => (this.loss[first + row] = loss));
    put(this.points, columns.point, first);
    put(this.grads, columns.grad, first);
    for (const [name, column] of Object.entries(columns.state)) put((this.state[name] ??= []), column, first);
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
    /** @param {number[][]} columns */
    const cut = (columns) => columns.map((column) => column.slice(0, count));
    const prefix = new Records();
    prefix.points = cut(this.points);
    prefix.loss = this.loss.slice(0, count);
    prefix.grads = cut(this.grads);
    for (const [name, columns] of Object.entries(this.state)) prefix.state[name] = cut(columns);
    return prefix;
  }
}

/**
 * Put rows into columns, one for each coordinate.
 * @param {number[][]} columns
 * @param {number[][]} rows
 * @param {number} first the row of the first
 */
function put(columns, rows, first) {
  rows.forEach((row, place) =>
    row.forEach((value, coordinate) => ((columns[coordinate] ??= [])[first + place] = value)),
  );
}
