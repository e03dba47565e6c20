// What ails a network: units that are silent, gradients that are zero or not finite, one answer for everything.

import { reachOf } from "./modes.js";
import { answer } from "./words.js";

/** @import { Data, Frame, Nested } from "../types.js" */

/** What the units of a layer are called. @type {Record<string, [string, string]>} */
const UNITS = {
  conv: ["filter", "filters"],
  hidden: ["hidden unit", "hidden units"],
  second: ["unit of the second layer", "units of the second layer"],
};

/**
 * All that is to be said of a network, nothing where it is well.
 * @param {Frame} frame
 * @param {Data} data
 * @returns {string[]} sentences
 */
export function diagnose(frame, data) {
  return [...silence(frame), ...sameness(frame, data), ...stillness(frame, data)];
}

/**
 * The silent units of each layer, by the place of the layer: torch names the ReLU that follows it.
 * @param {Frame} frame
 * @param {number} place
 */
export function silentOf({ silent }, place) {
  return silent[["bent", "bent_again"][place]] ?? [];
}

/** @param {Frame} frame */
function silence(frame) {
  const names = Object.keys(frame.weights).flatMap((key) => (key.endsWith(".weight") ? [key.replace(".weight", "")] : []));
  return names.flatMap((name, place) => {
    const count = /** @type {Nested[]} */ (frame.weights[`${name}.weight`]).length;
    const silent = silentOf(frame, place).length;
    if (!silent) return [];
    const [one, many] = UNITS[name] ?? [`unit of ${name}`, `units of ${name}`];
    if (silent === count)
      return `${count === 1 ? `The only ${one} is` : `All ${count} ${many} are`} silent: nothing of what is shown reaches the outputs.`;
    return `${silent} of ${count} ${many} ${silent === 1 ? "is" : "are"} silent: zero for every sample, so no gradient reaches ${silent === 1 ? "it" : "them"}.`;
  });
}

/**
 * @param {Frame} frame
 * @param {Data} data
 */
function sameness({ training }, { classes, training: { labels } }) {
  const said = new Set(training.predictions);
  return said.size === 1 && new Set(labels).size > 1 ? [`It says ${answer(classes, training.predictions[0])} to everything.`] : [];
}

/**
 * @param {Frame} frame
 * @param {Data} data
 */
function stillness({ grads, update, training }, { training: { labels } }) {
  if (!grads || !update) return [];
  if (!finite(Object.values(grads))) return ["A gradient is not finite: too large for a float32."];
  if (!finite(Object.values(update))) return ["The update is not finite: too large for a float32."];
  if (reachOf(grads)) return [];
  const wrong = labels.filter((label, place) => training.predictions[place] !== label).length;
  const though = wrong ? `, though ${wrong} of ${labels.length} samples ${wrong === 1 ? "is" : "are"} wrong` : "";
  const still = reachOf(update) ? "the weights move by what the optimizer kept" : "this update changes nothing";
  return [`Every gradient is zero: ${still}${though}.`];
}

/**
 * @param {Nested} nested
 * @returns {boolean}
 */
function finite(nested) {
  return Array.isArray(nested) ? nested.every(finite) : nested !== null;
}
