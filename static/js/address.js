// The whole address of the hill page: the setting, and how it is looked at.

import { toQuery } from "./share.js";

/** @import { Optimizer, Setting } from "./types.js" */

/**
 * How a setting is looked at. `kept` is what the address said and the page doesn't change.
 * @typedef {{ step: number, speed: number, log: boolean, spacious: boolean, challenge: string, preset: string, target: string, kept: URLSearchParams }} Looks
 */

/** All that an address of this version may say; docs/links.md tells what it means. */
export const KEYS = ["v", "objective", "formula", "domain", "start", "steps", "lane", "focus"].concat(
  ["step", "speed", "scale", "view", "target", "challenge", "preset"],
  ["show", "hide", "theme"],
);
/** What the first version said of its one lane, beside the numbers of the rule. */
const FIRST = ["optimizer", "changes"];
/** What the page leaves as it was said. */
const KEPT = ["show", "hide", "theme"];
/** The loss that counts in the race where nothing is said. */
export const TARGET = "1e-6";

/**
 * @param {Setting} setting
 * @param {Looks} looks
 * @returns {string}
 */
export function addressOf(setting, { step, speed, log, spacious, target, challenge, preset, kept }) {
  const parts = [toQuery(setting), `step=${step}`, `speed=${speed}`];
  if (log) parts.push("scale=log");
  if (spacious) parts.push("view=3d");
  if (target !== TARGET) parts.push(`target=${encodeURIComponent(target)}`);
  if (challenge) parts.unshift(`challenge=${challenge}`);
  if (preset) parts.push(`preset=${preset}`);
  for (const key of KEPT) if (kept.has(key)) parts.push(`${key}=${encodeURIComponent(kept.get(key) ?? "").replaceAll("%2C", ",")}`);
  return parts.join("&");
}

/**
 * The keys of an address that mean nothing.
 * @param {URLSearchParams} query
 * @param {Optimizer[]} optimizers
 */
export function strangers(query, optimizers) {
  const first = query.has("v") ? [] : [...FIRST, ...optimizers.flatMap(({ parameters }) => parameters.map(({ name }) => name))];
  const known = new Set([...KEYS, ...first]);
  return [...new Set(query.keys())].filter((key) => !known.has(key));
}
