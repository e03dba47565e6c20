// What a class keeps in self.state, as lines over the steps, or as texts. No document here.

import { shown } from "../numbers.js";

/** @import { Kept } from "./records.js" */

/** As many lines are drawn of a name, and as many of its numbers written out. */
const LINES = 4;
const WRITTEN = 3;
/** As long a text is shown. */
const LONGEST = 60;

/**
 * What is kept under one name: its numbers by place, a value or null for each step; of what is no number none.
 * @typedef {object} Series
 * @property {string} name
 * @property {(number | null)[][]} lines the first of them
 * @property {number} count how many places there are
 * @property {[number, number]} range that the lines lie in
 */

/**
 * The names of a run's state: those whose values are numbers, and those that can only be read.
 * @param {Record<string, Kept[]>} kept
 * @returns {{ series: Series[], texts: string[] }}
 */
export function seriesOf(kept) {
  /** @type {Series[]} */
  const series = [];
  /** @type {string[]} */
  const texts = [];
  for (const [name, values] of Object.entries(kept)) {
    if (!values.some(exists)) continue;
    const found = numeric(values) ? lined(name, values) : null;
    if (found) series.push(found);
    else texts.push(name);
  }
  return { series, texts };
}

/**
 * A value as it is read: "0.5", "[1, −2, 3, …]", "–" where there is none yet.
 * @param {Kept | undefined} value
 */
export function valueText(value) {
  if (!exists(value)) return "–";
  if (Array.isArray(value)) {
    const numbers = flat(value);
    const first = numbers.slice(0, WRITTEN).map((each) => (each === null ? "–" : shown(each, 4)));
    if (numbers.length === 1) return first[0];
    return `[${first.join(", ")}${numbers.length > WRITTEN ? ", …" : ""}]`;
  }
  if (typeof value === "number") return shown(value, 4);
  const text = String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** @param {Kept | undefined} value */
function exists(value) {
  return value !== null && value !== undefined;
}

/** @param {Kept[]} values */
function numeric(values) {
  return values.every((value) => !exists(value) || typeof value === "number" || (Array.isArray(value) && flat(value).every((each) => each === null || typeof each === "number")));
}

/**
 * @param {string} name
 * @param {Kept[]} values
 * @returns {Series | null} null where no number is among them
 */
function lined(name, values) {
  const rows = Array.from(values, (value) => (exists(value) ? flat(value) : []));
  const count = rows.reduce((most, row) => Math.max(most, row.length), 0);
  let [low, high] = [Infinity, -Infinity];
  const lines = Array.from({ length: Math.min(count, LINES) }, (_, place) =>
    rows.map((row) => {
      const value = row[place] ?? null;
      if (value !== null) [low, high] = [Math.min(low, value), Math.max(high, value)];
      return value;
    }),
  );
  return low <= high ? { name, lines, count, range: [low, high] } : null;
}

/**
 * @param {any} value
 * @returns {any[]}
 */
function flat(value) {
  return Array.isArray(value) ? value.flat(Infinity) : [value];
}
