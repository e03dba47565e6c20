// A lane as a text for an address: `adam~lr:0.1~betas:0.9,0.999~schedule:cosine~T_max:50~start:1~at:37~lr:0.3`.

import { laneOf } from "./lane.js";
import { allowed, parse } from "./query.js";
import { CONSTANT, toText, usual } from "./named.js";

/** @import { Catalogue, Change, Lane, Optimizer, Parameter } from "./types.js" */

/** The last step or update at which anything may change. */
const LAST = 20_000;

/**
 * @param {Lane} lane
 * @returns {string} which needs no escaping in a query
 */
export function laneText({ optimizer, hyperparameters, schedule, start, changes }) {
  const parts = [optimizer, ...items(hyperparameters)];
  if (schedule.name !== CONSTANT.name) parts.push(`schedule:${toText(schedule)}`);
  if (start) parts.push(`start:${start}`);
  for (const change of changes) parts.push(`at:${change.step}`, ...items(change.optimizer));
  return parts.join("~");
}

/**
 * The lane that a text tells, what it doesn't say being as the catalogue has it; null where it is none.
 * @param {string} text
 * @param {Catalogue} catalogue
 * @param {(start: number[]) => boolean} fits whether a point may be a start
 * @returns {Lane | null}
 */
export function parseLane(text, { optimizers, schedules }, fits) {
  const [name, ...parts] = text.split("~");
  const optimizer = optimizers.find((each) => each.name === name);
  if (!optimizer) return null;
  const lane = laneOf(optimizer);
  /** What the numbers that come are of. @type {{ parameters: Parameter[], values: Record<string, any> }} */
  let of = { parameters: optimizer.parameters, values: lane.hyperparameters };
  for (const part of parts) {
    const [key, value = ""] = part.split(":");
    const numbers = parse(value);
    const parameter = of.parameters.find((each) => each.name === key);
    if (parameter) {
      if (numbers === null || !allowed(numbers, parameter)) return null;
      of.values[key] = numbers;
    } else if (key === "schedule") {
      const schedule = schedules.find((each) => each.name === value);
      if (!schedule) return null;
      lane.schedule = usual(schedule);
      of = { parameters: schedule.parameters, values: lane.schedule };
    } else if (key === "start" && numbers !== null) {
      lane.start = [numbers].flat();
      if (!fits(lane.start)) return null;
    } else if (key === "at" && typeof numbers === "number" && Number.isInteger(numbers) && numbers >= 0 && numbers <= LAST) {
      /** @type {Change} */
      const change = { step: numbers, optimizer: {} };
      lane.changes.push(change);
      of = { parameters: optimizer.parameters, values: change.optimizer };
    } else return null;
  }
  return lane.changes.some(({ optimizer: values }) => !Object.keys(values).length) ? null : lane;
}

/**
 * What is changed on the way as a text: `37~lr:0.3_40~lr:0.1~momentum:0.5`.
 * @param {Change[]} changes
 */
export function changesText(changes) {
  return changes.map(({ step, optimizer }) => [step, ...items(optimizer)].join("~")).join("_");
}

/**
 * The changes that such a text tells, null where it tells none.
 * @param {string} text
 * @param {Optimizer} optimizer
 * @returns {Change[] | null}
 */
export function parseChanges(text, optimizer) {
  const items = text.split(/_(?=\d+~)/).map((part) => `at:${part}`).join("~");
  const lane = parseLane(`${optimizer.name}~${items}`, { optimizers: [optimizer], schedules: [], objectives: [] }, () => false);
  return lane && lane.changes;
}

/** @param {Record<string, unknown>} values */
function items(values) {
  return Object.entries(values).map(([name, value]) => `${name}:${value}`);
}
