// What is happening in the lab, in words.

import { pointText, shown } from "../numbers.js";
import { argmax } from "./network.js";

/** @import { Data, Frame, LabSetting, TrainingOutcome } from "../types.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Updates } from "./updates.js" */

/**
 * What an output stands for. A network may have more of them than there are classes.
 * @param {string[]} classes
 * @param {number} output
 */
export function answer(classes, output) {
  return classes[output] ?? (classes.length === 2 ? "neither" : "none");
}

/**
 * What one sample is called.
 * @param {Data} data
 * @param {any} input
 * @param {number} label
 */
export function sampleName({ classes, shape }, input, label) {
  const name = classes[label];
  const article = /^[AEFHILMNORSX8]$/.test(name) ? "an" : "a";
  if (shape.length === 1) return `${article} ${name} at ${pointText(input, 3)}`;
  return shape[1] === 4 ? `${article} ${name} of intensity ${intensity(input).toLocaleString("en")}` : `${article} ${name}`;
}

/**
 * What is being shown to the network.
 * @param {Data} data
 * @param {Scene} scene
 */
export function shownSentence(data, { sample, testing, input, label, batch }) {
  const what = sampleName(data, input, label);
  if (testing && data.test?.labels.length === 1) return `The article’s test: ${what}`;
  if (testing) return `The first sample of the test: ${what}`;
  const noun = data.shape.length === 1 ? "Point" : "Picture";
  const one = `${noun} ${sample + 1} of ${data.training.labels.length}: ${what}`;
  return batch.length > 1 ? `${one}, and ${batch.length - 1} more` : one;
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
  const frame = updates.frameAt(step);
  const older = updates.foreign && frame && frame.step < step ? `; the network as the file last has it, before update ${frame.step + 1}` : "";
  return `Before update ${step + 1}, epoch ${updates.epoch[step] + 1} of ${epochs}${rate}${older}`;
}

/**
 * How a training ended.
 * @param {TrainingOutcome | null} outcome
 * @param {number} right how many samples are right at its end
 * @param {number} count of how many
 * @param {number} most how many can be right
 * @returns {{ text: string, mood: "good" | "bad" | "" }}
 */
export function endSentence(outcome, right, count, most) {
  switch (outcome?.status) {
    case "diverged":
      return {
        text: `Diverged at step ${outcome.step}: a weight went further than a million from zero. The network stays as it was before that.`,
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

/**
 * @param {Data} data
 * @param {Scene} scene
 */
export function verdictSentence({ classes }, { logits, label, exact }) {
  if (!logits) return exact ? "Its logits are not finite." : "";
  if (logits.every((logit) => logit === logits[0])) return `All ${logits.length} logits are equal: the same share for each.`;
  const output = argmax(logits);
  return `It says ${answer(classes, output)}: ${output === label ? "right" : "wrong"}.`;
}

/**
 * How the loss of one sample comes out of its logits, as MathML without its value; empty where it is one of several.
 * @param {LabSetting} training
 * @param {Scene} scene
 */
export function lossWords({ loss }, { batch }) {
  if (batch.length !== 1) return `mean loss of ${batch.length} samples`;
  return loss === "mse" ? "mean square of the logits less 1 for its own, 0 for the others" : "";
}

/** @param {number[][][]} image its brightest pixel */
export function intensity(image) {
  return Math.max(...image.flat(2));
}

/**
 * A share in per cent.
 * @param {number} share
 */
export function percent(share) {
  return `${Number((100 * share).toFixed(1))} %`;
}

/**
 * How often a network is right: "97.5 % (of the test 100 %)".
 * @param {Pick<Frame, "training" | "test">} frame
 */
export function sharesSentence({ training, test }) {
  const tested = test ? ` (of the test ${percent(test.accuracy.all ?? 0)})` : "";
  return `${percent(training.accuracy.all ?? 0)}${tested}`;
}
