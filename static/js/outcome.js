// How a run ended, in words.

import { pointText, shown } from "./numbers.js";

/** @import { Outcome } from "./types.js" */

/**
 * @param {Outcome | null} outcome
 * @param {number} steps how many steps the run was to do
 * @param {string} why what led it astray, as far as that is known
 * @returns {{ text: string, mood: "good" | "bad" | "" }}
 */
export function outcomeSentence(outcome, steps, why = "") {
  switch (outcome?.status) {
    case "converged":
      return { text: `Converged: at step ${outcome.step} the slope fell below 0.0001.`, mood: "good" };
    case "diverged":
      return { text: `Diverged at step ${outcome.step}: ${why || "it went beyond all bounds"}${lastSeen(outcome)}.`, mood: "bad" };
    case "finished":
      return { text: `Still rolling after ${steps} step${steps === 1 ? "" : "s"}, at a loss of ${shown(outcome.loss, 4)}.`, mood: "" };
    default:
      return { text: "", mood: "" };
  }
}

/**
 * Where it was last, if that is among what is known.
 * @param {Outcome} outcome
 */
function lastSeen({ point }) {
  return point.length ? `, last seen at ${pointText(point, 3)}` : "";
}
