// What a hyperparameter of somebody's own may be: as the catalogue has it for that name, else what its default suggests.

/** @import { Range } from "../controls.js" */
/** @import { Optimizer, Parameter } from "../types.js" */

/**
 * A parameter of `__init__`, as the server saw it. A default that is no number, text or list of those is left out.
 * @typedef {object} Found
 * @property {string} name
 * @property {any} [default]
 * @property {string | null} [annotation]
 * @property {"number" | "whole" | "switch" | "numbers" | "text" | "other"} kind
 * @property {boolean} required
 */

/** What a number without a better word may be at most, either way. */
const FURTHEST = 1e9;

/**
 * What the catalogue knows of hyperparameters, by their names.
 * @param {Optimizer[]} optimizers
 * @returns {Map<string, Parameter>}
 */
export function knownOf(optimizers) {
  return new Map(optimizers.toReversed().flatMap(({ parameters }) => parameters.map((parameter) => [parameter.name, parameter])));
}

/**
 * The value of a hyperparameter where nobody has chosen one. One without a default has that of the catalogue.
 * @param {Found} found
 * @param {Map<string, Parameter>} known
 * @returns {any}
 */
export function usual({ name, default: told, required }, known) {
  return required ? (known.get(name)?.default ?? 0.1) : told;
}

/**
 * What can be chosen for a hyperparameter: a range for each of its numbers, nothing where it has none.
 * @param {Found} found
 * @param {Map<string, Parameter>} known
 * @returns {Range[]}
 */
export function rangesOf(found, known) {
  const value = usual(found, known);
  const numbers = [value].flat();
  if (!numbers.length || !numbers.every((each) => typeof each === "number")) return [];
  const parameter = known.get(found.name);
  return numbers.map((number, place) => {
    const title = numbers.length > 1 ? `${found.name} ${place + 1}` : found.name;
    if (!parameter || !fits(number, parameter)) return { title, ...guessed(number, found.kind === "whole") };
    const { symbols, help, minimum, maximum, open, slider, scale, whole } = parameter;
    return { title, symbol: symbols[place] ?? symbols[0], help, minimum, maximum, open, slider, scale, whole };
  });
}

/**
 * @param {number} number
 * @param {Parameter} parameter
 */
function fits(number, { minimum, maximum, open }) {
  return number >= minimum && (open ? number < maximum : number <= maximum);
}

/**
 * @param {number} number
 * @param {boolean} whole
 * @returns {Omit<Range, "title">}
 */
function guessed(number, whole) {
  const bounds = { minimum: -FURTHEST, maximum: FURTHEST };
  if (whole) return { ...bounds, slider: [Math.min(0, 2 * number), Math.max(10, 4 * number)], scale: "linear", whole };
  if (number < 0) return { ...bounds, slider: [2 * number, 0], scale: "linear" };
  if (number === 0 || (number >= 0.5 && number <= 1)) return { ...bounds, slider: [0, 1], scale: "linear" };
  return { ...bounds, slider: [number / 100, number * 100], scale: "log" };
}

/**
 * Whether somebody's choice is a value that this hyperparameter can have.
 * @param {any} value
 * @param {Found} found
 * @param {Map<string, Parameter>} known
 */
export function suits(value, found, known) {
  const ranges = rangesOf(found, known);
  const numbers = [value].flat();
  if (found.kind === "switch") return typeof value === "boolean";
  if (found.kind === "text" || found.kind === "other") return value === null || typeof value === "string";
  if (Array.isArray(value) !== Array.isArray(usual(found, known)) || numbers.length !== ranges.length) return false;
  return numbers.every((number, place) => {
    const { minimum, maximum, open, whole } = ranges[place];
    return Number.isFinite(number) && number >= minimum && (open ? number < maximum : number <= maximum) && !(whole && number % 1);
  });
}
