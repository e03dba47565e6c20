// What an address opens the hill page with. A function that is typed there the server reads first.

import { strangers } from "./address.js";
import { Refusal } from "./api.js";
import { notice } from "./banner.js";
import { usual } from "./named.js";
import { fromQuery, objectiveOf } from "./share.js";

/** @import { Hills } from "./hills.js" */
/** @import { Catalogue, ObjectiveSpec, Setting } from "./types.js" */

/**
 * The objective of an address. What is typed there and can't be read gives way to the first of the catalogue.
 * @param {URLSearchParams} query
 * @param {Hills} hills
 * @returns {Promise<{ objective: ObjectiveSpec, unknown: string[] }>} and the names of what is said wrongly
 */
export async function objectiveIn(query, hills) {
  const { objective, unknown } = objectiveOf(query, hills.objectives);
  if (objective.formula === undefined) return { objective, unknown };
  try {
    await hills.learn(objective);
    return { objective, unknown };
  } catch (error) {
    const [problem] = error instanceof Refusal ? error.problems : [];
    notice(`The function can't be read: ${problem?.msg ?? "the server can't be reached"}.`);
    return { objective: usual(hills.objectives[0]), unknown };
  }
}

/**
 * The setting of an address.
 * @param {URLSearchParams} query
 * @param {Hills} hills
 * @param {Catalogue} catalogue
 * @returns {Promise<{ setting: Setting, unknown: string[] }>} and the names of what is said wrongly or means nothing
 */
export async function open(query, hills, catalogue) {
  const { objective, unknown } = await objectiveIn(query, hills);
  const { setting, unknown: more } = fromQuery(query, objective, hills.of(objective), catalogue);
  return { setting, unknown: [...unknown, ...more, ...strangers(query, catalogue.optimizers)] };
}
