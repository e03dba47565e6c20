// A rule that somebody wrote, among those of the catalogue: a lane of the race has it under the name "own".

import { laneOf } from "../lane.js";
import { STRAIGHT } from "./course.js";

/** @import { Lane, Optimizer, OwnOptimizer } from "../types.js" */
/** @import { Course } from "./course.js" */

/** What the server calls a rule that it is sent. */
export const OWN_RULE = "own";

/**
 * What is known of it: what it is called.
 * @param {string} title
 * @returns {Optimizer}
 */
export function ownRule(title) {
  return {
    name: OWN_RULE,
    title,
    about: "",
    reference: "",
    formula: [],
    mathml: [],
    edge: null,
    parameters: [],
    state: [],
    intermediates: [],
    hue: "own",
  };
}

/**
 * Its lane: all that the server is sent stands where other rules have their hyperparameters.
 * @param {OwnOptimizer} own
 * @param {Course} course
 * @returns {Lane}
 */
export function ownLane(own, { schedule, changes } = STRAIGHT) {
  return { optimizer: OWN_RULE, hyperparameters: /** @type {any} */ (own), schedule, start: null, changes };
}

/**
 * The lane of a rule of the catalogue, what isn't said of it as usual.
 * @param {Optimizer[]} optimizers
 * @param {{ name: string } & Record<string, any>} reference
 * @param {Course["schedule"]} schedule
 * @returns {Lane}
 */
export function referenceLane(optimizers, { name, ...said }, schedule = STRAIGHT.schedule) {
  const lane = { ...laneOf(/** @type {Optimizer} */ (optimizers.find((each) => each.name === name))), schedule };
  for (const key of Object.keys(lane.hyperparameters)) if (key in said) lane.hyperparameters[key] = said[key];
  return lane;
}
