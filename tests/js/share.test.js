// The setting and the address: each says the whole of the other.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fromQuery, toQuery } from "../../static/js/share.js";
import { objectives, optimizers, setting } from "./catalogue.js";

/** @param {string} text */
const read = (text) => fromQuery(new URLSearchParams(text), objectives, optimizers);

// A bent run of Adam goes through an address and comes out the same.
test("there and back", () => {
  /** @type {import("../../static/js/types.js").Setting} */
  const whole = {
    ...setting,
    objective: "bumpy",
    optimizer: "adam",
    hyperparameters: { lr: 0.3, betas: [0.8, 0.99] },
    start: -1.25,
    steps: 800,
    changes: [
      { step: 37, optimizer: { lr: 1e-7 } },
      { step: 40, optimizer: { lr: 0.5, betas: [0.5, 0.9] } },
    ],
  };
  assert.deepEqual(read(String(toQuery(whole))), { setting: whole, unknown: [] });
});

// An empty address is the article's run of fifty steps.
test("nothing said", () => {
  assert.deepEqual(read(""), { setting, unknown: [] });
});

// Every objective has a start of its own.
test("the objective's own start", () => {
  assert.equal(read("objective=bumpy").setting.start, 1.6);
});

for (const [query, name] of [
  ["objective=cliff", "objective"],
  ["optimizer=rmsprop", "optimizer"],
  ["lr=abc", "lr"],
  ["lr=101", "lr"],
  ["lr=", "lr"],
  ["lr=NaN", "lr"],
  ["optimizer=adam&betas=0.9", "betas"],
  ["optimizer=adam&betas=0.9,1", "betas"],
  ["start=1e9", "start"],
  ["steps=0", "steps"],
  ["changes=x", "changes"],
  ["changes=5~lr:-1", "changes"],
  ["changes=5~momentum:0.5", "changes"],
])
  // What is said wrongly is named, and stays as the catalogue has it.
  test(`said wrongly: ${query}`, () => {
    const { setting: found, unknown } = read(query);
    assert.deepEqual(unknown, [name]);
    assert.deepEqual([found.hyperparameters.lr, found.start, found.steps, found.changes], [0.1, 1, 50, []]);
  });
