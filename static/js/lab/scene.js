// What is to be seen at one step: the picture that is shown, and what the network makes of it.

import { softmax } from "./network.js";

/** @import { Grid, Weights } from "./network.js" */
/** @import { Samples } from "../types.js" */
/** @import { Updates } from "./updates.js" */

/**
 * @typedef {object} Scene
 * @property {number | null} sample the number of the picture, null for the article's test
 * @property {Grid} image
 * @property {number} brightest the intensity that is drawn fully lit
 * @property {number} label
 * @property {Weights} weights
 * @property {number} reach how far from zero a weight is drawn in full colour
 * @property {number[]} logits
 * @property {number[]} shares their softmax
 * @property {number | null} loss null for the article's test, which has none
 */

/**
 * The scene before the update of a step. After the last update it is the article's test.
 * @param {Samples} samples
 * @param {Updates} updates
 * @param {number} step
 * @returns {Scene}
 */
export function sceneAt(samples, updates, step) {
  const { reach, after } = updates;
  if (step > updates.last && after) {
    const { image, label } = samples.test;
    const { logits } = after.test;
    const brightest = Math.max(...image.flat());
    return { sample: null, image, brightest, label, weights: after.weights, reach, logits, shares: softmax(logits), loss: null };
  }
  const row = Math.min(step, updates.last);
  const sample = updates.sample[row];
  return {
    sample,
    image: samples.images[sample],
    brightest: Math.max(...samples.images.flat(2)),
    label: samples.labels[sample],
    weights: updates.weights[row],
    reach,
    logits: updates.logits[row],
    shares: softmax(updates.logits[row]),
    loss: updates.loss[row],
  };
}
