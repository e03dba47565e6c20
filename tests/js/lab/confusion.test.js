// What a network takes for what.

import assert from "node:assert/strict";
import { test } from "node:test";

import { countsOf, samplesOf, wrongOf } from "../../../static/js/lab/confusion.js";

const answers = { labels: [0, 0, 0, 1, 1], predictions: [0, 1, 3, 1, 2] };

// Rows are what the samples are, columns what is said; every output beyond the classes counts as neither.
test("counts", () => {
  assert.deepEqual(countsOf(answers, 2, 3), [[1, 1, 1], [0, 1, 1]]);
});

// A class of which there is no sample has a row of zeros.
test("a class without samples", () => {
  assert.deepEqual(countsOf({ labels: [1], predictions: [1] }, 3, 3), [[0, 0, 0], [0, 1, 0], [0, 0, 0]]);
});

// The samples of a cell are told by their numbers.
test("the samples of a cell", () => {
  assert.deepEqual(samplesOf(answers, { truth: 0, said: 2 }, 3), [2]);
  assert.deepEqual(samplesOf(answers, { truth: 1, said: 2 }, 3), [4]);
  assert.deepEqual(samplesOf(answers, { truth: 1, said: 0 }, 3), []);
});

// All that are wrong are told by their numbers.
test("the samples that are wrong", () => {
  assert.deepEqual(wrongOf(answers), [1, 2, 4]);
});
