// Whether two runs go the same way, so that one lies below the other, and how it is seen then.

/** @import { Ball } from "../plots/ball.js" */

/** How far apart losses may be that look the same, as a share of them. */
const SEEN = 1e-3;
/** How large the ball of the built-in rule is where it lies below ours, in pixels. */
const BELOW = 15;

/**
 * @param {number[]} one losses
 * @param {number[]} other
 */
export function alike(one, other) {
  const last = Math.min(one.length, other.length) - 1;
  return last > 0 && [1, last >> 1, last].every((row) => close(one[row], other[row]));
}

/**
 * Both balls, the other one seen around ours where it lies below it.
 * @template {Ball} B
 * @param {B[]} balls ours first
 * @returns {B[]}
 */
export function below([ours, other]) {
  if (!other) return ours ? [ours] : [];
  const same = alike(ours.records.loss, other.records.loss);
  const begin = ours.position === 0 || ours.held !== null;
  return [ours, { ...other, wide: same, ...((same || begin) && { radius: BELOW }) }];
}

/**
 * @param {number} one
 * @param {number} other
 */
function close(one, other) {
  return Math.abs(one - other) <= SEEN * Math.max(Math.abs(one), Math.abs(other));
}
