// What a network of linear layers says of one point, worked out from its weights.

import { softmax } from "./network.js";

/** @import { NamedSpec, Tensors } from "../types.js" */

const LAYERS = ["hidden", "second", "output"];

/**
 * @param {NamedSpec} network
 * @param {Tensors} weights
 * @param {number[]} point
 * @returns {{ said: number, share: number }} the class, and its softmax; of a network that is no longer finite, NaN
 */
export function answerAt(network, weights, point) {
  const bend = network.name === "perceptron_relu" ? (/** @type {number} */ sum) => Math.max(0, sum) : Math.tanh;
  let values = point;
  for (const layer of LAYERS.filter((each) => `${each}.weight` in weights)) {
    const rows = /** @type {number[][]} */ (weights[`${layer}.weight`]);
    const bias = /** @type {number[]} */ (weights[`${layer}.bias`]);
    const sums = rows.map((row, unit) => row.reduce((sum, weight, place) => sum + weight * values[place], bias[unit]));
    values = layer === "output" ? sums : sums.map(bend);
  }
  const shares = softmax(values);
  const share = Math.max(...shares);
  return { said: shares.indexOf(share), share };
}
