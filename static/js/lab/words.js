// What is happening in the lab, in words.

import { shown } from "../numbers.js";
import { argmax } from "./network.js";

/** @import { Samples, TrainingOutcome } from "../types.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Updates } from "./updates.js" */

/** What each of the four logits stands for. */
export const ANSWERS = ["A", "B", "neither", "neither"];

/**
 * What is being shown to the network.
 * @param {Samples} samples
 * @param {Scene} scene
 */
export function shownSentence({ classes, images }, { sample, image, label }) {
  const name = classes[label];
  const what = `${name === "A" ? "an" : "a"} ${name} of intensity ${intensity(image).toLocaleString("en")}`;
  return sample === null ? `The article’s test: ${what}` : `Picture ${sample + 1} of ${images.length}: ${what}`;
}

/**
 * Where in the training that is.
 * @param {Updates} updates
 * @param {number} step
 * @param {number} epochs
 */
export function placeSentence(updates, step, epochs) {
  if (step > updates.last) return `After update ${updates.length}`;
  const rate = updates.rates ? `, rate ${shown(updates.rates[step], 3)}` : "";
  return `Before update ${step + 1}, epoch ${updates.epoch[step] + 1} of ${epochs}${rate}`;
}

/**
 * How a training ended.
 * @param {TrainingOutcome | null} outcome
 * @param {{ right: number, count: number }} all how many pictures are right at its end, of how many
 * @param {number} most how many can be right
 * @returns {{ text: string, mood: "good" | "bad" | "" }}
 */
export function endSentence(outcome, { right, count }, most) {
  switch (outcome?.status) {
    case "diverged":
      return {
        text: `Diverged at step ${outcome.step}: a weight went further than a million from zero. The filters stay as they were before it.`,
        mood: "bad",
      };
    case "finished":
      return right === most
        ? { text: `Trained: ${right} of ${count} are right, the most that can be.`, mood: "good" }
        : { text: `Trained: ${right} of ${count} are right.`, mood: "" };
    default:
      return { text: "", mood: "" };
  }
}

/** @param {Scene} scene */
export function verdictSentence({ logits, label }) {
  if (logits.every((logit) => logit === logits[0])) return "A dark picture, four equal logits: a quarter for each, whatever the weights.";
  const answer = argmax(logits);
  return `It says ${ANSWERS[answer]}: ${answer === label ? "right" : "wrong"}.`;
}

/** @param {number[][]} image its brightest pixel */
export function intensity(image) {
  return Math.max(...image.flat());
}

/**
 * A share in per cent.
 * @param {number} right
 * @param {number} count
 */
export function percent(right, count) {
  return `${Number(((100 * right) / count).toFixed(1))} %`;
}
