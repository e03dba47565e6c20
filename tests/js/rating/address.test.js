// The rating page's address: pictures in a few letters, and every setting there and back.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fromQuery, toQuery } from "../../../static/js/rating/address.js";
import { fromText, toText } from "../../../static/js/rating/picture.js";
import { DIM, FULL, OPTIMIZERS } from "./pictures.js";

const SPEEDS = [1, 10, 100];
/** @type {any} */
const USUAL = { right: DIM, other: FULL };

/** @type {(text: string) => ReturnType<typeof fromQuery>} */
const opened = (text) => fromQuery(new URLSearchParams(text), OPTIMIZERS, USUAL, SPEEDS);

// Digits stand side by side, and larger numbers have dashes between them.
test("pictures as texts", () => {
  assert.equal(toText(DIM), "0101_0000_0101_0000");
  const crowd = [[10, 122, 10, 122], [1000, 200, 0.5, 0], [1, 2, 3, 4], [0, 0, 0, 20]];
  assert.equal(toText(crowd), "10-122-10-122_1000-200-0.5-0_1234_0-0-0-20");
  assert.deepEqual(fromText(toText(crowd)), crowd);
});

// What isn't four rows of four numbers between 0 and 1000 is no picture.
test("texts that are no pictures", () => {
  for (const text of ["", "0101", "0101_0000_0101", "0101_0000_0101_000", "0101_0000_0101_00x0", "0101_0000_0101_1001-0-0-0", "0101_0000_0101_0--1-0"])
    assert.equal(fromText(text), null, text);
});

// Every setting comes back from its address as it was, to the last digit.
test("there and back", () => {
  const hyperparameters = { lr: 0.0123456789, momentum: 0.85 };
  const setting = { right: FULL, other: DIM, seed: 2147483647, optimizer: "momentum", hyperparameters, steps: 1000 };
  const looks = { brush: 0.5, threshold: 12.5, step: 77, speed: 100, log: true };
  assert.deepEqual(opened(String(toQuery(setting, looks))), { setting, looks, unknown: [] });
});

// A bare address means the article's second example, by the rule written by hand.
test("a bare address", () => {
  const { setting, looks, unknown } = opened("");
  assert.deepEqual([setting.other, setting.optimizer, setting.hyperparameters, looks.threshold, unknown], [FULL, "simple_gd", { lr: 0.1 }, 0.5, []]);
});

// What an address says wrongly is left as usual, and named.
test("wrong words", () => {
  const wrong = "right=01&other=x&seed=-1&optimizer=sgd&lr=NaN&steps=1001&threshold=-1&brush=1001&step=-5&speed=3&scale=round";
  const { setting, unknown } = opened(wrong);
  assert.deepEqual(setting, opened("").setting);
  assert.deepEqual(unknown, ["right", "other", "seed", "optimizer", "lr", "steps", "threshold", "brush", "step", "speed", "scale"]);
});
