// A threshold on pairs of pictures, and the sentences about the rating.

import assert from "node:assert/strict";
import { test } from "node:test";

import { judged, most } from "../../../static/js/rating/threshold.js";
import { blindSentence, countSentence, endSentence, placeSentence } from "../../../static/js/rating/words.js";

/** @type {any[]} */
const PAIRS = [
  { title: "Dots", same: true },
  { title: "Bright dots", same: true },
  { title: "A grid", same: false },
];
/** @type {(loss: number[], status: string, step?: number) => any} */
const ended = (loss, status, step = loss.length - 1) => ({ loss, outcome: { status, step, loss: loss.at(-1) } });

// Above the threshold is different; a rating that equals it is the same.
test("judged by a threshold", () => {
  assert.deepEqual(judged(PAIRS, [0, 5, 1], 1), [true, false, false]);
  assert.deepEqual(judged(PAIRS, [0, 5, 1], 0.5), [true, false, true]);
});

// The best of all thresholds may have all right, or not.
test("the most that a threshold has right", () => {
  assert.equal(most(PAIRS, [0, 5, 1]), 2);
  assert.equal(most(PAIRS, [0, 1, 5]), 3);
  assert.equal(countSentence([true, false, true], 2), "2 of 3 right. No threshold does better.");
  assert.equal(countSentence([true, false, false], 2), "1 of 3 right. The best threshold has 2.");
});

// It is zero from where it stays so, not where it first passes by.
test("how a descent ended", () => {
  assert.match(endSentence(ended([1, 0, 0.5, 1e-7, 0], "finished"), 1).text, /^The rating is 0, to a millionth, from step 3 on/);
  assert.match(endSentence(ended([1, 0.5], "finished"), 1).text, /still 0\.5 at step 1/);
  assert.match(endSentence(ended([0, 0], "finished"), null).text, /nothing to adjust/);
  assert.match(endSentence(ended([1, 9], "diverged", 2), 0.25).text, /^Diverged at step 2: .* below 0\.25\.$/);
  assert.match(endSentence(ended([1, 9], "diverged", 2), null).text, /from zero\.$/);
  assert.deepEqual(endSentence(/** @type {any} */ ({ loss: [1], outcome: null }), 1), { text: "", mood: "" });
});

// What the adjusted network no longer tells apart is named.
test("what it no longer sees", () => {
  assert.equal(blindSentence(PAIRS, [0, 0, 1e-9]), "This one now rates “A grid” 0 too, and those are different things.");
  assert.equal(blindSentence(PAIRS, [0, 0, 1]), "");
  assert.equal(placeSentence(1), "after 1 adjustment of its weights");
});
