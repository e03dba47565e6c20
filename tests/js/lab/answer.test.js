// What a network of linear layers says of one point.

import assert from "node:assert/strict";
import { test } from "node:test";
import { answerAt } from "../../../static/js/lab/answer.js";

const weights = {
  "hidden.weight": [[1, 0], [0, -1]],
  "hidden.bias": [0, 0.5],
  "output.weight": [[2, 0], [0, 3]],
  "output.bias": [0, 0],
};

test("one layer weighs both coordinates", () => {
  const linear = { "output.weight": [[1, 2], [0, 0]], "output.bias": [0.5, 0] };
  const { said, share } = answerAt({ name: "linear" }, linear, [1, 1]);
  assert.equal(said, 0);
  assert.ok(Math.abs(share - 1 / (1 + Math.exp(-3.5))) < 1e-12);
});

test("hidden sums are bent by tanh, or cut off below zero", () => {
  const gap = 2 * Math.tanh(-1) - 3 * Math.tanh(-1.5);
  const bent = answerAt({ name: "perceptron" }, weights, [-1, 2]);
  assert.equal(bent.said, gap > 0 ? 0 : 1);
  assert.ok(Math.abs(bent.share - 1 / (1 + Math.exp(-Math.abs(gap)))) < 1e-12);
  assert.deepEqual(answerAt({ name: "perceptron_relu" }, weights, [-1, 2]), { said: 0, share: 0.5 });
});
