// Whether two runs go the same way, so that one lies below the other.

/** How far apart losses may be that look the same, as a share of them. */
const SEEN = 1e-3;

/**
 * @param {number[]} one losses
 * @param {number[]} other
 */
export function alike(one, other) {
  const last = Math.min(one.length, other.length) - 1;
  return last > 0 && [1, last >> 1, last].every((row) => close(one[row], other[row]));
}

/**
 * @param {number} one
 * @param {number} other
 */
function close(one, other) {
  return Math.abs(one - other) <= SEEN * Math.max(Math.abs(one), Math.abs(other));
}
