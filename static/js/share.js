// The setting and the address bar: each says the whole of the other.

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
  /** @type {string[]} */
  const unknown = [];
  /** @type {<T extends { name: string }>(entries: T[], key: string) => T} */
  const named = (entries, key) => {
    const found = entries.find((entry) => entry.name === query.get(key));
    if (!found && query.has(key)) unknown.push(key);
    return found ?? entries[0];
  };
  /** @type {(key: string, usual: number, low: number, high: number) => number} */
  const number = (key, usual, low, high) => {
    if (!query.has(key)) return usual;
    const value = parse(/** @type {string} */ (query.get(key)));
    if (typeof value === "number" && value >= low && value <= high) return value;
    unknown.push(key);
    return usual;
  };
  const objective = named(objectives, "objective");
  const optimizer = named(optimizers, "optimizer");
  /** @type {Hyperparameters} */
  const hyperparameters = {};
  for (const parameter of optimizer.parameters) {
    const text = query.get(parameter.name);
    const value = text === null ? null : parse(text);
    if (value !== null && allowed(value, parameter)) hyperparameters[parameter.name] = value;
    else {
      if (text !== null) unknown.push(parameter.name);
      hyperparameters[parameter.name] = parameter.default;
    }
  }
  const steps = Math.round(number("steps", 50, 1, 10000));
  const start = number("start", objective.start.default[0], objective.start.minimum, objective.start.maximum);
  const changes = parseChanges(query.get("changes"), optimizer);
  if (changes === null) unknown.push("changes");
  const setting = { objective: objective.name, optimizer: optimizer.name, hyperparameters, start, steps };
  return { setting: { ...setting, changes: changes ?? [] }, unknown };
}

/**
 * Whether a hyperparameter may have this value.
 * @param {number | number[]} value
 * @param {import("./types.js").Parameter} parameter
 */
export function allowed(value, parameter) {
  const wanted = Array.isArray(parameter.default) ? parameter.default.length : 0;
  const numbers = Array.isArray(value) ? value : [value];
  const shape = wanted ? Array.isArray(value) && value.length === wanted : !Array.isArray(value);
  const { minimum, maximum, open } = parameter;
  return shape && numbers.every((one) => one >= minimum && (open ? one < maximum : one <= maximum));
}

/**
 * @param {string} text
 * @returns {number | number[] | null}
 */
function parse(text) {
  const numbers = text.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  if (!numbers.every(Number.isFinite)) return null;
  return numbers.length === 1 ? numbers[0] : numbers;
}

/**
 * @param {string | null} text
 * @param {Optimizer} optimizer
 * @returns {Change[] | null}
 */
function parseChanges(text, optimizer) {
  /** @type {Change[]} */
  const changes = [];
  for (const part of text ? text.split("_") : []) {
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
