// The lab's setting: what it asks the server for, what a choice makes of it, and how an address holds it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fromQuery, toQuery } from "../../../static/js/lab/address.js";
import { difference, Ghosts } from "../../../static/js/lab/ghosts.js";
import { ARTICLE, fitting, retrained, suited, TRAINING } from "../../../static/js/lab/training.js";
import { Updates } from "../../../static/js/lab/updates.js";
import { schedules } from "../catalogue.js";

/** @type {(name: string, usual: number | number[], more?: object) => any} */
const parameter = (name, usual, more) => ({ name, default: usual, minimum: 0, maximum: 100, open: false, ...more });
const betas = parameter("betas", [0.9, 0.999], { maximum: 1, open: true });

/** @type {any} */
const catalogue = {
  datasets: [
    { name: "patterns", shape: [1, 4, 4], parameters: [parameter("darkest", 0), parameter("spacing", 1)], training: {} },
    {
      name: "moons",
      shape: [2],
      parameters: [parameter("noise", 0.1)],
      training: { network: { name: "perceptron", hidden: 16 }, optimizer: { name: "adam", lr: 0.05 }, batch: 10, order: "shuffled" },
    },
  ],
  networks: [
    { name: "conv", shapes: [[1, 4, 4]], parameters: [] },
    { name: "perceptron", shapes: [], parameters: [parameter("hidden", 8), parameter("second", 0)] },
  ],
  optimizers: [
    { name: "simple_gd", parameters: [parameter("lr", 0.1)] },
    { name: "momentum", parameters: [parameter("lr", 0.1), parameter("momentum", 0.9, { maximum: 1 })] },
    { name: "adam", parameters: [parameter("lr", 0.1), betas, parameter("eps", 1e-8)] },
  ],
  schedules,
};
/** Own points as a word. */
const packing = {
  toText: () => "packed",
  fromText: (/** @type {string} */ text) => (text === "packed" ? { name: "points", points: [[0, 0]] } : null),
};

/** @type {(text: string) => ReturnType<typeof fromQuery>} */
const opened = (text) => fromQuery(new URLSearchParams(text), catalogue, packing);
const moons = suited({ name: "moons", noise: 0.1 }, catalogue);

// The server is asked for the article's training in the words of its schema.
test("the article's training as a request", () => {
  const { optimizer, hyperparameters, ...rest } = ARTICLE;
  assert.deepEqual(TRAINING.message(ARTICLE), { type: "train", training: { ...rest, optimizer: { name: optimizer, ...hyperparameters } } });
});

// Another rule keeps the rate and nothing that it doesn't know.
test("another rule keeps the rate", () => {
  const plain = retrained({ ...ARTICLE, seed: 7 }, { optimizer: "simple_gd" }, catalogue);
  assert.deepEqual(plain, { ...ARTICLE, optimizer: "simple_gd", hyperparameters: { lr: 0.001 }, seed: 7 });
  assert.deepEqual(retrained(plain, { optimizer: "adam" }, catalogue).hyperparameters, { lr: 0.001, betas: [0.9, 0.999], eps: 1e-8 });
});

// Data of another shape bring the training that suits them, and leave the seed; a number of the same data changes nothing else.
test("other data", () => {
  const other = retrained({ ...ARTICLE, seed: 7 }, { data: { name: "moons", noise: 0.1 } }, catalogue);
  assert.deepEqual(other, { ...moons, seed: 7 });
  assert.deepEqual([other.network, other.batch, other.hyperparameters.lr], [{ name: "perceptron", hidden: 16, second: 0 }, 10, 0.05]);
  const noisy = retrained({ ...other, batch: 3 }, { data: { name: "moons", noise: 1 } }, catalogue);
  assert.deepEqual(noisy, { ...other, batch: 3, data: { name: "moons", noise: 1 } });
});

// Offered are the networks that take the data.
test("networks that fit", () => {
  assert.deepEqual(fitting({ name: "moons" }, catalogue).map(({ name }) => name), ["perceptron"]);
  assert.deepEqual(fitting(ARTICLE.data, catalogue).map(({ name }) => name), ["conv", "perceptron"]);
});

// An address without a word means the article's training; one of the old lab means what it did.
test("short addresses", () => {
  assert.deepEqual(opened(""), { setting: ARTICLE, unknown: [] });
  assert.deepEqual(opened("optimizer=momentum&lr=0.01&momentum=0.9&seed=3&epochs=4").setting, {
    ...ARTICLE,
    hyperparameters: { lr: 0.01, momentum: 0.9 },
    seed: 3,
    epochs: 4,
  });
  assert.deepEqual(opened("data=moons").setting, moons);
});

// Every setting comes back from its address as it was, to the last digit.
test("there and back", () => {
  const hyperparameters = { lr: 0.0123456789, betas: [0.85, 0.9990000000000001], eps: 1e-10 };
  const schedule = { name: "cosine", T_max: 80, eta_min: 1e-7 };
  /** @type {import("../../../static/js/types.js").LabSetting} */
  const setting = { ...moons, hyperparameters, schedule, loss: "mse", order: "alternating", batch: 7, seed: 2147483647, epochs: 50 };
  assert.deepEqual(opened(String(toQuery(setting, packing))), { setting, unknown: [] });
  const own = { ...moons, data: { name: "points", points: [[0, 0]] } };
  assert.deepEqual(opened(String(toQuery(own, packing))), { setting: own, unknown: [] });
});

// What an address says wrongly is left as suits the data, and named.
test("wrong words", () => {
  const { setting, unknown } = opened("data=cats&network=perceptron~x:1&optimizer=sgd&lr=NaN&order=up&batch=0&schedule=cosine~T_max:0&seed=-1");
  assert.deepEqual(setting, ARTICLE);
  assert.deepEqual(unknown.toSorted(), ["batch", "data", "lr", "network", "optimizer", "order", "schedule", "seed"]);
});

// A training that rested becomes a ghost when the next one rests; those of other data don't compare.
test("ghosts", () => {
  const ghosts = new Ghosts();
  const settings = [0, 1, 2].map((seed) => ({ ...ARTICLE, seed }));
  for (const setting of settings) ghosts.rest(setting, new Updates());
  assert.deepEqual(ghosts.of(ARTICLE).map(({ setting }) => setting.seed), [1, 0]);
  assert.deepEqual(ghosts.of(moons), []);
  ghosts.clear();
  assert.deepEqual(ghosts.of(ARTICLE), []);
});

// What is changed on the way holds until a number of the rule is chosen, and is told, in the address too.
test("changes", () => {
  const changed = { ...ARTICLE, changes: [{ step: 9, optimizer: { lr: 0.1 } }] };
  assert.deepEqual(retrained(changed, { seed: 3 }, catalogue).changes, changed.changes);
  assert.equal("changes" in retrained(changed, { hyperparameters: { lr: 0.2 } }, catalogue), false);
  assert.deepEqual(opened(toQuery(changed, packing).toString()), { setting: changed, unknown: [] });
  assert.deepEqual(opened("changes=9~lr:200").unknown, ["changes"]);
  assert.equal(difference(changed, ARTICLE), "changed at 9 to lr 0.1");
});

// A ghost is called by what was otherwise.
test("what was otherwise", () => {
  assert.equal(difference({ ...ARTICLE, seed: 3, order: "shuffled" }, ARTICLE), "order shuffled, seed 3");
  assert.equal(difference(ARTICLE, ARTICLE), "the same again");
});
