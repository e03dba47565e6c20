// What a setting means: the spec of its run, and what becomes of it when something in it changes.

import { Records } from "./records.js";

/** @import { Hyperparameters, Objective, Optimizer, RunSpec, Setting } from "./types.js" */

/** What a run is to `LiveRun`. */
export const RUN = {
  /** @param {Setting} setting */
  message: (setting) => ({ type: "run", run: specOf(setting) }),
  records: () => new Records(),
};

/**
 * The spec that the server runs.
 * @param {Setting} setting
 * @returns {RunSpec}
 */
export function specOf(setting) {
  return {
    objective: { name: setting.objective },
    optimizer: { name: setting.optimizer, ...setting.hyperparameters },
    start: [setting.start],
    steps: setting.steps,
    changes: setting.changes,
  };
}

/**
 * The hyperparameters of the update that goes from the record of a step.
 * @param {Setting} setting
 * @param {number} step
 * @returns {Hyperparameters}
 */
export function hyperparametersAt(setting, step) {
  const passed = setting.changes.filter((change) => change.step <= step).map((change) => change.optimizer);
  return Object.assign({}, setting.hyperparameters, ...passed);
}

/**
 * The setting with other hyperparameters from a step on: what is before that step stays as it was run.
 * @param {Setting} setting
 * @param {number} step
 * @param {Hyperparameters} hyperparameters
 * @returns {Setting}
 */
export function bent(setting, step, hyperparameters) {
  const changes = setting.changes.filter((change) => change.step < step);
  const before = hyperparametersAt({ ...setting, changes }, step);
  const differing = Object.entries(hyperparameters).filter(([name, value]) => String(value) !== String(before[name]));
  if (differing.length) changes.push({ step, optimizer: Object.fromEntries(differing) });
  return { ...setting, changes };
}

/**
 * The setting with something else chosen, for a run from the start. What goes with the old choice gives way to
 * what the new one has: another objective starts at its own start, another rule takes its own usual
 * hyperparameters for those that weren't chosen. A hyperparameter that is chosen holds for the whole run: it is
 * bent no more.
 * @param {Setting} setting
 * @param {Partial<Setting>} choice
 * @param {Objective[]} objectives
 * @param {Optimizer[]} optimizers
 * @returns {Setting}
 */
export function chosen(setting, choice, objectives, optimizers) {
  const next = { ...setting, ...choice };
  if (choice.hyperparameters) next.changes = [];
  if (next.optimizer !== setting.optimizer) {
    const rule = /** @type {Optimizer} */ (optimizers.find((each) => each.name === next.optimizer));
    const usual = Object.fromEntries(rule.parameters.map((each) => [each.name, each.default]));
    next.hyperparameters = { ...usual, ...choice.hyperparameters };
  }
  if (next.objective !== setting.objective && choice.start === undefined) {
    const hill = /** @type {Objective} */ (objectives.find((each) => each.name === next.objective));
    next.start = hill.start.default[0];
  }
  return next;
}

/**
 * In words how a run was bent, nothing where it wasn't.
 * @param {Setting} setting
 * @param {Optimizer} optimizer
 */
export function bendSentence({ changes }, optimizer) {
  if (!changes.length) return "";
  const { step, optimizer: values } = changes[changes.length - 1];
  const title = (/** @type {string} */ name) => optimizer.parameters.find((each) => each.name === name)?.title ?? name;
  const what = Object.entries(values).map(([name, value]) => `${title(name).toLowerCase()} ${[value].flat().join(", ")}`);
  const often = changes.length > 1 ? `Bent ${changes.length} times, last` : "Bent";
  return `${often} at step ${step}: ${what.join(", ")}.`;
}
