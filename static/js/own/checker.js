// Somebody's own rule and a built-in one, on several hills: each run twice, and compared.

import { compare } from "./check.js";

/** @import { Objective, OwnOptimizer } from "../types.js" */
/** @import { Stream } from "../stream.js" */
/** @import { Comparison, Run } from "./check.js" */
/** @typedef {{ objective: Objective, comparison: Comparison }} Line */

/** Hills that are gentle, double, narrow and curved. */
const NAMES = ["square", "double_well", "ravine", "himmelblau", "rosenbrock"];
export const STEPS = 300;

export class Checker {
  /**
   * @param {Stream} stream
   * @param {Objective[]} objectives
   */
  constructor(stream, objectives) {
    this.stream = stream;
    this.objectives = NAMES.map((name) => /** @type {Objective} */ (objectives.find((each) => each.name === name)));
    /** @type {{ cancel: () => void }[]} */
    this.going = [];
  }

  /**
   * Compare on every hill. What goes on of an older check is stopped, and never answered.
   * @param {OwnOptimizer} own
   * @param {{ name: string }} reference
   * @param {(line: Line) => void} online called with each hill's comparison as it comes
   * @returns {Promise<void>} rejected with a Failure where a run is refused or has a fault
   */
  async run(own, reference, online) {
    this.stop();
    for (const objective of this.objectives) {
      const runs = await Promise.all([this.records(objective, own), this.records(objective, reference)]);
      online({ objective, comparison: compare(...runs) });
    }
  }

  stop() {
    for (const each of this.going) each.cancel();
    this.going = [];
  }

  /**
   * @param {Objective} objective
   * @param {object} optimizer
   * @returns {Promise<Run>}
   */
  records({ name, start }, optimizer) {
    return new Promise((resolve, reject) => {
      /** @type {number[][]} */
      const point = [];
      const run = { objective: { name }, optimizer, start: start.default, steps: STEPS };
      const request = { type: "run", run };
      const asked = this.stream.request(request, {
        steps: ({ steps }) => steps.point.forEach((/** @type {number[]} */ each, /** @type {number} */ row) => (point[steps.step[row]] = each)),
        done: ({ outcome }) => resolve({ point, outcome }),
        error: reject,
      });
      this.going.push(asked);
    });
  }
}
