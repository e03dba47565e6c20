// What the page's setting means: the rating that the server is asked for, and what becomes of it when something changes.

import { Ratings } from "./ratings.js";

/** @import { Optimizer } from "../types.js" */
/** @import { RatingSetting } from "./types.js" */

export const MAX_SEED = 2 ** 31 - 1;
export const MAX_STEPS = 1000;
/** A rating that is zero as far as float32 can bring it. */
export const ZERO = 1e-6;

/** Where the page begins, but for its two pictures. */
export const USUAL = { seed: 0, optimizer: "simple_gd", hyperparameters: { lr: 0.1 }, steps: 60 };

/** What a rating is to `LiveRun`. */
export const RATING = {
  /** @param {RatingSetting} setting */
  message: ({ optimizer, hyperparameters, ...rating }) => ({
    type: "rate",
    rating: { ...rating, optimizer: { name: optimizer, ...hyperparameters } },
  }),
  records: () => new Ratings(),
};

/**
 * The setting with something else chosen. Another rule keeps the rate, and has its usual values for the rest.
 * @param {RatingSetting} setting
 * @param {Partial<RatingSetting>} choice
 * @param {Optimizer[]} optimizers
 * @returns {RatingSetting}
 */
export function chosen(setting, choice, optimizers) {
  const next = { ...setting, ...choice };
  const rule = /** @type {Optimizer} */ (optimizers.find((each) => each.name === next.optimizer));
  const known = { ...setting.hyperparameters, ...choice.hyperparameters };
  next.hyperparameters = Object.fromEntries(rule.parameters.map(({ name, default: usual }) => [name, known[name] ?? usual]));
  return next;
}

/**
 * Whether two settings have the same untrained network look at the same pictures.
 * @param {RatingSetting} one
 * @param {RatingSetting | null} other
 */
export function sameRating(one, other) {
  return one.right === other?.right && one.other === other.other && one.seed === other.seed;
}
