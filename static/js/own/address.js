// The pictures' part of the address of the page: which hill, which training, and where they stand.

import { fromText, toText, usual } from "../named.js";
import { parse, Query } from "../query.js";
import { LOSSES, ORDERS } from "../lab/address.js";
import * as packing from "../lab/pointstext.js";
import { fitting, MAX_BATCH, MAX_EPOCHS, MAX_SEED, OWN } from "../lab/training.js";
import { speedOf } from "../speed.js";
import { courseOf, toPairs } from "./course.js";
import { HIDDEN, suitedTo } from "./training.js";

/** @import { Catalogue, LabCatalogue, Objective, PointsSpec, Setting } from "../types.js" */
/** @import { Course } from "./course.js" */
/** @import { LabChoice } from "./training.js" */
/** @import { Opened } from "./pictures.js" */

const STEPS = 50;
/** What the keys of the training's course begin with: the hill has one too. */
const LAB = "lab-";

/**
 * What an address says of the pictures. What it doesn't say, or says wrongly, is as usual.
 * @param {URLSearchParams} query
 * @param {Catalogue & LabCatalogue} catalogue
 * @param {Objective} about the objective that it names
 * @returns {{ opened: Opened, unknown: string[] }} and the names of what was said wrongly
 */
export function opened(query, catalogue, about) {
  const said = new Query(query);
  const start = said.or("start", about.start.default, (text) => {
    const point = [parse(text)].flat().map((each) => each ?? NaN);
    const { minimum, maximum } = about.start;
    return point.length === about.dimension && point.every((each) => each >= minimum && each <= maximum) ? point : null;
  });
  const data = said.or("data", usual(catalogue.datasets[0]), (text) => (text === OWN ? packing.fromText(query.get(OWN) ?? "") : fromText(text, catalogue.datasets)));
  const suits = suitedTo(data, catalogue);
  /** @type {LabChoice} */
  const lab = {
    ...suits,
    network: said.or("network", suits.network, (text) => fromText(text, fitting(data, catalogue))),
    rate: said.number("rate", suits.rate, 0, 100),
    seed: said.whole("seed", suits.seed, 0, MAX_SEED),
    epochs: said.whole("epochs", suits.epochs, 1, MAX_EPOCHS),
    loss: said.or("loss", suits.loss, (text) => LOSSES.find((each) => each === text) ?? null),
    order: said.or("order", suits.order, (text) => ORDERS.find((each) => each === text) ?? null),
    batch: said.whole("batch", suits.batch, 1, MAX_BATCH),
    ...courseOf(said, catalogue.schedules, LAB),
  };
  const steps = said.whole("steps", STEPS, 1, 10000);
  const step = query.has("step") ? said.whole("step", 0, 0, steps) : null;
  const course = courseOf(said, catalogue.schedules);
  return { opened: { objective: about.spec, start, steps, course, step, speed: speedOf(query), log: query.get("scale") === "log", lab }, unknown: said.unknown };
}

/**
 * @param {Pick<Setting, "objective" | "start" | "steps">} hill
 * @param {Course} course
 * @param {{ step: number, speed: number, log: boolean }} looks
 * @param {LabChoice} lab
 * @param {LabCatalogue} catalogue
 * @returns {URLSearchParams}
 */
export function toQuery({ objective, start, steps }, course, { step, speed, log }, lab, catalogue) {
  const { data, network, rate, epochs, seed, schedule, changes = [] } = lab;
  const { formula, domain, ...listed } = objective;
  const query = new URLSearchParams({ objective: toText(listed) });
  if (formula !== undefined) query.set("formula", formula);
  if (domain) query.set("domain", String(domain));
  query.set("start", String(start));
  for (const [key, value] of Object.entries({ steps, step, speed })) query.set(key, String(value));
  if (log) query.set("scale", "log");
  for (const [key, value] of toPairs(course)) query.set(key, value);
  query.set("data", data.name === OWN ? OWN : toText(data));
  const points = data.name === OWN && packing.toText(/** @type {PointsSpec} */ (data));
  if (points) query.set(OWN, points);
  query.set("network", toText(network));
  for (const [key, value] of Object.entries({ rate, epochs, seed })) query.set(key, String(value));
  const suits = suitedTo(data, catalogue);
  for (const key of HIDDEN) if (lab[key] !== suits[key]) query.set(key, String(lab[key]));
  for (const [key, value] of toPairs({ schedule, changes }, LAB)) query.set(key, value);
  return query;
}
