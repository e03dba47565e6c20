// The lab's sentences.

import assert from "node:assert/strict";
import { test } from "node:test";

import { endSentence, percent, shownSentence, verdictSentence } from "../../../static/js/lab/words.js";
import { samples } from "./samples.js";

/** @type {(over: object) => any} */
const scene = (over) => ({ sample: 25, image: samples.images[25], label: 1, logits: [1, 2, 0, 0], ...over });

// What is shown is named as people count.
test("what is shown", () => {
  assert.equal(shownSentence(samples, scene({})), "Picture 26 of 40: a B of intensity 5");
  const single = scene({ sample: null, image: samples.test.image, label: 0 });
  assert.equal(shownSentence(samples, single), "The article’s test: an A of intensity 1,000,000,000");
});

// An answer is the class of the highest logit, or neither of the two.
test("verdicts", () => {
  assert.equal(verdictSentence(scene({})), "It says B: right.");
  assert.equal(verdictSentence(scene({ logits: [1, 0, 3, 0] })), "It says neither: wrong.");
  assert.match(verdictSentence(scene({ logits: [0, 0, 0, 0] })), /a quarter for each/);
});

// The end is told by what was reached, and divergence by the step and what went wrong.
test("ends", () => {
  const done = { status: /** @type {const} */ ("finished"), step: 80, loss: 0 };
  assert.deepEqual(endSentence(done, { right: 39, count: 40 }, 39).mood, "good");
  assert.deepEqual(endSentence(done, { right: 20, count: 40 }, 39), { text: "Trained: 20 of 40 are right.", mood: "" });
  const lost = endSentence({ ...done, status: "diverged", step: 37 }, { right: 1, count: 40 }, 39);
  assert.match(lost.text, /^Diverged at step 37/);
  assert.equal(lost.mood, "bad");
  assert.equal(endSentence(null, { right: 0, count: 0 }, 39).text, "");
});

// Shares are told without needless digits.
test("per cent", () => {
  assert.deepEqual([percent(1, 20), percent(39, 40), percent(20, 20)], ["5 %", "97.5 %", "100 %"]);
});
