// The rate from which on a descent of the rating flies apart, where theory knows it.

import { evaluate } from "../evaluate.js";
import { rounded } from "../numbers.js";

/** @import { Optimizer } from "../types.js" */
/** @import { RatingSetting } from "./types.js" */

/**
 * The rating is a parabola in each filter's weights. It is steepest along the difference d of the pictures: there its
 * curvature is half the sum of d's squares, for the mean is of four squares and each has two for a factor.
 * @param {RatingSetting} setting
 */
export function curvature({ right, other }) {
  return right.flat().reduce((sum, pixel, place) => sum + (pixel - other.flat()[place]) ** 2, 0) / 2;
}

/**
 * @param {RatingSetting} setting
 * @param {Optimizer} optimizer its rule
 * @returns {number | null} null where it isn't known, or no rate is too large
 */
export function edgeOf(setting, { edge }) {
  const steepest = curvature(setting);
  if (edge === null || steepest === 0) return null;
  return /** @type {number} */ (evaluate(edge, (name) => /** @type {number} */ (setting.hyperparameters[name]))) / steepest;
}

/**
 * A rate well below an edge, neat enough to be said aloud.
 * @param {number} edge
 */
export function tame(edge) {
  return rounded(edge / 4, 2);
}
