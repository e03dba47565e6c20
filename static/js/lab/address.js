// The lab's setting and the address bar: each says the whole of the other.

import { Query } from "../query.js";
import { fromText, toText } from "../schedule.js";
import { ARTICLE, MAX_EPOCHS, MAX_SEED } from "./training.js";

/** @import { LabSetting, Optimizer, Schedule } from "../types.js" */

/**
 * A setting as the query of an address.
 * @param {LabSetting} setting
 * @returns {URLSearchParams}
 */
export function toQuery({ optimizer, hyperparameters, schedule, seed, epochs }) {
  const query = new URLSearchParams({ optimizer });
  for (const [name, value] of Object.entries(hyperparameters)) query.set(name, String(value));
  if (schedule.name !== ARTICLE.schedule.name) query.set("schedule", toText(schedule));
  query.set("seed", String(seed));
  query.set("epochs", String(epochs));
  return query;
}

/**
 * The setting that an address holds. What it doesn't say, or says wrongly, is as the article has it.
 * @param {URLSearchParams} query
 * @param {Optimizer[]} optimizers
 * @param {Schedule[]} schedules
 * @returns {{ setting: LabSetting, unknown: string[] }} and the names of what was said wrongly
 */
export function fromQuery(query, optimizers, schedules) {
  const said = new Query(query);
  const articles = /** @type {Optimizer} */ (optimizers.find((each) => each.name === ARTICLE.optimizer));
  const optimizer = said.entry("optimizer", optimizers, articles);
  const hyperparameters = said.hyperparameters(optimizer, ARTICLE.hyperparameters);
  const schedule = said.or("schedule", ARTICLE.schedule, (text) => fromText(text, schedules));
  const seed = said.whole("seed", ARTICLE.seed, 0, MAX_SEED);
  const epochs = said.whole("epochs", ARTICLE.epochs, 1, MAX_EPOCHS);
  return { setting: { optimizer: optimizer.name, hyperparameters, schedule, seed, epochs }, unknown: said.unknown };
}
