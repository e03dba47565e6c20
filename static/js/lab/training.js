// What the lab's setting means: the training that the server does, and what becomes of it when something changes.

import { CONSTANT } from "../named.js";
import { Updates } from "./updates.js";

/** @import { LabCatalogue, LabSetting, NamedSpec, NetworkEntry, TrainingSpec } from "../types.js" */

/** The article's `torch.optim.SGD(lr=0.001, momentum=0.9)`, and its two epochs. @type {LabSetting} */
export const ARTICLE = {
  data: { name: "patterns", darkest: 0, spacing: 1 },
  network: { name: "conv" },
  loss: "cross_entropy",
  order: "given",
  batch: 1,
  optimizer: "momentum",
  hyperparameters: { lr: 0.001, momentum: 0.9 },
  schedule: CONSTANT,
  seed: 0,
  epochs: 2,
};
export const MAX_SEED = 2 ** 31 - 1;
export const MAX_EPOCHS = 200;
export const MAX_BATCH = 100;
/** The name of points that somebody has drawn or brought. */
export const OWN = "points";
/** What of a training suits points. */
const POINT = "moons";

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
export function trainingOf({ optimizer, hyperparameters, ...training }) {
  return { ...training, optimizer: { name: optimizer, ...hyperparameters } };
}

/**
 * The setting with something else chosen. Another rule keeps the rate, and has its usual values for the rest. A number of it
 * that is chosen holds for the whole training. Data of another shape take what suits them with them, and leave the seed.
 * @param {LabSetting} setting
 * @param {Partial<LabSetting>} choice
 * @param {LabCatalogue} catalogue
 * @returns {LabSetting}
 */
export function retrained(setting, choice, catalogue) {
  const next = { ...setting, ...choice };
  const reshaped = String(shapeOf(next.data, catalogue)) !== String(shapeOf(setting.data, catalogue));
  if (reshaped && !choice.network) return { ...suited(next.data, catalogue), seed: next.seed };
  if (choice.optimizer || choice.hyperparameters) delete next.changes;
  const rule = named(catalogue.optimizers, next.optimizer);
  const known = { ...setting.hyperparameters, ...choice.hyperparameters };
  next.hyperparameters = Object.fromEntries(rule.parameters.map(({ name, default: usual }) => [name, known[name] ?? usual]));
  return next;
}

/**
 * The training that suits some data.
 * @param {NamedSpec} data
 * @param {LabCatalogue} catalogue
 * @returns {LabSetting}
 */
export function suited(data, { datasets, networks, optimizers }) {
  const { network, optimizer, ...more } = named(datasets, data.name === OWN ? POINT : data.name).training;
  const setting = { ...ARTICLE, ...more, data };
  if (network) {
    const usual = named(networks, network.name).parameters.map(({ name, default: value }) => [name, Number(value)]);
    setting.network = { .../** @type {NamedSpec} */ (Object.fromEntries([["name", network.name], ...usual])), ...network };
  }
  if (optimizer) {
    const { name, ...said } = optimizer;
    const { parameters } = named(optimizers, name);
    setting.optimizer = name;
    setting.hyperparameters = Object.fromEntries(parameters.map((each) => [each.name, /** @type {any} */ (said)[each.name] ?? each.default]));
  }
  return setting;
}

/**
 * The networks that take such data.
 * @param {NamedSpec} data
 * @param {LabCatalogue} catalogue
 * @returns {NetworkEntry[]}
 */
export function fitting(data, catalogue) {
  const shape = String(shapeOf(data, catalogue));
  return catalogue.networks.filter(({ shapes }) => !shapes.length || shapes.some((each) => String(each) === shape));
}

/**
 * The shape of one input.
 * @param {NamedSpec} data
 * @param {LabCatalogue} catalogue
 */
export function shapeOf({ name }, { datasets }) {
  return named(datasets, name === OWN ? POINT : name).shape;
}

/**
 * What data are called.
 * @param {NamedSpec} data
 * @param {LabCatalogue["datasets"]} datasets
 * @returns {{ name: string, title: string }}
 */
export function titled({ name }, datasets) {
  return name === OWN ? { name, title: "Own points" } : named(datasets, name);
}

/**
 * @template {{ name: string }} Entry
 * @param {Entry[]} entries
 * @param {string} name
 * @returns {Entry}
 */
export function named(entries, name) {
  return /** @type {Entry} */ (entries.find((entry) => entry.name === name));
}
