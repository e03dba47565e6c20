// What is trained beside an editor. Which rules do it is said elsewhere, but for their rate.

import { suited } from "../lab/training.js";
import { courseSentences } from "./course.js";

/** @import { Catalogue, LabCatalogue, LabSetting, NamedSpec } from "../types.js" */

/** What no field shows, besides what goes on on the way. */
export const HIDDEN = /** @type {const} */ (["loss", "order", "batch"]);

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

/**
 * What of a choice no field shows, in words, where it isn't as suits the data.
 * @param {LabChoice} choice
 * @param {Catalogue & LabCatalogue} catalogue
 */
export function unseen({ data, schedule, changes = [], ...choice }, catalogue) {
  const suits = suitedTo(data, catalogue);
  const others = HIDDEN.filter((name) => choice[name] !== suits[name]).map((name) => `${name} ${choice[name]}`.replaceAll("_", "-"));
  const told = others.length ? [`Trained with ${others.join(", ")}.`] : [];
  return [...told, ...courseSentences({ schedule, changes }, catalogue.schedules, "update")];
}

/**
 * The same of a choice that leaves it out.
 * @param {LabChoice} choice
 * @param {LabCatalogue} catalogue
 * @returns {Partial<LabChoice>}
 */
export function plain({ data }, catalogue) {
  const { loss, order, batch, schedule } = suitedTo(data, catalogue);
  return { loss, order, batch, schedule, changes: [] };
}
