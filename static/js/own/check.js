// Whether two runs are the same: where they differ first, by how much, and whether that is more than rounding.

/** @import { Columns, Outcome } from "../types.js" */

/**
 * A run that has come whole.
 * @typedef {{ point: Columns["point"], outcome: Outcome }} Run
 * @typedef {{ step: number, coordinate: number, own: number, reference: number, absolute: number, relative: number, places: number }} Difference
 * `places` counts float32 numbers: how many of them the two are apart.
 * @typedef {object} Comparison
 * @property {"same" | "rounding" | "other"} verdict
 * @property {number} records how many records were compared
 * @property {Difference | null} first where they differ first
 * @property {Difference | null} largest where they differ most
 * @property {number | null} ended the record that only one of them has, where that is all that differs
 */

/** Numbers as close as this are the same but for rounding: torch.testing.assert_close has it so in float32. */
const [RELATIVE, ABSOLUTE] = [1.3e-6, 1e-5];

/**
 * @param {Run} own
 * @param {Run} reference
 * @returns {Comparison}
 */
export function compare(own, reference) {
  const records = Math.min(own.point.length, reference.point.length);
  /** @type {Difference | null} */ let first = null;
  /** @type {Difference | null} */ let largest = null;
  let close = true;
  for (let step = 0; step < records; step++)
    own.point[step].forEach((mine, coordinate) => {
      const theirs = reference.point[step][coordinate];
      if (mine === theirs) return;
      const difference = apart(step, coordinate, mine, theirs);
      first ??= difference;
      if (!largest || difference.absolute > largest.absolute) largest = difference;
      close &&= difference.absolute <= ABSOLUTE + RELATIVE * Math.abs(theirs);
    });
  const ended = own.point.length !== reference.point.length ? records : null;
  const alike = own.outcome.status === reference.outcome.status || (first && close);
  const verdict = !first && ended === null && alike ? "same" : first && close && alike ? "rounding" : "other";
  return { verdict, records, first, largest, ended };
}

/**
 * @param {number} step
 * @param {number} coordinate
 * @param {number} own
 * @param {number} reference
 * @returns {Difference}
 */
function apart(step, coordinate, own, reference) {
  const absolute = Math.abs(own - reference);
  const places = Math.abs(ordinal(own) - ordinal(reference));
  return { step, coordinate, own, reference, absolute, relative: absolute / Math.max(Math.abs(own), Math.abs(reference)), places };
}

/**
 * The number of a float32 among all of them, in their order.
 * @param {number} value
 */
function ordinal(value) {
  const bits = new Int32Array(Float32Array.of(value).buffer)[0];
  return bits < 0 ? -(bits & 0x7fffffff) : bits;
}

/**
 * What all comparisons say together.
 * @param {Comparison[]} comparisons
 */
export function verdictOf(comparisons) {
  if (comparisons.some(({ verdict }) => verdict === "other")) return "other";
  return comparisons.some(({ verdict }) => verdict === "rounding") ? "rounding" : "same";
}
