// The setting and the address bar: each says the whole of the other.

import { allowed, parse, Query } from "./query.js";

/** @import { Change, Hyperparameters, Objective, Optimizer, Setting } from "./types.js" */

/**
 * A setting as the query of an address.
 * @param {Setting} setting
 * @returns {URLSearchParams}
 */
export function toQuery(setting) {
  const query = new URLSearchParams({ objective: setting.objective, optimizer: setting.optimizer });
  for (const [name, value] of Object.entries(setting.hyperparameters)) query.set(name, String(value));
  query.set("start", String(setting.start));
  query.set("steps", String(setting.steps));
  const changes = setting.changes.map(({ step, optimizer }) =>
    [step, ...Object.entries(optimizer).map(([name, value]) => `${name}:${value}`)].join("~"),
  );
  if (changes.length) query.set("changes", changes.join("_"));
  return query;
}

/**
 * The setting that an address holds. What it doesn't say, or says wrongly, is as the catalogue has it.
 * @param {URLSearchParams} query
 * @param {Objective[]} objectives
 * @param {Optimizer[]} optimizers
 * @returns {{ setting: Setting, unknown: string[] }} and the names of what was said wrongly
 */
export function fromQuery(query, objectives, optimizers) {
  const said = new Query(query);
  const objective = said.entry("objective", objectives);
  const optimizer = said.entry("optimizer", optimizers);
  const hyperparameters = said.hyperparameters(optimizer);
  const steps = said.whole("steps", 50, 1, 10000);
  const start = said.number("start", objective.start.default[0], objective.start.minimum, objective.start.maximum);
  /** @type {Change[]} */
  const changes = said.or("changes", [], (text) => parseChanges(text, optimizer));
  const setting = { objective: objective.name, optimizer: optimizer.name, hyperparameters, start, steps };
  return { setting: { ...setting, changes }, unknown: said.unknown };
}

/**
 * @param {string} text
 * @param {Optimizer} optimizer
 * @returns {Change[] | null}
 */
function parseChanges(text, optimizer) {
  /** @type {Change[]} */
  const changes = [];
  for (const part of text.split("_")) {
    const [first, ...rest] = part.split("~");
    const step = Number(first);
    if (!Number.isInteger(step) || step < 0 || step > 10000 || !rest.length) return null;
    /** @type {Hyperparameters} */
    const hyperparameters = {};
    for (const item of rest) {
      const [name, value] = item.split(":");
      const parameter = optimizer.parameters.find((each) => each.name === name);
      const parsed = parse(value ?? "");
      if (!parameter || parsed === null || !allowed(parsed, parameter)) return null;
      hyperparameters[name] = parsed;
    }
    changes.push({ step, optimizer: hyperparameters });
  }
  return changes;
}
