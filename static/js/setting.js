// What a setting means: the runs of its lanes, and what becomes of it when something in it changes.

import { ruleNamed, usual } from "./lane.js";
import { Records } from "./records.js";

/** @import { Lane, Objective, Optimizer, RunSpec, Setting } from "./types.js" */

/** As many lanes a race has at most. */
export const LANES = 6;

/**
 * What may be chosen at once. `lane` is of the lane in focus.
 * @typedef {Partial<Setting> & { lane?: Partial<Lane> }} Choice
 */

/** What a run is to `LiveRun`. */
export const RUN = {
  /** @param {RunSpec} run */
  message: (run) => ({ type: "run", run }),
  records: () => new Records(),
};

/**
 * The spec that the server runs for a lane.
 * @param {Setting} setting
 * @param {Lane} lane
 * @returns {RunSpec}
 */
export function specOf({ objective, start, steps }, lane) {
  return {
    objective,
    optimizer: { name: lane.optimizer, ...lane.hyperparameters },
    schedule: lane.schedule,
    start: lane.start ?? start,
    steps,
    changes: lane.changes,
  };
}

/**
 * The lane in focus.
 * @param {Setting} setting
 */
export function focused({ lanes, focus }) {
  return lanes[focus];
}

/**
 * The setting with another lane in place of the one in focus.
 * @param {Setting} setting
 * @param {Lane} lane
 * @returns {Setting}
 */
export function withLane(setting, lane) {
  return { ...setting, lanes: setting.lanes.with(setting.focus, lane) };
}

/**
 * The setting with something else chosen, for runs from the start. What goes with the old choice gives way to what the
 * new one has: another objective starts at its own start but for a typed one where the old start fits, another rule takes its own usual hyperparameters for those
 * that weren't chosen. A hyperparameter that is chosen holds for the whole run: it is bent no more.
 * @param {Setting} setting
 * @param {Choice} choice
 * @param {(spec: Setting["objective"]) => Objective} describe
 * @param {Optimizer[]} optimizers
 * @returns {Setting}
 */
export function chosen(setting, { lane: chosenLane, ...choice }, describe, optimizers) {
  const next = { ...setting, ...choice };
  next.focus = Math.min(next.focus, next.lanes.length - 1);
  if (chosenLane) {
    const old = focused(next);
    const lane = { ...old, ...chosenLane };
    if (chosenLane.hyperparameters || chosenLane.optimizer) lane.changes = [];
    if (lane.optimizer !== old.optimizer) {
      lane.hyperparameters = { ...usual(ruleNamed(optimizers, lane.optimizer)), ...chosenLane.hyperparameters };
    }
    next.lanes = next.lanes.with(next.focus, lane);
  }
  if (!goesOn(next, setting, describe(next.objective))) {
    if (!choice.start) next.start = describe(next.objective).start.default;
    if (!choice.lanes) next.lanes = next.lanes.map((lane) => ({ ...lane, start: null, changes: [] }));
  }
  return next;
}

/**
 * Whether the starts of a setting are good for another objective: the same one with other numbers, or a typed function
 * that is looked at there.
 * @param {Setting} next
 * @param {Setting} past
 * @param {Objective} objective of the next
 */
function goesOn({ objective, start }, past, { dimension, domain }) {
  if (dimension !== start.length) return false;
  if (objective.formula === undefined) return objective.name === past.objective.name;
  return domain.every(([low, high], place) => start[place] >= low && start[place] <= high);
}
