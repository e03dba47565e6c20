// The pictures' part of the address.

import assert from "node:assert/strict";
import { test } from "node:test";

import { opened, toQuery } from "../../../static/js/own/address.js";
import { catalogue as hills, rate, ravine } from "../catalogue.js";

/** @type {any} */
const catalogue = {
  ...hills,
  datasets: [
    { name: "patterns", shape: [1, 4, 4], parameters: [{ ...rate, name: "darkest", default: 0 }, { ...rate, name: "spacing", default: 1 }], training: {} },
    { name: "moons", shape: [2], parameters: [], training: { network: { name: "perceptron" }, optimizer: { name: "adam", lr: 0.05 }, epochs: 5 } },
  ],
  networks: [
    { name: "conv", shapes: [[1, 4, 4]], parameters: [] },
    { name: "perceptron", shapes: [], parameters: [] },
  ],
};
/** @param {string} text */
const of = (text) => opened(new URLSearchParams(text), catalogue, text.includes("ravine") ? { ...ravine, spec: { name: "ravine", condition: 50 } } : catalogue.objectives[0]);

// An address without a word means the first hill, from its own start, and the article's training at its rate.
test("short addresses", () => {
  const { opened: begun, unknown } = of("");
  assert.deepEqual([begun.objective, begun.start, begun.steps, begun.step, begun.speed, begun.log], [{ name: "square" }, [1], 50, null, 10, false]);
  assert.deepEqual([begun.lab.data.name, begun.lab.network.name, begun.lab.rate, begun.lab.epochs], ["patterns", "conv", 0.001, 2]);
  assert.deepEqual(unknown, []);
});

// All that can be set comes back as it was.
test("there and back", () => {
  const text = "objective=ravine~condition:50&start=-1.25,0.5&steps=80&step=12&speed=25&scale=log&schedule=cosine~T_max:80~eta_min:0&changes=7~weight_decay:0.1~mode:%2522a%255Fb%2522_9~lr:0.5" +
    "&data=moons&network=perceptron&rate=0.2&epochs=7&seed=3&loss=mse&batch=5&lab-changes=4~lr:1";
  const { opened: begun, unknown } = of(text);
  const { speed, log, lab, course } = begun;
  const query = toQuery(begun, course, { step: begun.step ?? 0, speed, log }, lab, catalogue);
  assert.deepEqual([[...query], unknown], [[...new URLSearchParams(text)], []]);
});

// Other data bring the rate and the length that suit them.
test("what suits the data", () => {
  const { lab } = of("data=moons").opened;
  assert.deepEqual([lab.network, lab.rate, lab.epochs], [{ name: "perceptron" }, 0.05, 5]);
});

// What is said wrongly is named, and stays as usual.
test("wrong words", () => {
  const { opened: begun, unknown } = of("start=1,2&steps=0&step=-1&network=perceptron&rate=no&seed=-1&schedule=no&changes=x~lr:1&lab-changes=3&batch=0");
  assert.deepEqual([begun.objective.name, begun.start, begun.steps, begun.step], ["square", [1], 50, 0]);
  assert.deepEqual(unknown.toSorted(), ["batch", "changes", "lab-changes", "rate", "schedule", "seed", "start", "step", "steps"]);
});
