// What is to be seen at one step: the sample that is shown, and what the network makes of it.

import { softmax } from "./network.js";

/** @import { Data, Frame } from "../types.js" */
/** @import { Updates } from "./updates.js" */

/**
 * @typedef {object} Scene
 * @property {Frame} frame the network, at this step or the last before it that is known
 * @property {boolean} exact whether it is at this step
 * @property {number[]} batch the samples that the update is shown; none after the last update
 * @property {number} sample the one that is looked at: among those for training, or for the test after the last update
 * @property {boolean} testing whether it is one of the test
 * @property {any} input
 * @property {number} label
 * @property {number[] | null} logits null where they are not known yet, or not finite
 * @property {number[] | null} shares their softmax
 * @property {number | null} loss of the batch; null after the last update
 */

/**
 * The scene before the update of a step. After the last update it is the first sample of the test, or of all.
 * @param {Data} data
 * @param {Updates} updates
 * @param {number} step
 * @param {number} place which of the batch is looked at
 * @returns {Scene | null} null where nothing has come yet
 */
export function sceneAt(data, updates, step, place = 0) {
  const frame = updates.frameAt(step);
  if (!frame) return null;
  const over = step > updates.last;
  const batch = over ? [] : updates.samples[step];
  const testing = over && data.test !== null;
  const samples = testing && data.test ? data.test : data.training;
  const at = over ? 0 : Math.min(place, batch.length - 1);
  const sample = over ? 0 : batch[at];
  const exact = frame.step === step;
  const told = over ? (frame.test ?? frame.training).first : frame.logits?.[at];
  const logits = exact && told && told.every((each) => each !== null) ? /** @type {number[]} */ (told) : null;
  return {
    frame,
    exact,
    batch,
    sample,
    testing,
    input: samples.inputs[sample],
    label: samples.labels[sample],
    logits,
    shares: logits && softmax(logits),
    loss: over ? null : updates.loss[step],
  };
}
