// Many networks at once in requests and words: what is asked of the server, and what its numbers say.

import { shown } from "../numbers.js";
import { ARTICLE, named, trainingOf } from "./training.js";

/** @import { Axis, EnsembleStanding, LabSetting, Optimizer } from "../types.js" */

/** Networks times samples shown, as the server allows it: `MAX_WORK` of app/core/ensembles.py. */
const MOST = 10_000_000;
/** Columns and rows of a map, and seeds of each place, the finest first. */
const GRIDS = [
  [16, 10],
  [16, 5],
  [12, 5],
  [10, 4],
  [8, 3],
  [6, 2],
  [4, 1],
];

/**
 * The map of the rate and the rule's first other number; null where it has none, or the training is too long.
 * @param {LabSetting} setting
 * @param {Optimizer} optimizer
 * @param {number} samples how many there are for training
 */
export function seedMapOf(setting, optimizer, samples) {
  const [across, up] = axesOf(optimizer);
  const grid = GRIDS.find(([side, seeds]) => side * side * seeds * samples * setting.epochs <= MOST);
  if (!across || !up || !grid) return null;
  const [side, count] = grid;
  return { training: trainingOf(setting), count, x: axis(across, side), y: axis(up, side) };
}

/**
 * The two numbers of a rule that a map has as its axes: the rate, and the first other one, if it has one.
 * @param {Optimizer} optimizer
 */
export function axesOf({ parameters }) {
  return [named(parameters, "lr"), parameters.find(({ name }) => name !== "lr")];
}

/**
 * @param {import("../types.js").Parameter} parameter
 * @param {number} count
 * @returns {Axis}
 */
function axis({ name, default: usual, slider: [low, high], scale }, count) {
  return { field: `optimizer.${name}${Array.isArray(usual) ? ".0" : ""}`, low, high, count, scale };
}

/**
 * What it is to have learned, of one network and of several.
 * @param {LabSetting} setting
 * @returns {{ one: string, many: string }}
 */
export function learning({ data }) {
  if (data.name === ARTICLE.data.name) return { one: "passes the article’s test", many: "pass the article’s test" };
  const said = `right about at least 90 % of the ${data.name === "points" ? "points" : "test samples"}`;
  return { one: `is ${said}`, many: `are ${said}` };
}

/**
 * How many have learned: "77 of 100 pass the article's test; 25 did before training."
 * @param {LabSetting} setting
 * @param {EnsembleStanding} before
 * @param {EnsembleStanding} now
 * @param {number} count
 */
export function shareSentence(setting, before, now, count) {
  const { one, many } = learning(setting);
  const verb = data(setting) ? "did" : before.learned === 1 ? "was" : "were";
  const wild = now.diverged ? ` ${now.diverged} ${now.diverged === 1 ? "has" : "have"} diverged.` : "";
  return `${now.learned} of ${count} ${now.learned === 1 ? one : many}; ${before.learned} ${verb} before training.${wild}`;
}

/** @param {LabSetting} setting */
function data(setting) {
  return setting.data.name === ARTICLE.data.name;
}

/** @type {Record<LabSetting["order"], string>} */
export const ORDERS = { given: "class after class", alternating: "alternating", shuffled: "shuffled" };

/**
 * What was trained, in few words.
 * @param {LabSetting} setting
 * @param {number} count
 */
export function trainedSentence(setting, count) {
  const numbers = Object.entries(setting.hyperparameters).map(([name, value]) => `${name} ${[value].flat().map((each) => shown(each, 4)).join(", ")}`);
  return `Seeds 0 to ${count - 1}, ${setting.optimizer} with ${numbers.join(", ")}, ${ORDERS[setting.order]}.`;
}
