// Many networks at once: what is asked, and what is said of the answer.

import assert from "node:assert/strict";
import { test } from "node:test";

import { axesOf, seedMapOf, shareSentence, trainedSentence } from "../../../static/js/lab/ensembleterms.js";
import { ARTICLE } from "../../../static/js/lab/training.js";
import { optimizers, rate } from "../catalogue.js";

/** @import { Optimizer } from "../../../static/js/types.js" */

/** @type {(learned: number, diverged?: number) => any} */
const standing = (learned, diverged = 0) => ({ learned, diverged });
const [alone, adam] = optimizers;
/** @type {Optimizer} */
const momentum = { ...alone, parameters: [rate, { ...rate, name: "momentum", scale: "linear", slider: [0, 0.99] }] };

// The article's patterns have one test; other data are passed by nine tenths of the test samples.
test("how many have learned", () => {
  assert.equal(shareSentence(ARTICLE, standing(25), standing(77), 100), "77 of 100 pass the article’s test; 25 did before training.");
  const moons = { ...ARTICLE, data: { name: "moons" } };
  assert.equal(
    shareSentence(moons, standing(1), standing(1, 2), 10),
    "1 of 10 is right about at least 90 % of the test samples; 1 was before training. 2 have diverged.",
  );
});

// What was trained is said with its numbers.
test("what was trained", () => {
  assert.equal(trainedSentence(ARTICLE, 100), "Seeds 0 to 99, momentum with lr 0.001, momentum 0.9, class after class.");
});

// A map has the rate across and the rule's next number up; of a pair its first.
test("the axes of a map", () => {
  const asked = seedMapOf(ARTICLE, momentum, 40);
  assert.deepEqual([asked?.x.field, asked?.y.field, asked?.x.count, asked?.count], ["optimizer.lr", "optimizer.momentum", 16, 10]);
  assert.equal(seedMapOf(ARTICLE, adam, 40)?.y.field, "optimizer.betas.0");
  assert.equal(axesOf(alone)[1], undefined);
  assert.equal(seedMapOf(ARTICLE, alone, 40), null);
});

// A longer training has a coarser map, one that is too long has none.
test("a map that the server takes", () => {
  const asked = seedMapOf({ ...ARTICLE, epochs: 60 }, momentum, 200);
  assert.ok(asked && asked.x.count * asked.y.count * asked.count * 60 * 200 <= 10_000_000);
  assert.equal(seedMapOf({ ...ARTICLE, epochs: 200 }, momentum, 5000), null);
});
