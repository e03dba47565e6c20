// The layers of a network, read off its weights: how many units each has, and how the weights of one are drawn.

import { subscript } from "../numbers.js";

/** @import { NamedSpec, Tensors } from "../types.js" */

/**
 * @typedef {(number | null)[][]} Grid rows of numbers
 * @typedef {object} Layer
 * @property {string} name torch's: `conv`, `hidden`, `second`, `output`
 * @property {string} title
 * @property {string} unit what one of its units is called
 * @property {string} symbol what a unit's output is called
 * @property {"pictures" | "rows"} kind
 * @property {number} units
 * @property {number} rows of one unit's weights as they are drawn
 * @property {number} columns
 * @property {number} block how many columns belong together
 * @property {number[] | null} moves of a filter that moves over the picture: the size of what it makes, pooled
 * @property {boolean} biased
 * @property {"tanh" | "relu" | null} bend
 * @property {string[]} inputs what its inputs are called, where they are no picture
 */

/** @type {Record<string, { title: string, symbol: string }>} */
const NAMES = {
  conv: { title: "Filters", symbol: "z" },
  hidden: { title: "Hidden layer", symbol: "h" },
  second: { title: "Second hidden layer", symbol: "g" },
  output: { title: "Output layer", symbol: "z" },
};

/**
 * The layers in their order.
 * @param {Tensors} weights
 * @param {number[]} shape of one input
 * @param {NamedSpec} network
 * @returns {Layer[]}
 */
export function layersOf(weights, shape, network) {
  const names = Object.keys(weights).flatMap((key) => (key.endsWith(".weight") ? [key.replace(".weight", "")] : []));
  /** @type {Layer[]} */
  const layers = [];
  names.forEach((name, place) => {
    const size = sizeOf(weights[`${name}.weight`]);
    const before = layers[place - 1];
    const last = place === names.length - 1;
    const sides = size.length === 4 ? size.slice(2) : place === 0 && shape.length === 3 ? shape.slice(1) : null;
    const moves = size.length === 4 && !last ? shape.slice(1).map((side, at) => Math.floor((side - size[2 + at] + 1) / 2)) : null;
    const [rows, columns] = sides ?? (before?.moves ? [before.moves[0], before.moves[1] * before.units] : [1, size[1]]);
    layers.push({
      ...(NAMES[name] ?? { title: name, symbol: "h" }),
      name,
      unit: size.length === 4 ? "Filter" : "Unit",
      kind: sides ? "pictures" : "rows",
      units: size[0],
      rows,
      columns,
      block: before?.moves ? before.moves[1] : columns,
      moves,
      biased: `${name}.bias` in weights,
      bend: last ? null : moves || network.name === "perceptron_relu" ? "relu" : "tanh",
      inputs: sides || before?.moves ? [] : before ? symbols(before) : ["x", "y"],
    });
  });
  return layers;
}

/**
 * The numbers of one unit as they are drawn: rows of them.
 * @param {Layer} layer
 * @param {(number | null)[]} flat
 * @returns {Grid}
 */
export function gridOf({ rows, columns, block }, flat) {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => flat[placeOf({ rows, columns, block }, row, column)]),
  );
}

/**
 * The number of a weight within its unit, from where it is drawn.
 * @param {Pick<Layer, "rows" | "columns" | "block">} layer
 * @param {number} row
 * @param {number} column
 */
export function placeOf({ rows, block }, row, column) {
  return Math.floor(column / block) * rows * block + row * block + (column % block);
}

/** @param {Layer} layer */
function symbols({ symbol, units }) {
  return Array.from({ length: units }, (_, unit) => `${symbol}${subscript(unit)}`);
}

/**
 * @param {any} nested
 * @returns {number[]}
 */
function sizeOf(nested) {
  return Array.isArray(nested) ? [nested.length, ...sizeOf(nested[0])] : [];
}
