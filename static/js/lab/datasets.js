// The samples of data sets, asked of the server once.

import { postJson } from "../api.js";

/** @import { Data, NamedSpec } from "../types.js" */

/** How many are kept. */
const KEPT = 16;

export class Datasets {
  constructor() {
    /** By their spec, as text. @type {Map<string, Promise<Data>>} */
    this.known = new Map();
  }

  /**
   * The samples of some data. Throws a Refusal where the server refuses them.
   * @param {NamedSpec} data
   * @returns {Promise<Data>}
   */
  of(data) {
    const key = JSON.stringify(data);
    const known = this.known.get(key) ?? postJson("/api/datasets", { data });
    this.known.delete(key);
    this.known.set(key, known);
    known.catch(() => this.known.delete(key));
    for (const old of [...this.known.keys()].slice(0, -KEPT)) this.known.delete(old);
    return known;
  }
}
