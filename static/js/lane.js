// One lane of a race: its rule, its numbers, and how they change on the way.

import { CONSTANT } from "./named.js";

/** @import { Hyperparameters, Lane, Optimizer } from "./types.js" */

/**
 * The rule of a name.
 * @param {Optimizer[]} optimizers
 * @param {string} name
 */
export function ruleNamed(optimizers, name) {
  return /** @type {Optimizer} */ (optimizers.find((each) => each.name === name));
}

/**
 * The usual hyperparameters of a rule.
 * @param {Optimizer} optimizer
 * @returns {Hyperparameters}
 */
export function usual({ parameters }) {
  return Object.fromEntries(parameters.map((each) => [each.name, each.default]));
}

/**
 * A lane with a rule's usual numbers, at a constant rate.
 * @param {Optimizer} optimizer
 * @returns {Lane}
 */
export function laneOf(optimizer) {
  return { optimizer: optimizer.name, hyperparameters: usual(optimizer), schedule: CONSTANT, start: null, changes: [] };
}

/**
 * The hyperparameters of the update that goes from the record of a step.
 * @param {Pick<Lane, "hyperparameters" | "changes">} lane
 * @param {number} step
 * @returns {Hyperparameters}
 */
export function hyperparametersAt({ hyperparameters, changes }, step) {
  const passed = changes.filter((change) => change.step <= step).map((change) => change.optimizer);
  return Object.assign({}, hyperparameters, ...passed);
}

/**
 * The lane with other hyperparameters from a step on: what is before that step stays as it was run.
 * @param {Lane} lane
 * @param {number} step
 * @param {Hyperparameters} hyperparameters
 * @returns {Lane}
 */
export function bent(lane, step, hyperparameters) {
  const changes = lane.changes.filter((change) => change.step < step);
  const before = hyperparametersAt({ ...lane, changes }, step);
  const differing = Object.entries(hyperparameters).filter(([name, value]) => String(value) !== String(before[name]));
  if (differing.length) changes.push({ step, optimizer: Object.fromEntries(differing) });
  return { ...lane, changes };
}

/**
 * In words how a run was bent, nothing where it wasn't.
 * @param {Pick<Lane, "changes">} lane
 * @param {Optimizer} optimizer
 * @param {[string, string]} words what was done to it, and at what
 */
export function bendSentence({ changes }, optimizer, [bent, noun] = ["Bent", "step"]) {
  if (!changes.length) return "";
  const { step, optimizer: values } = changes[changes.length - 1];
  const title = (/** @type {string} */ name) => optimizer.parameters.find((each) => each.name === name)?.title ?? name;
  const what = Object.entries(values).map(([name, value]) => `${title(name).toLowerCase()} ${[value].flat().join(", ")}`);
  const often = changes.length > 1 ? `${bent} ${changes.length} times, last` : bent;
  return `${often} at ${noun} ${step}: ${what.join(", ")}.`;
}
