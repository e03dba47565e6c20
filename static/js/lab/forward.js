// What each layer makes of one input, in float32 as torch has it.

/** @import { Tensors } from "../types.js" */
/** @import { Layer } from "./layers.js" */

/**
 * What each layer hands on, the logits last.
 * @param {Layer[]} layers
 * @param {Tensors} weights
 * @param {any} input
 * @returns {number[][]}
 */
export function outputsOf(layers, weights, input) {
  let values = flat(input);
  return layers.map((layer) => (values = layer.moves ? pooled(layer, weights, input[0]) : bent(layer, sumsOf(layer, weights, values))));
}

/**
 * The sums of a layer's units.
 * @param {Layer} layer
 * @param {Tensors} weights
 * @param {number[]} values
 */
function sumsOf(layer, weights, values) {
  return Array.from({ length: layer.units }, (_, unit) => sumOf(layer, weightsOf(layer, weights, unit), values, biasOf(layer, weights, unit)));
}

/**
 * The sum of the products of one unit. A convolution begins with its bias and adds product by product, rounding each sum
 * once, and this is torch's number to the last digit; of other layers torch adds the products in an order of its own.
 * @param {Layer} layer
 * @param {number[]} weights
 * @param {number[]} values
 * @param {number} bias
 */
export function sumOf({ unit }, weights, values, bias) {
  const first = unit === "Filter";
  const sum = weights.reduce((sum, weight, place) => Math.fround(sum + weight * values[place]), first ? bias : 0);
  return first ? sum : Math.fround(sum + bias);
}

/**
 * The weights of one unit, in a row.
 * @param {{ name: string }} layer
 * @param {Tensors} weights
 * @param {number} unit
 * @returns {number[]}
 */
export function weightsOf({ name }, weights, unit) {
  return flat(/** @type {any} */ (weights[`${name}.weight`])[unit]);
}

/**
 * @param {{ name: string, biased: boolean }} layer
 * @param {Tensors} weights
 * @param {number} unit
 * @returns {number}
 */
export function biasOf({ name, biased }, weights, unit) {
  return biased ? /** @type {any} */ (weights[`${name}.bias`])[unit] : 0;
}

/**
 * Numbers in nested lists, in one row.
 * @param {any} nested
 * @returns {any[]}
 */
export function flat(nested) {
  return Array.isArray(nested) ? nested.flat(Infinity) : [nested];
}

/**
 * @param {Layer} layer
 * @param {number[]} sums
 */
function bent({ bend }, sums) {
  if (bend === "tanh") return sums.map((sum) => Math.fround(Math.tanh(sum)));
  return bend === "relu" ? sums.map((sum) => Math.max(0, sum)) : sums;
}

/**
 * What filters find that move over a picture: of every 2 x 2 places the greatest sum, or zero.
 * @param {Layer} layer
 * @param {Tensors} weights
 * @param {number[][]} image
 */
function pooled(layer, weights, image) {
  const [down, across] = /** @type {number[]} */ (layer.moves);
  const found = [];
  for (let unit = 0; unit < layer.units; unit++) {
    const filter = weightsOf(layer, weights, unit);
    const bias = biasOf(layer, weights, unit);
    /** @type {(row: number, column: number) => number} */
    const at = (row, column) =>
      sumOf(layer, filter, image.slice(row, row + layer.rows).flatMap((line) => line.slice(column, column + layer.columns)), bias);
    for (let row = 0; row < 2 * down; row += 2)
      for (let column = 0; column < 2 * across; column += 2)
        found.push(Math.max(0, at(row, column), at(row, column + 1), at(row + 1, column), at(row + 1, column + 1)));
  }
  return found;
}
