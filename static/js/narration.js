// The lane in focus in words: how its run ended, and how it was bent.

import { bendSentence } from "./lane.js";
import { outcomeSentence } from "./outcome.js";
import { updateFrom } from "./update.js";
import { divergence } from "./why.js";

/** @import { Optimizer, RunSpec } from "./types.js" */
/** @import { Records } from "./records.js" */

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** What was written last, by the id of the element it was written in. @type {Map<string, string>} */
const written = new Map();

/**
 * Write a text where it isn't what stands there: a screen reader says every writing.
 * @param {string} id
 * @param {string} text
 * @returns {boolean} whether it was another one
 */
export function write(id, text) {
  if (written.get(id) === text) return false;
  written.set(id, text);
  byId(id).textContent = text;
  return true;
}

/**
 * Say how a run ended, if it has.
 * @param {Records} records
 * @param {RunSpec} run what was run
 * @param {Optimizer} optimizer
 */
export function narrate(records, run, optimizer) {
  const { text, mood } = outcomeSentence(records.outcome, run.steps, why(records, run, optimizer));
  if (write("outcome", text)) byId("outcome").dataset.mood = mood;
  const bends = bendSentence(run, optimizer);
  if (write("bends-text", bends)) byId("bends").hidden = bends === "";
}

/**
 * Why a run diverged, nothing where it didn't or its last step doesn't tell.
 * @param {Records} records
 * @param {RunSpec} run
 * @param {Optimizer} optimizer
 */
function why(records, run, optimizer) {
  if (records.outcome?.status !== "diverged") return "";
  const update = updateFrom(records, records.last - 1, run, optimizer);
  return update ? divergence(update, records.grads.map((column) => column[records.length - 1])) : "";
}
