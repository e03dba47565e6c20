// A saved run as the hill has it: its lane, its setting, its records, and where these part from others.

import { Records } from "./records.js";
import { isLike, same } from "./saved.js";
import { LANES } from "./setting.js";

/** @import { Columns, Lane, Outcome, RunSpec, Setting } from "./types.js" */

const ENDS = ["finished", "converged", "diverged"];

/**
 * An answer of the server about a run, as it is saved too.
 * @typedef {{ run: RunSpec & { dtype?: string }, steps: Columns, outcome: Outcome, rates?: number[] | null }} RunAnswer
 */

/**
 * The lane of a run.
 * @param {RunSpec} run
 * @param {number[] | null} start where it starts, if not where all lanes do
 * @returns {Lane}
 */
export function laneOf({ optimizer: { name, ...hyperparameters }, schedule, changes }, start) {
  return { optimizer: name, hyperparameters: /** @type {any} */ (hyperparameters), schedule, start, changes };
}

/**
 * The setting that is this run alone.
 * @param {RunSpec} run
 * @returns {Setting}
 */
export function settingOf(run) {
  return { objective: run.objective, start: run.start, steps: run.steps, lanes: [laneOf(run, null)], focus: 0 };
}

/**
 * The setting with this run beside its own, all as long as it.
 * @param {Setting} setting
 * @param {RunSpec} run
 * @returns {Setting} raised is why it can't be
 */
export function beside(setting, run) {
  if (!same(setting.objective, run.objective)) throw new Error("it is on another hill, so that it can only be opened");
  if (setting.lanes.length >= LANES) throw new Error(`${LANES} balls are there already`);
  const start = same(run.start, setting.start) ? null : run.start;
  return { ...setting, steps: run.steps, lanes: [...setting.lanes, laneOf(run, start)] };
}

/**
 * The records of an answer.
 * @param {RunAnswer} answer
 */
export function recordsOf({ steps, outcome, rates }) {
  const records = new Records();
  records.begin({ rates });
  records.take(steps);
  records.finish({ outcome });
  return records;
}

/**
 * Whether numbers that come from a file are a run's: as many and of the same kinds as those of the server.
 * @param {Partial<RunAnswer>} saved
 * @param {RunAnswer} answer
 */
export function areOf({ steps, outcome }, answer) {
  return isLike(steps, answer.steps) && same(steps?.step, answer.steps.step) && isLike(outcome, answer.outcome) && ENDS.includes(String(outcome?.status));
}

/**
 * The first step at which two runs of as many records differ, null where none does.
 * @param {Columns} one
 * @param {Columns} other
 */
export function parting(one, other) {
  const columns = /** @type {const} */ (["loss", "point", "grad"]);
  const row = one.step.findIndex((_, place) => !columns.every((name) => same(one[name][place], other[name][place])));
  return row < 0 ? null : one.step[row];
}
