// What an address opens the hill page with. A function that is typed there the server reads first.

import { strangers } from "./address.js";
import { Refusal } from "./api.js";
import { notice } from "./banner.js";
import { usual } from "./named.js";
import { fromQuery, objectiveOf } from "./share.js";

/** @import { Hills } from "./hills.js" */
/** @import { Catalogue, Setting } from "./types.js" */

/**
 * The setting of an address.
 * @param {URLSearchParams} query
 * @param {Hills} hills
 * @param {Catalogue} catalogue
 * @returns {Promise<{ setting: Setting, unknown: string[] }>} and the names of what is said wrongly or means nothing
 */
export async function open(query, hills, catalogue) {
  let { objective, unknown } = objectiveOf(query, catalogue.objectives);
  if (objective.formula !== undefined)
    try {
      await hills.learn(objective);
    } catch (error) {
      const [problem] = error instanceof Refusal ? error.problems : [];
      notice(`The function can't be read: ${problem?.msg ?? "the server can't be reached"}.`);
      objective = usual(catalogue.objectives[0]);
    }
  const { setting, unknown: more } = fromQuery(query, objective, hills.of(objective), catalogue);
  return { setting, unknown: [...unknown, ...more, ...strangers(query, catalogue.optimizers)] };
}
