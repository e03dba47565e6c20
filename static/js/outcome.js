// How a run ended, in words.

import { shown } from "./numbers.js";

/** @import { Outcome } from "./types.js" */

/**
 * @param {Outcome | null} outcome
 * @param {number} steps how many steps the run was to do
 * @returns {{ text: string, mood: "good" | "bad" | "" }}
 */
export function outcomeSentence(outcome, steps) {
  switch (outcome?.status) {
    case "converged":
      return { text: `Converged: the slope is below 0.0001 from step ${outcome.step} on.`, mood: "good" };
    case "diverged":
      return {
        text: `Diverged at step ${outcome.step}: x left the numbers worth following, last seen at ${shown(outcome.point[0], 3)}.`,
        mood: "bad",
      };
    case "finished":
      return { text: `After ${steps} steps the loss is ${shown(outcome.loss, 4)}, and the ball still rolls.`, mood: "" };
    default:
      return { text: "", mood: "" };
  }
}
