// What goes on on the way of a run by somebody's own rule: how its rate goes on, and what of it is changed at which step.

import { CONSTANT, fromText, toText } from "../named.js";
import { valueOf, valueText } from "./values.js";

/** @import { Query } from "../query.js" */
/** @import { Change, Schedule, ScheduleSpec } from "../types.js" */
/** @typedef {{ schedule: ScheduleSpec, changes: Change[] }} Course */

/** Nothing does. @type {Course} */
export const STRAIGHT = { schedule: CONSTANT, changes: [] };

/**
 * In words, a sentence for each.
 * @param {Course} course
 * @param {Schedule[]} schedules
 * @param {string} noun what its steps are called
 */
export function courseSentences({ schedule, changes }, schedules, noun) {
  const { name, ...numbers } = schedule;
  const title = schedules.find((each) => each.name === name)?.title ?? name;
  const scheduled = name === CONSTANT.name ? [] : [`Its rate goes on as ${[title, ...said(numbers)].join(", ")}.`];
  const last = changes.at(-1);
  if (!last) return scheduled;
  const often = changes.length > 1 ? `Changed ${changes.length} times, last` : "Changed";
  return [...scheduled, `${often} at ${noun} ${last.step}: ${said(last.optimizer).join(", ")}.`];
}

/**
 * As an address says it.
 * @param {Course} course
 * @param {string} prefix of the keys
 * @returns {[string, string][]}
 */
export function toPairs({ schedule, changes }, prefix = "") {
  /** @type {[string, string][]} */
  const pairs = [];
  if (schedule.name !== CONSTANT.name) pairs.push([`${prefix}schedule`, toText(schedule)]);
  const texts = changes.map(({ step, optimizer }) => [step, ...Object.entries(optimizer).map(([name, value]) => `${name}:${valueText(value)}`)].join("~"));
  if (texts.length) pairs.push([`${prefix}changes`, texts.join("_")]);
  return pairs;
}

/**
 * What an address says of it.
 * @param {Query} said
 * @param {Schedule[]} schedules
 * @param {string} prefix
 * @returns {Course}
 */
export function courseOf(said, schedules, prefix = "") {
  return {
    schedule: said.or(`${prefix}schedule`, CONSTANT, (text) => /** @type {ScheduleSpec | null} */ (fromText(text, schedules))),
    changes: said.or(`${prefix}changes`, /** @type {Change[]} */ ([]), (text) => {
      const changes = text.split(/_(?=\d+~)/).map(changeOf);
      return changes.every((change) => change !== null) ? changes : null;
    }),
  };
}

/**
 * @param {string} text such as `7~lr:0.1~momentum:0.5`
 * @returns {Change | null}
 */
function changeOf(text) {
  const [step, ...items] = text.split("~");
  const values = items.map((item) => item.split(":")).map(([name, value = "", ...more]) => [name, more.length ? undefined : valueOf(value)]);
  if (!/^\d+$/.test(step) || !items.length || values.some(([name, value]) => !name || value === undefined)) return null;
  return { step: Number(step), optimizer: Object.fromEntries(values) };
}

/** @param {Record<string, unknown>} values */
function said(values) {
  return Object.entries(values).map(([name, value]) => `${name} ${[value].flat().join(", ")}`);
}
