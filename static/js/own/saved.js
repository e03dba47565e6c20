// A saved run or training by somebody's own optimizer: what the page makes of it, and where its numbers part from others.

import { ARTICLE } from "../lab/training.js";
import { CONSTANT, usual } from "../named.js";
import { isLike, same } from "../saved.js";

/** @import { Saved } from "../saved.js" */
/** @import { Catalogue, LabCatalogue, Setting } from "../types.js" */
/** @import { Course } from "./course.js" */
/** @import { LabChoice } from "./training.js" */

/** The columns of a run and of a training that are compared. */
const COLUMNS = { run: ["loss", "point", "grad", "state"], training: ["loss", "samples"] };

/**
 * The code of a saved run or training, the class, and all that the class is given.
 * @param {any} what
 * @returns {{ source: string, class: string, values: Record<string, any> }}
 */
export function codeOf({ optimizer: { name, source, class: named, ...values } }) {
  return { source, class: named, values };
}

/**
 * A saved run on the hill of the page, what it doesn't say being as the server has it.
 * @param {any} run
 * @returns {{ setting: Pick<Setting, "objective" | "start" | "steps">, course: Course }}
 */
export function hillOf({ objective, start, steps, schedule = CONSTANT, changes = [] }) {
  return { setting: { objective, start, steps }, course: { schedule, changes } };
}

/**
 * A saved training in the lab of the page, what it doesn't say being as the server has it: the article's.
 * @param {any} training
 * @param {Catalogue & LabCatalogue} catalogue
 * @param {number} rate the page's own, where it gives none
 * @returns {LabChoice}
 */
export function labOf({ optimizer, data = ARTICLE.data, network = ARTICLE.network, ...said }, { datasets, networks }, rate) {
  const { optimizer: _, hyperparameters, ...article } = ARTICLE;
  /** @type {(entries: import("../named.js").Entry[], spec: { name: string }) => any} */
  const whole = (entries, spec) => {
    const entry = entries.find(({ name }) => name === spec.name);
    return entry ? { ...usual(entry), ...spec } : spec;
  };
  return { ...article, ...said, data: whole(datasets, data), network: whole(networks, network), rate: typeof optimizer.lr === "number" ? optimizer.lr : rate };
}

/**
 * The first step at which the numbers of a file differ from others.
 * @param {Pick<Saved, "kind" | "content">} saved
 * @param {any} answer
 * @returns {number | null | undefined} null where none does, undefined where the numbers are of something else
 */
export function parting({ kind, content: { steps, frames, outcome } }, answer) {
  const names = kind === "run" ? COLUMNS.run : COLUMNS.training;
  const rowed = (/** @type {string} */ name) => Array.isArray(steps[name]) && steps[name].length === steps.step.length;
  if (!Array.isArray(steps?.step) || !names.every((name) => name === "state" || rowed(name))) return undefined;
  if (kind === "training" && !isLike(frames, answer.frames)) return undefined;
  const rows = Math.max(steps.step.length, answer.steps.step.length);
  const row = Array.from({ length: rows }).findIndex((_, place) => !names.every((name) => same(at(steps[name], place), at(answer.steps[name], place))));
  const frame = kind === "training" ? frames.findIndex((/** @type {any} */ each, /** @type {number} */ place) => !same(each, answer.frames[place])) : -1;
  const found = [...(row < 0 ? [] : [row]), ...(frame < 0 ? [] : [answer.frames[frame].step])];
  if (found.length) return Math.min(...found);
  return same(outcome, answer.outcome) ? null : rows - 1;
}

/**
 * A row of a column, or of all columns of a state.
 * @param {any} column
 * @param {number} row
 */
function at(column, row) {
  if (Array.isArray(column)) return column[row];
  return Object.fromEntries(Object.entries(column ?? {}).map(([name, values]) => [name, /** @type {any} */ (values)?.[row]]));
}
