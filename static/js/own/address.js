// The pictures' part of the address of the page: which hill, which training, and where they stand.

import { fromText, toText, usual } from "../named.js";
import { parse, Query } from "../query.js";
import { fitting, MAX_EPOCHS, MAX_SEED } from "../lab/training.js";
import { speedOf } from "../speed.js";
import { suitedTo } from "./training.js";

/** @import { Catalogue, LabCatalogue, Objective, Setting } from "../types.js" */
/** @import { LabChoice } from "./training.js" */
/** @import { Opened } from "./pictures.js" */

const STEPS = 50;

/**
 * What an address says of the pictures. What it doesn't say, or says wrongly, is as usual.
 * @param {URLSearchParams} query
 * @param {Catalogue & LabCatalogue} catalogue
 * @returns {{ opened: Opened, unknown: string[] }} and the names of what was said wrongly
 */
export function opened(query, catalogue) {
  const said = new Query(query);
  const objective = said.or("objective", usual(catalogue.objectives[0]), (text) => fromText(text, catalogue.objectives));
  const about = /** @type {Objective} */ (catalogue.objectives.find(({ name }) => name === objective.name));
  const start = said.or("start", about.start.default, (text) => {
    const point = [parse(text)].flat().map((each) => each ?? NaN);
    const { minimum, maximum } = about.start;
    return point.length === about.dimension && point.every((each) => each >= minimum && each <= maximum) ? point : null;
  });
  const data = said.or("data", usual(catalogue.datasets[0]), (text) => fromText(text, catalogue.datasets));
  const suits = suitedTo(data, catalogue);
  /** @type {LabChoice} */
  const lab = {
    ...suits,
    network: said.or("network", suits.network, (text) => fromText(text, fitting(data, catalogue))),
    rate: said.number("rate", suits.rate, 0, 100),
    seed: said.whole("seed", suits.seed, 0, MAX_SEED),
    epochs: said.whole("epochs", suits.epochs, 1, MAX_EPOCHS),
  };
  const steps = said.whole("steps", STEPS, 1, 10000);
  const step = query.has("step") ? said.whole("step", 0, 0, steps) : null;
  return { opened: { objective, start, steps, step, speed: speedOf(query), log: query.get("scale") === "log", lab }, unknown: said.unknown };
}

/**
 * @param {Setting} hill
 * @param {{ step: number, speed: number, log: boolean }} looks
 * @param {LabChoice} lab
 * @returns {URLSearchParams}
 */
export function toQuery({ objective, start, steps }, { step, speed, log }, { data, network, rate, epochs, seed }) {
  const query = new URLSearchParams({ objective: toText(/** @type {any} */ (objective)), start: String(start) });
  for (const [key, value] of Object.entries({ steps, step, speed })) query.set(key, String(value));
  if (log) query.set("scale", "log");
  query.set("data", toText(data));
  query.set("network", toText(network));
  for (const [key, value] of Object.entries({ rate, epochs, seed })) query.set(key, String(value));
  return query;
}
