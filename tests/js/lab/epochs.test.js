// In which order samples are shown, and which of them are the same.

import assert from "node:assert/strict";
import { test } from "node:test";

import { orderAt, twins } from "../../../static/js/lab/epochs.js";
import { patterns, points } from "./samples.js";

const updates = { epoch: [0, 0, 1], samples: [[2, 0], [1, 3], [3, 1]] };

// An epoch's order is that of its updates; what has not come yet stands last, in its own order.
test("the order of an epoch", () => {
  assert.deepEqual(orderAt(updates, 1, 4), [2, 0, 1, 3]);
  assert.deepEqual(orderAt(updates, 2, 4), [3, 1, 0, 2]);
});

// After the last update the last epoch's order stays.
test("after the last update", () => {
  assert.deepEqual(orderAt(updates, 3, 4), [3, 1, 0, 2]);
});

// Of the article's pictures the first of each class are the same dark one; points that differ have no twins.
test("the same under different names", () => {
  assert.deepEqual(twins(patterns.training.inputs, patterns.training.labels), [[0, 20]]);
  assert.deepEqual(twins(points.training.inputs, points.training.labels), []);
  assert.deepEqual(twins([[1, 1], [1, 1]], [0, 0]), []);
});
