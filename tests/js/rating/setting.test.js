// The rating that is asked for, the rate at which it flies apart, and its records as they come.

import assert from "node:assert/strict";
import { test } from "node:test";

import { edgeOf, tame } from "../../../static/js/rating/edge.js";
import { chosen, RATING, sameRating, USUAL } from "../../../static/js/rating/setting.js";
import { DIM, FULL, OPTIMIZERS } from "./pictures.js";

const SETTING = { ...USUAL, right: DIM, other: FULL };
const [plain, heavy, adam] = OPTIMIZERS;

// The server is asked in the words of its schema.
test("the article's pair as a request", () => {
  const rating = { right: DIM, other: FULL, seed: 0, steps: 60, optimizer: { name: "simple_gd", lr: 0.1 } };
  assert.deepEqual(RATING.message(SETTING), { type: "rate", rating });
});

// Another rule keeps the rate; another picture or seed is another rating, another rate is not.
test("what a choice makes of a setting", () => {
  const momentum = chosen({ ...SETTING, hyperparameters: { lr: 0.02 } }, { optimizer: "momentum" }, OPTIMIZERS);
  assert.deepEqual(momentum.hyperparameters, { lr: 0.02, momentum: 0.9 });
  assert.equal(sameRating(momentum, SETTING), true);
  for (const choice of [{ seed: 1 }, { right: FULL }, { other: DIM }])
    assert.equal(sameRating(chosen(SETTING, choice, OPTIMIZERS), SETTING), false);
});

// Four by the square of what the pictures are apart, more with momentum; none where they are the same or nobody knows.
test("the edge of the rate", () => {
  assert.equal(edgeOf(SETTING, plain), 1);
  assert.equal(edgeOf({ ...SETTING, hyperparameters: { momentum: 0.5 } }, heavy), 1.5);
  assert.equal(edgeOf({ ...SETTING, other: DIM }, plain), null);
  assert.equal(edgeOf(SETTING, adam), null);
  assert.equal(tame(9.54e-7), 2.4e-7);
});

// Records go where their steps say; colours reach as far as the weights at the step and at first.
test("records as they come", () => {
  const ratings = RATING.records();
  ratings.begin({ before: [0, 1] });
  const weights = (/** @type {number} */ value) => [[[value]]];
  ratings.take({ step: [0, 1], loss: [1, 0.5], outputs: [[[1], [2]], [[1], [1.5]]], weights: [weights(-3), weights(9)] });
  ratings.take({ step: [2], loss: [0], outputs: [[[1], [1]]], weights: [weights(1)] });
  assert.deepEqual([0, 1, 2].map((step) => ratings.reach(step)), [3, 9, 3]);
  ratings.finish({ outcome: { status: "finished", step: 2, loss: 0 }, after: [0, 0] });
  assert.deepEqual([ratings.loss, ratings.last, ratings.before, ratings.after], [[1, 0.5, 0], 2, [0, 1], [0, 0]]);
});
