// What is said of a network that is not well.

import assert from "node:assert/strict";
import { test } from "node:test";

import { diagnose } from "../../../static/js/lab/diagnosis.js";
import { frameOf, points } from "./samples.js";

const weights = { "hidden.weight": [[1, 2], [3, 4], [5, 6]], "output.weight": [[1, 1, 1], [2, 2, 2]] };
const well = frameOf(0, {
  weights,
  training: { predictions: [0, 1, 1], accuracy: { all: 1 }, loss: 0.1, first: [1, 0] },
  grads: { "output.weight": [[0.1, 0, 0]] },
  update: { "output.weight": [[-0.1, 0, 0]] },
});

// Of a network that is well nothing is said.
test("a network that is well", () => {
  assert.deepEqual(diagnose(well, points), []);
});

// Silent units are counted, in words for one, some and all of a layer.
test("silent units", () => {
  const said = [[1], [0, 2], [0, 1, 2]].map((bent) => diagnose({ ...well, silent: { bent } }, points)[0]);
  assert.equal(said[0], "1 of 3 hidden units is silent: zero for every sample, so no gradient reaches it.");
  assert.equal(said[1], "2 of 3 hidden units are silent: zero for every sample, so no gradient reaches them.");
  assert.equal(said[2], "All 3 hidden units are silent: nothing of what is shown reaches the outputs.");
});

// A network that says the same to every sample is told of, by the class or by what is none.
test("one answer for everything", () => {
  const says = (/** @type {number} */ output) => diagnose({ ...well, training: { ...well.training, predictions: Array(3).fill(output) } }, points);
  assert.deepEqual([says(1), says(3)], [["It says B to everything."], ["It says neither to everything."]]);
});

// Where every gradient is zero nothing changes, unless the optimizer has kept something, and who is wrong is counted.
test("no gradient", () => {
  const grads = { "output.weight": [[0, 0, 0]] };
  assert.deepEqual(diagnose({ ...well, grads, update: grads }, points), ["Every gradient is zero: this update changes nothing."]);
  const training = { ...well.training, predictions: [1, 0, 1] };
  assert.deepEqual(diagnose({ ...well, grads, training }, points), [
    "Every gradient is zero: the weights move by what the optimizer kept, though 2 of 3 samples are wrong.",
  ]);
});

// A number that is not finite is named; after the last update there is none to name.
test("not finite", () => {
  const lost = { "output.weight": [[null, 0, 0]] };
  assert.match(diagnose({ ...well, grads: lost }, points)[0], /^A gradient is not finite/);
  assert.match(diagnose({ ...well, update: lost }, points)[0], /^The update is not finite/);
  assert.deepEqual(diagnose({ ...well, grads: null, update: null }, points), []);
});
