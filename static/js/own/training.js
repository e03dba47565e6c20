// What is trained beside an editor. Which rules do it is said elsewhere, but for their rate.

import { suited } from "../lab/training.js";

/** @import { LabCatalogue, LabSetting, NamedSpec } from "../types.js" */

/**
 * What is trained, and with which rate where a rule has one.
 * @typedef {Omit<LabSetting, "optimizer" | "hyperparameters"> & { rate: number }} LabChoice
 */

/**
 * What suits some data, with the rate of what it is usually trained by.
 * @param {NamedSpec} data
 * @param {LabCatalogue} catalogue
 * @returns {LabChoice}
 */
export function suitedTo(data, catalogue) {
  const { optimizer, hyperparameters, ...training } = suited(data, catalogue);
  return { ...training, rate: Number(hyperparameters.lr) };
}
