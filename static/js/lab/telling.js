// What is told of a number of the network that is pointed at.

import { shown, subscript } from "../numbers.js";
import { sumOf } from "./forward.js";

/** @import { Layer } from "./layers.js" */
/** @import { Place } from "./layerview.js" */

/**
 * One weight and what it is multiplied by, or one of the numbers shown in the weights' place.
 * @param {Layer} layer
 * @param {Place} place
 * @param {string} noun
 * @param {number | null} value
 * @param {number | null} input what the weight is multiplied by, null where it is no single number
 */
export function numberSentence(layer, place, noun, value, input) {
  const { name, times } = named(layer, place);
  if (place.part === "bias" && noun === "weight") return `${name} ${told(value)}`;
  if (noun !== "weight" || input === null) return `${name}: ${noun} ${told(value)}${layer.moves && noun === "weight" ? ", at each place of the picture" : ""}`;
  return `${name}: ${times} = ${told(input)} × ${bracketed(value)} = ${told(Math.fround(input * Number(value)))}`;
}

/**
 * How an output is made, and whether adding here gives the very number that it has.
 * @param {Layer} layer
 * @param {number} unit
 * @param {number[]} weights
 * @param {number[]} inputs
 * @param {number} bias
 * @param {number} output what the unit hands on, or torch's logit
 */
export function outputSentence(layer, unit, weights, inputs, bias, output) {
  const { symbol, biased, bend, unit: noun } = layer;
  const sum = sumOf(layer, weights, inputs, bias);
  const what = `${weights.length} products, input × weight${biased ? `, and the bias ${bracketed(bias)}` : ""}`;
  const name = `${noun} ${unit}: ${symbol}${subscript(unit)}`;
  // What torch makes of a hidden unit isn't known here: it is told as far as any order of adding gives the same.
  const [rough, bent] = [shown(sum, 5), shown(output, 5)];
  if (bend === "tanh") return `${name} = tanh of the sum of ${what} = tanh(${rough}) = ${bent}`;
  if (bend === "relu") return `${name} = the sum of ${what} = ${rough}${sum < 0 ? ", below zero, so 0" : ""}`;
  if (Object.is(sum, output) || sum === output) return `${name} = the sum of ${what} = ${told(sum)}`;
  return `${name} = the sum of ${what} = ${told(output)}. PyTorch adds in another order: one after another they make ${told(sum)}.`;
}

/**
 * @param {Layer} layer
 * @param {Place} place
 */
function named({ unit, kind, rows, inputs, block }, { unit: number, part, row, column }) {
  const whose = `${unit} ${number}`;
  if (part === "bias") return { name: `${whose}, bias`, times: "" };
  if (kind === "pictures") return { name: `${whose}, row ${row + 1}, column ${column + 1}`, times: "pixel × weight" };
  if (inputs.length) return { name: `${whose}, ${inputs[column]}`, times: `${inputs[column]} × weight` };
  const filter = Math.floor(column / block);
  return { name: `${whose}, filter ${filter}, row ${row + 1} of ${rows}, column ${(column % block) + 1}`, times: "found × weight" };
}

/** @param {number | null} value */
function told(value) {
  return value === null || !Number.isFinite(value) ? "not finite" : shown(value, 9);
}

/** @param {number | null} value */
function bracketed(value) {
  return value !== null && value < 0 ? `(${told(value)})` : told(value);
}
