// What the address says of the code: itself where it is short, or what it was begun from, and its hyperparameters.

import { pack, unpack } from "./code.js";
import { valueOf, valueText } from "./values.js";

/** @import { Values } from "./hyperparameters.js" */

/**
 * Where unchanged code is from: a template, or a built-in rule.
 * @typedef {{ kind: "template" | "rule", name: string }} Origin
 * @typedef {{ text: string, origin: Origin | null, class: string }} Code
 */

/** The first item of the hyperparameters where the class is given no others. */
const ONLY = "only";
/** The keys that this half of the page writes. */
export const KEYS = ["template", "rule", "code", "class", "hp", "reference"];

/**
 * @param {Code} code
 * @param {{ chosen: Values, only: boolean }} given
 * @param {string} reference
 * @returns {Promise<{ query: URLSearchParams, whole: boolean }>} and whether the code is in it
 */
export async function toQuery({ text, origin, class: named }, { chosen, only }, reference) {
  const query = new URLSearchParams();
  const packed = origin ? null : await pack(text);
  if (origin) query.set(origin.kind, origin.name);
  else if (packed !== null) query.set("code", packed);
  if (named) query.set("class", named);
  const items = Object.entries(chosen).map(([name, value]) => `${name}:${valueText(value)}`);
  if (only) items.unshift(ONLY);
  if (items.length) query.set("hp", items.join("~"));
  query.set("reference", reference);
  return { query, whole: origin !== null || packed !== null };
}

/**
 * The code of an address, null where it brings none.
 * @param {URLSearchParams} query
 * @param {(origin: Origin) => Promise<string>} fetched the text that a name stands for; rejected where there is none
 * @returns {Promise<{ code: Pick<Code, "text" | "origin"> | null, unknown: string[] }>} and the names of what was said wrongly
 */
export async function codeOf(query, fetched) {
  const packed = query.get("code");
  if (packed !== null) {
    const text = await unpack(packed);
    return text ? { code: { text, origin: null }, unknown: [] } : { code: null, unknown: ["code"] };
  }
  for (const kind of /** @type {const} */ (["template", "rule"])) {
    const name = query.get(kind);
    if (name === null) continue;
    const origin = { kind, name };
    try {
      return { code: { text: await fetched(origin), origin }, unknown: [] };
    } catch {
      return { code: null, unknown: [kind] };
    }
  }
  return { code: null, unknown: [] };
}

/**
 * The hyperparameters that an address has chosen. Whether they suit the code is seen when it is looked at.
 * @param {URLSearchParams} query
 * @returns {{ chosen: Values, only: boolean, unknown: string[] }}
 */
export function chosenOf(query) {
  /** @type {Values} */
  const chosen = {};
  const items = query.get("hp")?.split("~") ?? [];
  const only = items[0] === ONLY;
  for (const item of items.slice(only ? 1 : 0)) {
    const [, name, text] = item.match(/^(\w+):([^:]+)$/u) ?? [];
    const value = name ? valueOf(text) : undefined;
    if (value === undefined) return { chosen: {}, only: false, unknown: ["hp"] };
    chosen[name] = value;
  }
  return { chosen, only, unknown: [] };
}
