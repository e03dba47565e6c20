// Reading an address: what it doesn't say, or says wrongly, stays as usual.

/** @import { Hyperparameters, Optimizer, Parameter } from "./types.js" */

export class Query {
  /** @param {URLSearchParams} said */
  constructor(said) {
    this.said = said;
    /** @type {string[]} the names of what was said wrongly */
    this.unknown = [];
  }

  /**
   * The entry that the address names.
   * @template {{ name: string }} Entry
   * @param {string} key
   * @param {Entry[]} entries
   * @param {Entry} usual
   */
  entry(key, entries, usual = entries[0]) {
    return this.or(key, usual, (text) => entries.find((entry) => entry.name === text) ?? null);
  }

  /**
   * @param {string} key
   * @param {number} usual
   * @param {number} low
   * @param {number} high
   */
  number(key, usual, low, high) {
    return this.or(key, usual, (text) => {
      const value = parse(text);
      return typeof value === "number" && value >= low && value <= high ? value : null;
    });
  }

  /**
   * @param {string} key
   * @param {number} usual
   * @param {number} low
   * @param {number} high
   */
  whole(key, usual, low, high) {
    return Math.round(this.number(key, usual, low, high));
  }

  /**
   * The hyperparameters of a rule.
   * @param {Optimizer} optimizer
   * @param {Hyperparameters} usual what is not as the catalogue has it where nothing is said
   */
  hyperparameters(optimizer, usual = {}) {
    /** @type {Hyperparameters} */
    const values = {};
    for (const parameter of optimizer.parameters)
      values[parameter.name] = this.or(parameter.name, usual[parameter.name] ?? parameter.default, (text) => {
        const value = parse(text);
        return value !== null && allowed(value, parameter) ? value : null;
      });
    return values;
  }

  /**
   * @template Value
   * @param {string} key
   * @param {Value} usual
   * @param {(text: string) => Value | null} read
   * @returns {Value}
   */
  or(key, usual, read) {
    const text = this.said.get(key);
    if (text === null) return usual;
    const value = read(text);
    if (value === null) this.unknown.push(key);
    return value ?? usual;
  }
}

/**
 * Whether a hyperparameter may have this value.
 * @param {number | number[]} value
 * @param {Parameter} parameter
 */
export function allowed(value, parameter) {
  const wanted = Array.isArray(parameter.default) ? parameter.default.length : 0;
  const numbers = Array.isArray(value) ? value : [value];
  const shape = wanted ? Array.isArray(value) && value.length === wanted : !Array.isArray(value);
  const { minimum, maximum, open, whole } = parameter;
  return shape && numbers.every((one) => one >= minimum && (open ? one < maximum : one <= maximum) && !(whole && one % 1));
}

/**
 * @param {string} text
 * @returns {number | number[] | null}
 */
export function parse(text) {
  const numbers = text.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  if (!numbers.every(Number.isFinite)) return null;
  return numbers.length === 1 ? numbers[0] : numbers;
}
