// What is happening to the rating, in words.

import { shown } from "../numbers.js";
import { ZERO } from "./setting.js";

/** @import { Ratings } from "./ratings.js" */
/** @import { Pair } from "./types.js" */

/**
 * Which network rates.
 * @param {number} step
 */
export function placeSentence(step) {
  if (step === 0) return "by a network that has learned nothing";
  return `after ${step} ${step === 1 ? "adjustment" : "adjustments"} of its weights`;
}

/**
 * How the descent ended.
 * @param {Ratings} ratings
 * @param {number | null} edge the rate from which on it diverges, where it is known
 * @returns {{ text: string, mood: "good" | "bad" | "" }}
 */
export function endSentence({ outcome, loss }, edge) {
  if (outcome?.status === "diverged") {
    const why = edge === null ? "" : ` For these two pictures the rate must be below ${shown(edge, 2)}.`;
    return { text: `Diverged at step ${outcome.step}: a weight went further than a million from zero.${why}`, mood: "bad" };
  }
  if (outcome?.status !== "finished") return { text: "", mood: "" };
  if (loss[0] <= ZERO) return { text: "The network sees no difference between these two: there is nothing to adjust.", mood: "" };
  // Zero for good: a rule with momentum may pass by it and come back.
  const since = loss.findLastIndex((each) => each > ZERO) + 1;
  if (since < loss.length) return { text: `The rating is 0, to a millionth, from step ${since} on.`, mood: "good" };
  return { text: `The rating is still ${shown(outcome.loss, 3)} at step ${outcome.step}. More steps or another rate may bring it down.`, mood: "" };
}

/**
 * What no threshold does.
 * @param {boolean[]} right which pairs the threshold judges rightly
 * @param {number} most how many the best threshold does
 */
export function countSentence(right, most) {
  const count = right.filter(Boolean).length;
  const best = count === most ? "No threshold does better" : `The best threshold has ${most}`;
  return `${count} of ${right.length} right. ${best}.`;
}

/**
 * Which different things the adjusted network takes for the same.
 * @param {Pair[]} pairs
 * @param {number[]} after how it rates them
 */
export function blindSentence(pairs, after) {
  const blind = pairs.filter(({ same }, place) => !same && after[place] <= ZERO).map(({ title }) => `“${title}”`);
  return blind.length ? `This one now rates ${blind.join(" and ")} 0 too, and those are different things.` : "";
}
