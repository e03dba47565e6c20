// What the objectives are: those of the catalogue, and those that are typed, which the server reads.

import { postJson } from "./api.js";

/** @import { Objective, ObjectiveSpec } from "./types.js" */

export class Hills {
  /** @param {Objective[]} objectives as the server lists them */
  constructor(objectives) {
    this.objectives = objectives;
    /** @type {Map<string, Objective>} by their specs as text */
    this.known = new Map();
  }

  /**
   * What is known of an objective. One that is typed must have been learnt.
   * @param {ObjectiveSpec} spec
   * @returns {Objective}
   */
  of = (spec) => {
    const text = JSON.stringify(spec);
    const known = this.known.get(text);
    if (known) return known;
    const listed = this.objectives.find(({ name }) => name === spec.name);
    if (!listed) throw new Error(`${text} is not known yet`);
    return this.keep(spec, listed);
  };

  /**
   * Have the server read what was typed.
   * @param {ObjectiveSpec} spec
   * @returns {Promise<Objective>} rejected with a Refusal, whose problems say what is wrong
   */
  async learn(spec) {
    return this.known.get(JSON.stringify(spec)) ?? this.keep(spec, await postJson("/api/objectives", spec));
  }

  /**
   * @param {ObjectiveSpec} spec
   * @param {Objective} about
   */
  keep(spec, about) {
    const whole = { ...about, spec };
    this.known.set(JSON.stringify(spec), whole);
    return whole;
  }
}

/**
 * An objective as an address names it to the server.
 * @param {Objective} objective
 */
export function addressOf({ spec }) {
  return encodeURIComponent(Object.keys(spec).length > 1 ? JSON.stringify(spec) : spec.name);
}
