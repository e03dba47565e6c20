// The setting and the address bar: each says the whole of the other. The format has a version: old links open for ever.

import { laneText, parseChanges, parseLane } from "./lanetext.js";
import { CONSTANT, fromText, toText, usual } from "./named.js";
import { parse, Query } from "./query.js";
import { LANES } from "./setting.js";

/** @import { Catalogue, Change, Lane, Objective, ObjectiveSpec, Optimizer, Setting } from "./types.js" */

const VERSION = "2";
const STEPS = 50;

/**
 * A setting as the query of an address.
 * @param {Setting} setting
 * @returns {string}
 */
export function toQuery({ objective, start, steps, lanes, focus }) {
  const { name, formula, domain, ...numbers } = objective;
  const parts = [`v=${VERSION}`, `objective=${toText({ name, ...numbers })}`];
  if (formula !== undefined) parts.push(`formula=${encodeURIComponent(formula)}`);
  if (domain) parts.push(`domain=${domain}`);
  parts.push(`start=${start}`, `steps=${steps}`, ...lanes.map((lane) => `lane=${laneText(lane)}`));
  if (focus) parts.push(`focus=${focus}`);
  return parts.join("&");
}

/**
 * The objective that an address names. One that is typed the server has yet to read.
 * @param {URLSearchParams} query
 * @param {Objective[]} objectives
 * @returns {{ objective: ObjectiveSpec, unknown: string[] }} and the names of what was said wrongly
 */
export function objectiveOf(query, objectives) {
  const said = new Query(query);
  if (query.get("objective") === "typed") {
    const formula = query.get("formula") ?? "x**2";
    const domain = said.or("domain", undefined, pairs);
    return { objective: { name: "typed", formula, ...(domain && { domain }) }, unknown: said.unknown };
  }
  const objective = said.or("objective", usual(objectives[0]), (text) => fromText(text, objectives));
  return { objective, unknown: said.unknown };
}

/**
 * The setting that an address holds. What it doesn't say, or says wrongly, is as the catalogue has it.
 * @param {URLSearchParams} query
 * @param {ObjectiveSpec} objective what it names
 * @param {Objective} about what that is
 * @param {Catalogue} catalogue
 * @returns {{ setting: Setting, unknown: string[] }} and the names of what was said wrongly
 */
export function fromQuery(query, objective, about, catalogue) {
  const said = new Query(query);
  /** @param {number[]} point */
  const fits = (point) =>
    point.length === about.dimension && point.every((each) => each >= about.start.minimum && each <= about.start.maximum);
  const start = said.or("start", about.start.default, (text) => {
    const point = [parse(text)].flat();
    return fits(/** @type {number[]} */ (point)) ? /** @type {number[]} */ (point) : null;
  });
  const steps = said.whole("steps", STEPS, 1, 10000);
  const lanes = query.has("v") ? manyLanes(said, catalogue, fits) : [oneLane(said, catalogue.optimizers)];
  const focus = said.whole("focus", 0, 0, lanes.length - 1);
  return { setting: { objective, start, steps, lanes, focus }, unknown: said.unknown };
}

/**
 * @param {Query} said
 * @param {Catalogue} catalogue
 * @param {(start: number[]) => boolean} fits
 * @returns {Lane[]}
 */
function manyLanes(said, catalogue, fits) {
  const texts = said.said.getAll("lane").slice(0, LANES);
  const lanes = texts.map((text) => parseLane(text, catalogue, fits));
  if (lanes.includes(null)) said.unknown.push("lane");
  const known = /** @type {Lane[]} */ (lanes.filter((lane) => lane !== null));
  return known.length ? known : [oneLane(new Query(new URLSearchParams()), catalogue.optimizers)];
}

/**
 * The lane of the first version, which had one.
 * @param {Query} said
 * @param {Optimizer[]} optimizers
 * @returns {Lane}
 */
function oneLane(said, optimizers) {
  const optimizer = said.entry("optimizer", optimizers);
  const hyperparameters = said.hyperparameters(optimizer);
  /** @type {Change[]} */
  const changes = said.or("changes", [], (text) => parseChanges(text, optimizer));
  return { optimizer: optimizer.name, hyperparameters, schedule: CONSTANT, start: null, changes };
}

/**
 * @param {string} text such as `-2,2` or `-2,2,-1,3`
 * @returns {[number, number][] | null}
 */
function pairs(text) {
  const numbers = [parse(text)].flat();
  if (numbers.includes(null) || ![2, 4].includes(numbers.length)) return null;
  /** @type {any} */
  const [first, second, ...rest] = numbers;
  return rest.length ? [[first, second], rest] : [[first, second]];
}
