// The lab's sentences.

import assert from "node:assert/strict";
import { test } from "node:test";

import { answer, endSentence, percent, shownSentence, verdictSentence } from "../../../static/js/lab/words.js";
import { patterns, points } from "./samples.js";

/** @type {(over: object) => any} */
const scene = (over) => ({
  batch: [25],
  sample: 25,
  input: patterns.training.inputs[25],
  label: 1,
  logits: [1, 2, 0, 0],
  exact: true,
  ...over,
});

// What is shown is named as people count.
test("what is shown", () => {
  assert.equal(shownSentence(patterns, scene({})), "Picture 26 of 40: a B of intensity 5");
  const test = scene({ batch: [], sample: 0, testing: true, input: patterns.test?.inputs[0], label: 0 });
  assert.equal(shownSentence(patterns, test), "The article’s test: an A of intensity 1,000,000,000");
  const batch = scene({ batch: [1, 0], sample: 1, input: [1, -0.25], label: 1 });
  assert.equal(shownSentence(points, batch), "Point 2 of 3: a B at (1, −0.25), and 1 more");
});

// An answer is the class of the highest logit, or neither of the two.
test("verdicts", () => {
  assert.equal(verdictSentence(patterns, scene({})), "It says B: right.");
  assert.equal(verdictSentence(patterns, scene({ logits: [1, 0, 3, 0] })), "It says neither: wrong.");
  assert.match(verdictSentence(patterns, scene({ logits: [0, 0, 0, 0] })), /All 4 logits are equal/);
  assert.equal(verdictSentence(patterns, scene({ logits: null })), "Its logits are not finite.");
  assert.equal(verdictSentence(patterns, scene({ logits: null, exact: false })), "");
});

// Outputs beyond the classes stand for none of them.
test("answers", () => {
  assert.deepEqual([0, 1, 2].map((output) => answer(["A", "B"], output)), ["A", "B", "neither"]);
  assert.equal(answer(["A", "B", "C"], 3), "none");
});

// The end is told by what was reached, and divergence by the step and what went wrong.
test("ends", () => {
  const done = { status: /** @type {const} */ ("finished"), step: 80, loss: 0 };
  assert.deepEqual(endSentence(done, 39, 40, 39).mood, "good");
  assert.deepEqual(endSentence(done, 20, 40, 39), { text: "Trained: 20 of 40 are right.", mood: "" });
  const lost = endSentence({ ...done, status: "diverged", step: 37 }, 1, 40, 39);
  assert.match(lost.text, /^Diverged at step 37/);
  assert.equal(lost.mood, "bad");
  assert.equal(endSentence(null, 0, 0, 39).text, "");
});

// Shares are told without needless digits.
test("per cent", () => {
  assert.deepEqual([percent(1 / 20), percent(39 / 40), percent(1)], ["5 %", "97.5 %", "100 %"]);
});
