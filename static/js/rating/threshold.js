// A threshold tried on pairs of pictures: above it two are called different, up to it the same.

/** @import { Pair } from "./types.js" */

/**
 * Whether each pair is judged rightly.
 * @param {Pair[]} pairs
 * @param {number[]} ratings
 * @param {number} threshold
 */
export function judged(pairs, ratings, threshold) {
  return pairs.map(({ same }, place) => ratings[place] <= threshold === same);
}

/**
 * How many pairs the best of all thresholds judges rightly. All that matters is which ratings it lies above.
 * @param {Pair[]} pairs
 * @param {number[]} ratings
 */
export function most(pairs, ratings) {
  const counts = [-1, ...ratings].map((threshold) => judged(pairs, ratings, threshold).filter(Boolean).length);
  return Math.max(...counts);
}
