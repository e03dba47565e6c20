// The rating page's address bar: both pictures, the network, the descent, and how it is looked at.

import { Query } from "../query.js";
import { BRIGHTEST, fromText, toText } from "./picture.js";
import { MAX_SEED, MAX_STEPS, USUAL } from "./setting.js";

/** @import { Optimizer } from "../types.js" */
/** @import { Pair, RatingSetting } from "./types.js" */

/**
 * How a setting is looked at.
 * @typedef {{ brush: number, threshold: number, step: number, speed: number, log: boolean }} Looks
 */

/** The article's first guess at a threshold is what the page begins with. @type {Looks} */
const LOOKS = { brush: 1, threshold: 0.5, step: 0, speed: 10, log: false };
export const HIGHEST = 1e6;

/**
 * @param {RatingSetting} setting
 * @param {Looks} looks
 * @returns {URLSearchParams}
 */
export function toQuery({ right, other, seed, optimizer, hyperparameters, steps }, { brush, threshold, step, speed, log }) {
  const query = new URLSearchParams({ right: toText(right), other: toText(other), seed: String(seed), optimizer });
  for (const [name, value] of Object.entries(hyperparameters)) query.set(name, String(value));
  for (const [name, value] of Object.entries({ steps, threshold, brush, step, speed })) query.set(name, String(value));
  if (log) query.set("scale", "log");
  return query;
}

/**
 * What an address holds. What it doesn't say, or says wrongly, is as usual.
 * @param {URLSearchParams} query
 * @param {Optimizer[]} optimizers
 * @param {Pair} usual the two pictures where none are said
 * @param {number[]} speeds
 * @returns {{ setting: RatingSetting, looks: Looks, unknown: string[] }} and the names of what was said wrongly
 */
export function fromQuery(query, optimizers, usual, speeds) {
  const said = new Query(query);
  const right = said.or("right", usual.right, fromText);
  const other = said.or("other", usual.other, fromText);
  const seed = said.whole("seed", USUAL.seed, 0, MAX_SEED);
  const plain = /** @type {Optimizer} */ (optimizers.find(({ name }) => name === USUAL.optimizer));
  const optimizer = said.entry("optimizer", optimizers, plain);
  const hyperparameters = said.hyperparameters(optimizer, USUAL.hyperparameters);
  const steps = said.whole("steps", USUAL.steps, 1, MAX_STEPS);
  const looks = {
    threshold: said.number("threshold", LOOKS.threshold, 0, HIGHEST),
    brush: said.number("brush", LOOKS.brush, 0, BRIGHTEST),
    step: said.whole("step", LOOKS.step, 0, MAX_STEPS),
    speed: said.or("speed", LOOKS.speed, (text) => speeds.find((speed) => String(speed) === text) ?? null),
    log: said.or("scale", LOOKS.log, (text) => (text === "log" ? true : text === "linear" ? false : null)),
  };
  return { setting: { right, other, seed, optimizer: optimizer.name, hyperparameters, steps }, looks, unknown: said.unknown };
}
