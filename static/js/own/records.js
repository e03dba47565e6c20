// The records of a run by somebody's own rule: its state is whatever its class keeps, under any names.

import { Updates } from "../lab/updates.js";
import { Records } from "../records.js";

/** @import { Columns, Failure, Said } from "../types.js" */

/**
 * What an own run may keep at a step: null before it exists.
 * @typedef {number | string | boolean | null | Kept[]} Kept
 */

export class OwnRecords extends Records {
  /** @param {(said: Said) => void} hear takes what the run says on its way */
  constructor(hear) {
    super();
    this.hear = hear;
    /** By name, a value for each row. @type {Record<string, Kept[]>} */
    this.kept = {};
    /** @type {Failure | null} */ this.failure = null;
  }

  /**
   * @override
   * @param {any} message
   */
  begin(message) {
    super.begin(message);
    this.hear(message);
  }

  /**
   * @override
   * @param {Omit<Columns, "state"> & { state: Record<string, any[]> }} columns
   */
  take({ state, ...columns }) {
    super.take({ ...columns, state: {} });
    const [first] = columns.step;
    for (const [name, values] of Object.entries(state)) {
      // It may have any name, `__proto__` too.
      if (!Object.hasOwn(this.kept, name)) this.kept = { ...this.kept, [name]: [] };
      values.forEach((value, row) => (this.kept[name][first + row] = value));
    }
  }

  /** @param {Failure} failure */
  fail(failure) {
    this.failure = failure;
    this.close("failed", failure.fault?.step ?? undefined);
    return true;
  }

  /**
   * Have it end where it is.
   * @param {"failed" | "cancelled"} status
   * @param {number} step
   */
  close(status, step = Math.max(this.last, 0)) {
    this.outcome = { status, step, point: [], loss: NaN };
  }
}

/** The updates of a training by somebody's own rule. */
export class OwnUpdates extends Updates {
  /** @param {(said: Said) => void} hear takes what the training says on its way */
  constructor(hear) {
    super();
    this.hear = hear;
    /** @type {Failure | null} */ this.failure = null;
  }

  /**
   * @override
   * @param {any} message
   */
  begin(message) {
    super.begin(message);
    this.hear(message);
  }

  /** @param {Failure} failure */
  fail(failure) {
    this.failure = failure;
    this.close("failed", failure.fault?.step ?? undefined);
    return true;
  }

  /**
   * @param {"failed" | "cancelled"} status
   * @param {number} step
   */
  close(status, step = Math.max(this.last, 0)) {
    this.outcome = { status, step, loss: null };
  }
}
