// The built-in rule that somebody's own is put beside: its hyperparameters are those of the same name.

import { allowed } from "../query.js";

/** @import { Optimizer } from "../types.js" */
/** @import { Values } from "./hyperparameters.js" */

/**
 * The rule as a run names it, and what of it is taken from somebody's own.
 * @param {Optimizer} rule
 * @param {Values} values of the hyperparameters of one's own
 * @returns {{ spec: { name: string } & Record<string, any>, taken: string[] }}
 */
export function beside({ name, parameters }, values) {
  const taken = parameters.filter((each) => each.name in values && allowed(values[each.name], each)).map((each) => each.name);
  const spec = Object.fromEntries(parameters.map((each) => [each.name, taken.includes(each.name) ? values[each.name] : each.default]));
  return { spec: { name, ...spec }, taken };
}
