// The updates of one training as they come, and the network as it was at some or all of them.

/** @import { Frame, TrainingOutcome, UpdateColumns, Verdict } from "../types.js" */

/** The mean loss over all samples, at some of the updates. */
class Means {
  constructor() {
    /** @type {number[]} */ this.steps = [];
    /** NaN where it isn't finite. @type {number[]} */ this.loss = [];
  }

  get length() {
    return this.loss.length;
  }

  get last() {
    return this.steps.at(-1) ?? 0;
  }

  /**
   * @param {number} step
   * @param {Verdict | null} verdict
   */
  take(step, verdict) {
    if (!verdict) return;
    this.steps.push(step);
    this.loss.push(verdict.loss ?? NaN);
  }
}

export class Updates {
  constructor() {
    /** @type {number[]} */ this.epoch = [];
    /** The numbers of the samples that each is shown. @type {number[][]} */ this.samples = [];
    /** NaN where it isn’t finite. @type {number[]} */ this.loss = [];
    /** The learning rate of each update, where a schedule says it. @type {number[] | null} */ this.rates = null;
    /** By step, in no order. @type {Map<number, Frame>} */ this.frames = new Map();
    /** The steps of the frames that came with the training, in their order. @type {number[]} */ this.framed = [];
    this.means = { training: new Means(), test: new Means() };
    /** @type {TrainingOutcome | null} */ this.outcome = null;
    /** Whether the server gives other numbers: these came out of a file. */ this.foreign = false;
  }

  get length() {
    return this.loss.length;
  }

  /** The last update there is. */
  get last() {
    return this.length - 1;
  }

  /** The last position there is: after the last update stands the trained network. */
  get end() {
    return this.outcome ? this.length : this.last;
  }

  /** @param {{ rates: number[] | null }} message */
  begin({ rates }) {
    this.rates = rates;
  }

  /**
   * Rows that go where their steps say: a row that comes again takes the old one's place.
   * @param {UpdateColumns} columns
   * @param {Frame[]} frames
   */
  take(columns, frames) {
    columns.step.forEach((step, row) => {
      this.epoch[step] = columns.epoch[row];
      this.samples[step] = columns.samples[row];
      this.loss[step] = columns.loss[row] ?? NaN;
    });
    for (const frame of frames) {
      if (this.frames.has(frame.step)) continue;
      this.framed.push(frame.step);
      for (const set of /** @type {const} */ (["training", "test"])) this.means[set].take(frame.step, frame[set]);
    }
    this.put(frames);
  }

  /** @param {Frame[]} frames */
  put(frames) {
    for (const frame of frames) this.frames.set(frame.step, frame);
  }

  /** @param {{ outcome: TrainingOutcome }} message */
  finish({ outcome }) {
    this.outcome = outcome;
  }

  /** The network before the training. */
  get before() {
    return this.frames.get(0) ?? null;
  }

  /** The network after it. */
  get after() {
    return (this.outcome && this.frames.get(this.end)) ?? null;
  }

  /**
   * The network at a step, or at the last one before it that there is.
   * @param {number} step
   * @returns {Frame | null}
   */
  frameAt(step) {
    const at = this.framed.findLast((each) => each <= step);
    return this.frames.get(step) ?? (at === undefined ? null : (this.frames.get(at) ?? null));
  }
}
