// What the page says of logits and answers.

import assert from "node:assert/strict";
import { test } from "node:test";

import { argmax, mostRight, softmax } from "../../../static/js/lab/network.js";
import { patterns } from "./samples.js";

// A dark picture has four equal logits: a quarter for each, and the loss ln 4 whatever the weights.
test("softmax of equal logits", () => {
  assert.deepEqual(softmax([0, 0, 0, 0]), [0.25, 0.25, 0.25, 0.25]);
  assert.equal(Math.fround(-Math.log(softmax([0, 0, 0, 0])[0])), 1.3862943649291992);
});

// The article's test has logits of hundreds of millions, and their shares are numbers all the same.
test("softmax of huge logits", () => {
  assert.deepEqual(softmax([803383744, 203372000, -477761056, -447717952]), [1, 0, 0, 0]);
});

// Of equal values the first counts, as in torch: so a dark picture is called an A.
test("argmax of equal values", () => {
  assert.equal(argmax([0, 0, 0, 0]), 0);
  assert.equal(argmax([1, 3, 3, 2]), 1);
});

// The dark A and the dark B are one picture with two labels, so one of them is always wrong.
test("39 of 40 is the most that can be right", () => {
  assert.equal(mostRight(patterns.training.inputs, patterns.training.labels), 39);
  assert.equal(mostRight(patterns.training.inputs.slice(1, 20), patterns.training.labels.slice(1, 20)), 19);
});
