// The layers of a network as the page draws them, and what it works out itself of what each makes of an input.

import assert from "node:assert/strict";
import { test } from "node:test";

import { outputsOf, sumOf, weightsOf } from "../../../static/js/lab/forward.js";
import { gridOf, layersOf, placeOf } from "../../../static/js/lab/layers.js";
import { article, perceptron, picture, smallConv } from "./networks.js";

// The article's network is four filters as large as the picture, and they are its output.
test("the article's layers", () => {
  const [conv, ...more] = layersOf(article.weights, [1, 4, 4], { name: "conv" });
  assert.deepEqual(more, []);
  assert.deepEqual([conv.kind, conv.units, conv.rows, conv.columns, conv.biased, conv.bend], ["pictures", 4, 4, 4, false, null]);
});

// A convolution's sum, product by product with one rounding each, is torch's to the last digit, with a bias or without.
test("the article's logits", () => {
  for (const { weights, logits, name } of [article, article.biased]) {
    const layers = layersOf(weights, [1, 4, 4], { name });
    assert.deepEqual(outputsOf(layers, weights, article.input), [logits]);
  }
});

// Other layers are added up in another order than torch's, and come within its rounding.
test("a perceptron's logits", () => {
  const layers = layersOf(perceptron.weights, [2], { name: "perceptron" });
  assert.deepEqual(layers.map(({ name, bend, inputs }) => [name, bend, inputs.length]), [
    ["hidden", "tanh", 2],
    ["second", "tanh", 3],
    ["output", null, 3],
  ]);
  const logits = /** @type {number[]} */ (outputsOf(layers, perceptron.weights, perceptron.input).at(-1));
  logits.forEach((logit, place) => assert.ok(Math.abs(logit - perceptron.logits[place]) < 1e-6));
});

// Filters that move are bent and pooled, and the last layer weighs what all of them found.
test("a small convolutional network's logits", () => {
  const layers = layersOf(smallConv.weights, [1, 8, 8], { name: "small_conv" });
  assert.deepEqual(layers.map(({ kind, rows, columns, block, moves }) => [kind, rows, columns, block, moves]), [
    ["pictures", 3, 3, 3, [3, 3]],
    ["rows", 3, 6, 3, null],
  ]);
  const logits = /** @type {number[]} */ (outputsOf(layers, smallConv.weights, picture).at(-1));
  logits.forEach((logit, place) => assert.ok(Math.abs(logit - smallConv.logits[place]) < 1e-6));
});

// Where filters' finds stand side by side, a weight is found again from where it is drawn.
test("blocks", () => {
  const output = layersOf(smallConv.weights, [1, 8, 8], { name: "small_conv" })[1];
  const weights = weightsOf(output, smallConv.weights, 0);
  const grid = gridOf(output, weights);
  assert.deepEqual(grid[0], [...weights.slice(0, 3), ...weights.slice(9, 12)]);
  assert.equal(grid[2][4], weights[placeOf(output, 2, 4)]);
  assert.equal(placeOf(output, 2, 4), 9 + 6 + 1);
});

// A unit without a bias sums its products alone.
test("a sum without bias", () => {
  const [conv] = layersOf(article.weights, [1, 4, 4], { name: "conv" });
  assert.equal(sumOf(conv, [0.5, -1], [3, 1], 0), 0.5);
});
