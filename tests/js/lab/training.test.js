// The lab's setting: what it asks the server for, what a choice makes of it, and how an address holds it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fromQuery, toQuery } from "../../../static/js/lab/address.js";
import { ARTICLE, retrained, TRAINING } from "../../../static/js/lab/training.js";
import { schedules } from "../catalogue.js";

/** @type {(name: string, usual: number | number[]) => any} */
const parameter = (name, usual) => ({ name, default: usual, minimum: 0, maximum: name === "lr" ? 100 : 1, open: name === "betas" });
/** @type {any[]} */
const OPTIMIZERS = [
  { name: "simple_gd", parameters: [parameter("lr", 0.1)] },
  { name: "momentum", parameters: [parameter("lr", 0.1), parameter("momentum", 0.9)] },
  { name: "adam", parameters: [parameter("lr", 0.1), parameter("betas", [0.9, 0.999]), parameter("eps", 1e-8)] },
];

/** @type {(text: string) => ReturnType<typeof fromQuery>} */
const opened = (text) => fromQuery(new URLSearchParams(text), OPTIMIZERS, schedules);

// The server is asked for the article's training in the words of its schema.
test("the article's training as a request", () => {
  const training = { optimizer: { name: "momentum", lr: 0.001, momentum: 0.9 }, schedule: { name: "constant" }, seed: 0, epochs: 2 };
  assert.deepEqual(TRAINING.message(ARTICLE), { type: "train", training });
});

// Another rule keeps the rate and nothing that it doesn't know.
test("another rule keeps the rate", () => {
  const plain = retrained({ ...ARTICLE, seed: 7 }, { optimizer: "simple_gd" }, OPTIMIZERS);
  assert.deepEqual(plain, { ...ARTICLE, optimizer: "simple_gd", hyperparameters: { lr: 0.001 }, seed: 7 });
  const adam = retrained(plain, { optimizer: "adam" }, OPTIMIZERS);
  assert.deepEqual(adam.hyperparameters, { lr: 0.001, betas: [0.9, 0.999], eps: 1e-8 });
});

// An address without a word means the article's training.
test("a bare address", () => {
  assert.deepEqual(opened(""), { setting: ARTICLE, unknown: [] });
});

// Every setting comes back from its address as it was, to the last digit.
test("there and back", () => {
  const hyperparameters = { lr: 0.0123456789, betas: [0.85, 0.9990000000000001], eps: 1e-10 };
  const schedule = { name: "cosine", T_max: 80, eta_min: 1e-7 };
  const setting = { optimizer: "adam", hyperparameters, schedule, seed: 2147483647, epochs: 50 };
  assert.deepEqual(opened(String(toQuery(setting))), { setting, unknown: [] });
});

// What an address says wrongly is left as the article has it, and named.
test("wrong words", () => {
  const { setting, unknown } = opened("optimizer=sgd&lr=NaN&momentum=1.5&schedule=cosine~T_max:0&seed=-1&epochs=51");
  assert.deepEqual(setting, ARTICLE);
  assert.deepEqual(unknown, ["optimizer", "lr", "momentum", "schedule", "seed", "epochs"]);
});
