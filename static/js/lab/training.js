// What the lab's setting means: the training that the server does, and what becomes of it when something changes.

import { CONSTANT } from "../schedule.js";
import { Updates } from "./updates.js";

/** @import { LabSetting, Optimizer, TrainingSpec } from "../types.js" */

/** The article's `torch.optim.SGD(lr=0.001, momentum=0.9)`, and its two epochs. @type {LabSetting} */
export const ARTICLE = {
  optimizer: "momentum",
  hyperparameters: { lr: 0.001, momentum: 0.9 },
  schedule: CONSTANT,
  seed: 0,
  epochs: 2,
};
export const MAX_SEED = 2 ** 31 - 1;
export const MAX_EPOCHS = 50;

/** What a training is to `LiveRun`. */
export const TRAINING = {
  /** @param {LabSetting} setting */
  message: (setting) => ({ type: "train", training: trainingOf(setting) }),
  records: () => new Updates(),
};

/**
 * @param {LabSetting} setting
 * @returns {TrainingSpec}
 */
export function trainingOf({ optimizer, hyperparameters, schedule, seed, epochs }) {
  return { optimizer: { name: optimizer, ...hyperparameters }, schedule, seed, epochs };
}

/**
 * The setting with something else chosen. Another rule keeps the rate, and has its usual values for the rest.
 * @param {LabSetting} setting
 * @param {Partial<LabSetting>} choice
 * @param {Optimizer[]} optimizers
 * @returns {LabSetting}
 */
export function retrained(setting, choice, optimizers) {
  const next = { ...setting, ...choice };
  const rule = /** @type {Optimizer} */ (optimizers.find((each) => each.name === next.optimizer));
  const known = { ...setting.hyperparameters, ...choice.hyperparameters };
  next.hyperparameters = Object.fromEntries(rule.parameters.map(({ name, default: usual }) => [name, known[name] ?? usual]));
  return next;
}
