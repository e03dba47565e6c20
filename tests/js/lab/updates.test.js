// A training as it comes: its records, its two ends, and what is to be seen at each step.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answersAt } from "../../../static/js/lab/accuracy.js";
import { sceneAt } from "../../../static/js/lab/scene.js";
import { Updates } from "../../../static/js/lab/updates.js";
import { filters, samples } from "./samples.js";

/** @type {(predicted: number) => import("../../../static/js/types.js").Examination} */
const network = (predicted) => ({
  weights: filters(9, 8, 7, 6),
  predictions: samples.labels.map(() => predicted),
  accuracy: { all: 0.5, A: 0, B: 1 },
  test: { logits: [4e9, 3e9, 2e9, 1e9], predicted, correct: predicted === 0 },
});

/** @type {(first: number, count: number) => import("../../../static/js/types.js").UpdateColumns} */
const columns = (first, count) => {
  const step = Array.from({ length: count }, (_, row) => first + row);
  return {
    step,
    epoch: step.map((each) => Math.floor(each / 40)),
    sample: step.map((each) => each % 40),
    label: step.map((each) => samples.labels[each % 40]),
    loss: step.map((each) => each / 10),
    logits: step.map((each) => [each, 0, 0, 0]),
    weights: step.map((each) => filters(0, 1 + each, -0.5, 0)),
  };
};

/** A training of 45 updates, begun and ended. */
function trained() {
  const updates = new Updates();
  updates.begin({ before: network(3), rates: null });
  updates.take(columns(0, 8));
  updates.take(columns(8, 37));
  updates.finish({ outcome: { status: "finished", step: 45, loss: 4.4 }, after: network(1) });
  return updates;
}

// The network after the last update is a place of its own, once the training has ended.
test("the end", () => {
  const updates = new Updates();
  updates.take(columns(0, 8));
  assert.deepEqual([updates.length, updates.last, updates.end], [8, 7, 7]);
  assert.deepEqual([trained().length, trained().last, trained().end], [45, 44, 45]);
});

// Asked again after the server was lost, the same rows come again and take their own places.
test("rows that come again", () => {
  const updates = trained();
  updates.take(columns(0, 8));
  assert.deepEqual(updates, trained());
});

// A step shows its sample, the network before its update, and the loss of that.
test("a scene", () => {
  const { sample, label, image, loss, logits, weights, brightest, reach } = sceneAt(samples, trained(), 43);
  assert.deepEqual({ sample, label, loss, logits }, { sample: 3, label: 0, loss: 4.3, logits: [43, 0, 0, 0] });
  assert.equal(image, samples.images[3]);
  assert.deepEqual(weights, filters(0, 44, -0.5, 0));
  assert.deepEqual({ brightest, reach }, { brightest: 19, reach: 45 });
});

// After the last update the trained network is shown the article's test, which has no loss.
test("the last scene", () => {
  const { sample, image, loss, logits, shares } = sceneAt(samples, trained(), 45);
  assert.deepEqual({ sample, loss, logits }, { sample: null, loss: null, logits: [4e9, 3e9, 2e9, 1e9] });
  assert.equal(image, samples.test.image);
  assert.deepEqual(shares, [1, 0, 0, 0]);
});

// At both ends the answers are the server's own; in between they follow from the weights that it sent.
test("answers", () => {
  const updates = trained();
  assert.equal(answersAt(samples, updates, 0).test, 3);
  assert.equal(answersAt(samples, updates, 45).test, 1);
  const { predictions, test: single } = answersAt(samples, updates, 20);
  assert.deepEqual(predictions, samples.images.map((image) => (image[0][1] ? 1 : 0)));
  assert.equal(single, 1);
});
