// One update of a run: its rule, and the values of its names before and after it.

import { evaluate } from "./evaluate.js";
import { hyperparametersAt } from "./lane.js";

/** @import { Value } from "./evaluate.js" */
/** @import { Hyperparameters, Optimizer, RunSpec } from "./types.js" */
/** @import { Records } from "./records.js" */

/**
 * @typedef {object} Update
 * @property {Optimizer} optimizer
 * @property {number} step the record from which it goes
 * @property {Record<string, Value>} before
 * @property {Record<string, Value>} after of what its lines give a new value
 */

/**
 * The update from the record of a step, null where it or the next one is not known. Points and state are torch's own;
 * what a rule works out on the way and does not keep is worked out again.
 * @param {Records} records
 * @param {number} step
 * @param {RunSpec} run
 * @param {Optimizer} optimizer
 * @returns {Update | null}
 */
export function updateFrom(records, step, run, optimizer) {
  const [row, next] = [records.row(step), records.row(step + 1)];
  if (row < 0 || next < 0) return null;
  /** @param {number[][]} columns @param {number} row */
  const at = (columns, row) => columns.map((column) => column[row]);
  /** @type {Update} */
  const update = {
    optimizer,
    step,
    before: { ...named(ratesAt(records, step, run)), x: at(records.points, row), g: at(records.grads, row), t: step + 1 },
    after: { x: at(records.points, next) },
  };
  for (const [name, columns] of Object.entries(records.state)) {
    update.before[name] = at(columns, row);
    update.after[name] = at(columns, next);
  }
  optimizer.mathml.forEach(({ name, tree }, line) => (update.after[name] ??= evaluate(tree, names(update, line))));
  return update;
}

/**
 * What the names on the right of a line stand for: what the lines above gave a value has its new one.
 * @param {Update} update
 * @param {number} line
 * @returns {(name: string) => Value}
 */
export function names({ optimizer, before, after }, line) {
  const assigned = new Set(optimizer.mathml.slice(0, line).map(({ name }) => name));
  return (name) => (assigned.has(name) ? after : before)[name];
}

/**
 * The hyperparameters of an update, the rate as the schedule has it.
 * @param {Records} records
 * @param {number} step
 * @param {RunSpec} run
 * @returns {Hyperparameters}
 */
function ratesAt({ rates }, step, { optimizer: { name: _, ...first }, changes }) {
  const hyperparameters = hyperparametersAt({ hyperparameters: /** @type {Hyperparameters} */ (first), changes }, step);
  return rates ? { ...hyperparameters, lr: rates[step] } : hyperparameters;
}

/**
 * Hyperparameters by the names that formulas have for them: a pair `betas` as `beta1` and `beta2`.
 * @param {Hyperparameters} hyperparameters
 * @returns {Record<string, number>}
 */
function named(hyperparameters) {
  return Object.fromEntries(
    Object.entries(hyperparameters).flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((each, place) => [`${name.replace(/s$/, "")}${place + 1}`, each]) : [[name, value]],
    ),
  );
}
