// A run that was saved as JSON: its spec, its own numbers, and where these part from others.

import { Records } from "./records.js";
import { LANES } from "./setting.js";

/** @import { Columns, Lane, Outcome, RunSpec, Setting } from "./types.js" */

const ENDS = ["finished", "converged", "diverged"];

/**
 * An answer of the server about a run, as it is saved too.
 * @typedef {{ run: RunSpec & { dtype?: string }, steps: Columns, outcome: Outcome, rates?: number[] | null }} Saved
 */

/**
 * What a file holds: a saved run, or the spec of one.
 * @param {string} text
 * @returns {{ run: object, saved: boolean }} saved: whether its numbers are there too
 */
export function read(text) {
  let content;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error("it is not JSON");
  }
  const run = content?.run ?? content;
  if (content?.sweep || content?.training || content?.x) throw new Error("it is not a run, and this page opens runs alone");
  if (typeof run !== "object" || run === null || !run.objective) throw new Error("there is no run in it");
  if (run.optimizer?.source !== undefined) throw new Error("it is by an own optimizer, and this page has Kudari's alone");
  return { run, saved: Boolean(content.run && content.steps) };
}

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
  if (JSON.stringify(setting.objective) !== JSON.stringify(run.objective)) throw new Error("it is on another hill, so that it can only be opened");
  if (setting.lanes.length >= LANES) throw new Error(`${LANES} balls are there already`);
  const start = String(run.start) === String(setting.start) ? null : run.start;
  return { ...setting, steps: run.steps, lanes: [...setting.lanes, laneOf(run, start)] };
}

/**
 * The records of an answer.
 * @param {Saved} answer
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
 * @param {Partial<Saved>} saved
 * @param {Saved} answer
 */
export function isLike(saved, answer) {
  const { steps, outcome } = saved;
  if (!steps || !outcome || !ENDS.includes(outcome.status) || !Number.isInteger(outcome.step)) return false;
  const names = /** @type {const} */ (["step", "point", "loss", "grad"]);
  const kept = Object.keys(answer.steps.state);
  return (
    String(steps.step) === String(answer.steps.step) &&
    names.every((name) => shape(steps[name]) === shape(answer.steps[name])) &&
    kept.every((name) => shape(steps.state?.[name]) === shape(answer.steps.state[name]))
  );
}

/**
 * How long lists are, and whether there are numbers in them.
 * @param {any} value
 * @returns {string}
 */
function shape(value) {
  if (Array.isArray(value)) return `[${value.length} ${[...new Set(value.map(shape))]}]`;
  return Number.isFinite(value) ? "number" : "other";
}

/**
 * The first step at which two runs of as many records differ, null where none does.
 * @param {Columns} one
 * @param {Columns} other
 */
export function parting(one, other) {
  const row = one.step.findIndex(
    (_, place) => one.loss[place] !== other.loss[place] || String(one.point[place]) !== String(other.point[place]) || String(one.grad[place]) !== String(other.grad[place]),
  );
  return row < 0 ? null : one.step[row];
}
