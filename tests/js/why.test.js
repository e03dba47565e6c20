// Why a step led where it did.

import assert from "node:assert/strict";
import { test } from "node:test";

import { bendOf, divergence, stepSentence, verdict } from "../../static/js/why.js";
import { descent, momentum } from "./rules.js";

/** @type {(lr: number, x: number, g: number) => import("../../static/js/update.js").Update} */
const plain = (lr, x, g) => ({ optimizer: descent, step: 0, before: { x: [x], g: [g], lr }, after: { x: [x - lr * g] } });
/** The slope at the end of an update on x². @type {(update: import("../../static/js/update.js").Update) => number[]} */
const slope = ({ after: { x } }) => [x].flat().map((each) => 2 * each);

// By word and by sign, in as many digits as tell the two apart.
test("verdict", () => {
  assert.deepEqual(verdict(0.64, 0.4096), { text: "loss 0.64 → 0.41, lower", mood: "good" });
  assert.deepEqual(verdict(1, 1.00001), { text: "loss 1 → 1.00001, higher", mood: "bad" });
  assert.deepEqual(verdict(0, 0), { text: "loss 0 → 0, the same", mood: "" });
});

// Of plain descent the effective rate is the rate, and the curvature of x² is 2 everywhere.
test("rate and curvature", () => {
  const bend = /** @type {import("../../static/js/why.js").Bend} */ (bendOf(plain(0.3, 1, 2), [0.8]));
  const told = [bend.curvature, bend.rate, bend.product].map((each) => each.toFixed(9));
  assert.deepEqual(told, ["2.000000000", "0.300000000", "0.600000000"]);
});

// Above one it crosses the valley, above two the other side is steeper.
for (const [lr, meaning] of /** @type {[number, RegExp][]} */ ([
  [0.1, /= 0.2: below 1, so it stops short/],
  [0.5, /= 1: it lands on the valley's floor/],
  [0.7, /= 1.4: between 1 and 2, so it crosses the valley, to where the other side is less steep/],
  [1, /= 2: it crosses the valley, and the other side is as steep/],
  [1.2, /= 2.4: above 2, so it crosses the valley, to where the other side is steeper/],
]))
  test(`a rate of ${lr} on a parabola`, () => assert.match(stepSentence(plain(lr, 1, 2), slope(plain(lr, 1, 2))), meaning));

// Where float32 leaves nothing of the difference of two slopes, nothing is said.
test("too small to tell", () => assert.equal(stepSentence(plain(1e-9, 1, 2), [2 - 2.4e-7]), ""));

// What momentum bears, and that it may lead uphill.
test("momentum", () => {
  const update = { optimizer: momentum, step: 3, before: { x: [1], g: [2], lr: 0.1, momentum: 0.9 }, after: { x: [1.5] } };
  assert.match(stepSentence(update, [3]), /leads uphill.* here 0.1 × 2 = 0.2, is above 3.8\.$/);
});

// A run that diverged says by which number; where the last step tells nothing, nothing is said.
test("divergence", () => {
  const update = plain(1.2, -500000, -1000000);
  assert.equal(divergence(update, slope(update)), "rate × curvature is 2.4, above 2, so each step overshoots further");
  assert.equal(divergence(plain(0.1, 1, 2), [1.6]), "");
});
