// How a run or a training of somebody's own rule ended, in words.

import { outcomeSentence } from "../outcome.js";

/** @import { Failure, Fault, Outcome, TrainingOutcome } from "../types.js" */

/**
 * @typedef {{ text: string, mood: "good" | "bad" | "" }} Sentence
 */

/**
 * @param {{ outcome: Outcome | null, last: number, length: number, failure?: Failure | null }} records
 * @param {number} steps how many the run was to do
 * @returns {Sentence}
 */
export function runSentence(records, steps) {
  return early(records, "step") ?? outcomeSentence(records.outcome, steps);
}

/**
 * @param {{ outcome: TrainingOutcome | null, last: number, length: number, failure?: Failure | null }} updates
 * @returns {Sentence}
 */
export function trainingSentence(updates) {
  const { outcome } = updates;
  switch (outcome?.status) {
    case "diverged":
      return { text: `Diverged at update ${outcome.step}: a weight went further than a million from zero.`, mood: "bad" };
    case "finished":
      return { text: `Trained with ${outcome.step} updates.`, mood: "" };
    default:
      return early(updates, "update") ?? { text: "", mood: "" };
  }
}

/**
 * How it ended before its time.
 * @param {{ outcome: { status: string, step: number } | null, length: number, failure?: Failure | null }} records
 * @param {string} noun
 * @returns {Sentence | null}
 */
function early({ outcome, length, failure }, noun) {
  if (outcome?.status === "cancelled") return { text: length ? `Stopped at ${noun} ${outcome.step}.` : "Stopped.", mood: "" };
  if (outcome?.status !== "failed" || !failure) return null;
  const { fault, reason } = failure;
  if (!fault) return { text: `Not run: ${reason}.`, mood: "bad" };
  const where = fault.step === null ? "" : ` at ${noun} ${fault.step}`;
  return { text: `Ended${where}: ${faultWord(fault)}.`, mood: "bad" };
}

/**
 * The kind and the line of a fault: "ZeroDivisionError in line 12".
 * @param {Fault} fault
 */
export function faultWord({ type, line }) {
  return line === null ? type : `${type} in line ${line}`;
}
