// What moves a ball, drawn to be seen: gradient and velocity as lengths, squared gradients as an ellipse.

import { RADIUS } from "./ball.js";

/** @import { Ball } from "./ball.js" */

/** How far the arrow of the first gradient reaches out of the ball, and the least and most for any, in pixels. */
const USUAL = 48;
const LEAST = 18;
const MOST = 100;

/**
 * An arrow: its direction in the hill's coordinates, its length in pixels.
 * @typedef {{ kind: "gradient" | "velocity", direction: number[], length: number }} Force
 */

/**
 * The arrows of a ball at a record, downhill: of its gradient, and of what its optimizer keeps as a velocity. Lengths
 * grow as the root of what they stand for, beside the first gradient of the run, so that those of one run compare.
 * @param {Ball} ball
 * @param {number} row
 * @returns {Force[]}
 */
export function forcesOf({ records, state = [] }, row) {
  const first = sizeAt(records.grads, 0);
  const kept = state.find(({ name, role }) => role === "velocity" && name in records.state);
  const columns = { gradient: records.grads, ...(kept && { velocity: records.state[kept.name] }) };
  return /** @type {[Force["kind"], number[][]][]} */ (Object.entries(columns))
    .map(([kind, column]) => ({
      kind,
      direction: column.map((values) => -values[row]),
      length: lengthOf(sizeAt(column, row), first),
    }))
    .filter(({ length }) => length > 0);
}

/**
 * The half axes, in pixels, of an ellipse whose shape is that of the roots of the squared gradients that a ball's
 * optimizer keeps: along its long axis steps are cut the most. Null where it keeps none, or none yet.
 * @param {Ball} ball
 * @param {number} row
 * @returns {number[] | null}
 */
export function spreadOf({ records, state = [] }, row) {
  const kept = state.find(({ name, role }) => role === "square" && name in records.state);
  if (!kept) return null;
  const roots = records.state[kept.name].map((values) => Math.sqrt(values[row]));
  const longest = Math.max(...roots);
  const length = lengthOf(longest, sizeAt(records.grads, 0));
  return length > 0 ? roots.map((root) => Math.max((root / longest) * (RADIUS + length), 1)) : null;
}

/**
 * @param {number} size
 * @param {number} first
 */
function lengthOf(size, first) {
  if (!(size > 0)) return 0;
  return Math.min(Math.max(USUAL * Math.sqrt(size / (first || size)), LEAST), MOST);
}

/**
 * @param {number[][]} columns
 * @param {number} row
 */
function sizeAt(columns, row) {
  return Math.hypot(...columns.map((values) => values[row]));
}
