// What the page itself computes of the article's network.

import assert from "node:assert/strict";
import { test } from "node:test";

import { argmax, logitsOf, mostRight, softmax, tally } from "../../../static/js/lab/network.js";
import { filters, samples } from "./samples.js";

// A logit is the sum of sixteen products: A at intensity 3 has eight lit pixels, B twelve.
test("logits", () => {
  const weights = filters(0.5, -1, 0, 2);
  assert.deepEqual(logitsOf(weights, samples.images[3]), [12, -24, 0, 48]);
  assert.deepEqual(logitsOf(weights, samples.images[23]), [18, -36, 0, 72]);
});

// Brightness scales every logit alike, so the answer is the same for every lit picture of a pattern.
test("brightness changes no answer", () => {
  const weights = filters(0.1, 0.3, -0.2, 0.2);
  const answers = samples.images.slice(1, 20).map((image) => argmax(logitsOf(weights, image)));
  assert.deepEqual(new Set(answers), new Set([1]));
  assert.equal(argmax(logitsOf(weights, samples.test.image)), 1);
});

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

// Right answers are counted for each class and for all.
test("tally", () => {
  const allCalledA = samples.labels.map(() => 0);
  assert.deepEqual(tally(allCalledA, samples.labels, samples.classes), [
    { name: "A", right: 20, count: 20 },
    { name: "B", right: 0, count: 20 },
    { name: "all", right: 20, count: 40 },
  ]);
});

// The dark A and the dark B are one picture with two labels, so one of them is always wrong.
test("39 of 40 is the most that can be right", () => {
  assert.equal(mostRight(samples.images, samples.labels), 39);
  assert.equal(mostRight(samples.images.slice(1, 20), samples.labels.slice(1, 20)), 19);
});
