// The lab's setting and the address bar: each says the whole of the other.

import { fromText, toText } from "../named.js";
import { changesText, parseChanges } from "../lanetext.js";
import { Query } from "../query.js";
import { ARTICLE, fitting, MAX_BATCH, MAX_EPOCHS, MAX_SEED, OWN, suited } from "./training.js";

/** @import { LabCatalogue, LabSetting, NamedSpec, PointsSpec } from "../types.js" */

export const LOSSES = /** @type {const} */ (["cross_entropy", "mse"]);
export const ORDERS = /** @type {const} */ (["given", "alternating", "shuffled"]);

/**
 * How own points are written: as long as they fit into an address.
 * @typedef {{ toText: (spec: PointsSpec) => string | null, fromText: (text: string) => NamedSpec | null }} Packing
 */

/**
 * A setting as the query of an address.
 * @param {LabSetting} setting
 * @param {Packing} packing
 * @returns {URLSearchParams}
 */
export function toQuery({ data, network, loss, order, batch, optimizer, hyperparameters, schedule, changes = [], seed, epochs }, packing) {
  const own = data.name === OWN ? packing.toText(/** @type {PointsSpec} */ (data)) : null;
  const query = new URLSearchParams({ data: data.name === OWN ? OWN : toText(data), network: toText(network) });
  if (own) query.set("points", own);
  query.set("optimizer", optimizer);
  for (const [name, value] of Object.entries(hyperparameters)) query.set(name, String(value));
  if (schedule.name !== ARTICLE.schedule.name) query.set("schedule", toText(schedule));
  if (changes.length) query.set("changes", changesText(changes));
  for (const [name, value] of Object.entries({ loss, order, batch, seed, epochs })) query.set(name, String(value));
  return query;
}

/**
 * The setting that an address holds. What it doesn't say, or says wrongly, is as suits its data: the article's, where it
 * names none.
 * @param {URLSearchParams} query
 * @param {LabCatalogue} catalogue
 * @param {Packing} packing
 * @returns {{ setting: LabSetting, unknown: string[] }} and the names of what was said wrongly
 */
export function fromQuery(query, catalogue, packing) {
  const said = new Query(query);
  const data = said.or("data", ARTICLE.data, (text) => (text === OWN ? packing.fromText(query.get(OWN) ?? "") : fromText(text, catalogue.datasets)));
  const usual = suited(data, catalogue);
  const optimizer = said.entry("optimizer", catalogue.optimizers, catalogue.optimizers.find((each) => each.name === usual.optimizer));
  /** @type {LabSetting} */
  const setting = {
    data,
    network: said.or("network", usual.network, (text) => fromText(text, fitting(data, catalogue))),
    loss: said.or("loss", usual.loss, (text) => LOSSES.find((each) => each === text) ?? null),
    order: said.or("order", usual.order, (text) => ORDERS.find((each) => each === text) ?? null),
    batch: said.whole("batch", usual.batch, 1, MAX_BATCH),
    optimizer: optimizer.name,
    hyperparameters: said.hyperparameters(optimizer, usual.hyperparameters),
    schedule: said.or("schedule", usual.schedule, (text) => fromText(text, catalogue.schedules)),
    seed: said.whole("seed", usual.seed, 0, MAX_SEED),
    epochs: said.whole("epochs", usual.epochs, 1, MAX_EPOCHS),
  };
  const changes = said.or("changes", [], (text) => parseChanges(text, optimizer));
  return { setting: { ...setting, ...(changes.length && { changes }) }, unknown: said.unknown };
}
