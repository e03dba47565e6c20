// What the drawing of a network can show in the place of its weights, and what is told of a number.

import assert from "node:assert/strict";
import { test } from "node:test";

import { layersOf } from "../../../static/js/lab/layers.js";
import { modesOf, numbersOf, reachOf } from "../../../static/js/lab/modes.js";
import { short } from "../../../static/js/lab/numbergrid.js";
import { numberSentence, outputSentence } from "../../../static/js/lab/telling.js";
import { article, perceptron } from "./networks.js";

/** @type {any} */
const nadam = { state: [{ name: "mu_product", title: "Product", symbol: "w" }, { name: "exp_avg", title: "Average gradient", symbol: "m" }] };
/** @type {any} */
const frame = {
  weights: { "output.weight": [[1, -3]] },
  grads: { "output.weight": [[null, 0.5]] },
  update: null,
  state: { "output.weight": { mu_product: 0.9, exp_avg: [[0.1, 0.2]] } },
};

// Beside weights, gradients and update there is what the optimizer keeps for each weight, and no number for all.
test("the modes of an optimizer", () => {
  assert.deepEqual(modesOf(frame, nadam).map(({ name }) => name), ["weights", "grads", "update", "exp_avg"]);
  assert.deepEqual(numbersOf(frame, "exp_avg"), { "output.weight": [[0.1, 0.2]] });
});

// Each mode has a reach of its own; what isn't finite, or not there, reaches nowhere.
test("reach", () => {
  assert.deepEqual(["weights", "grads", "update"].map((mode) => reachOf(numbersOf(frame, mode))), [3, 0.5, 0]);
});

// A cell has room for five signs, and says so where a number is not finite.
test("numbers in cells", () => {
  const values = [0.234, -12.34, 1234, -0.0212, 0.0002, -2e5, 0, null];
  assert.deepEqual(values.map(short), ["0.23", "−12.3", "1234", "−.021", "2e−4", "−2e5", "0", "—"]);
});

// A weight is told with its pixel and their product in float32; a gradient alone.
test("a weight that is pointed at", () => {
  const [conv] = layersOf(article.weights, [1, 4, 4], { name: "conv" });
  /** @type {any} */
  const place = { unit: 2, part: "weight", row: 0, column: 3 };
  const name = "Filter 2, row 1, column 4";
  assert.equal(numberSentence(conv, place, "weight", -0.1, 3), `${name}: pixel × weight = 3 × (−0.1) = −0.300000012`);
  assert.equal(numberSentence(conv, place, "gradient", null, 3), `${name}: gradient not finite`);
});

// The sum of the products is torch's logit where torch adds in this order, and where it doesn't, both are told.
test("an output that is pointed at", () => {
  const [conv] = layersOf(article.weights, [1, 4, 4], { name: "conv" });
  assert.equal(outputSentence(conv, 0, [0.5, -1], [3, 1], 0, 0.5), "Filter 0: z₀ = the sum of 2 products, input × weight = 0.5");
  assert.match(outputSentence(conv, 0, [0.5, -1], [3, 1], 0, 0.50000006), /PyTorch adds in another order.*0\.5\.$/);
  const [hidden] = layersOf(perceptron.weights, [2], { name: "perceptron" });
  assert.match(outputSentence(hidden, 1, [1, 0], [0, 5], 0, 0), /^Unit 1: h₁ = tanh of the sum .* = tanh\(0\) = 0$/);
});
