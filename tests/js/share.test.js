// The setting and the address: each says the whole of the other.

import assert from "node:assert/strict";
import { test } from "node:test";

import { laneOf } from "../../static/js/lane.js";
import { fromQuery, objectiveOf, toQuery } from "../../static/js/share.js";
import { catalogue, describe, objectives, optimizers, ravine, setting } from "./catalogue.js";

/** @param {string} text */
function read(text) {
  const query = new URLSearchParams(text);
  const { objective, unknown } = objectiveOf(query, catalogue.objectives);
  const about = objective.name === "typed" ? objectives[0] : describe(objective);
  const { setting, unknown: more } = fromQuery(query, objective, about, catalogue);
  return { setting, unknown: [...unknown, ...more] };
}

// A race over a ravine, bent, scheduled, with starts of its own, goes through an address and comes out the same.
test("there and back", () => {
  /** @type {import("../../static/js/types.js").Setting} */
  const whole = {
    objective: { name: "ravine", condition: 50 },
    start: [-1.25, 0.5],
    steps: 800,
    lanes: [
      { ...laneOf(optimizers[0]), schedule: { name: "cosine", T_max: 100, eta_min: 0.01 } },
      {
        optimizer: "adam",
        hyperparameters: { lr: 0.3, betas: [0.8, 0.99] },
        schedule: { name: "constant" },
        start: [1, -1e-7],
        changes: [
          { step: 37, optimizer: { lr: 1e-7 } },
          { step: 40, optimizer: { lr: 0.5, betas: [0.5, 0.9] } },
        ],
      },
    ],
    focus: 1,
  };
  assert.deepEqual(read(toQuery(whole)), { setting: whole, unknown: [] });
});

// What is typed is in the address, whatever signs it has, with the part of the plane that is looked at.
test("a typed function", () => {
  const objective = { name: "typed", formula: "x**2 + 0.3*sin(12*x) & 1%", domain: /** @type {[number, number][]} */ ([[-2, 3]]) };
  assert.deepEqual(read(toQuery({ ...setting, objective })).setting.objective, objective);
});

// An empty address is the article's run of fifty steps.
test("nothing said", () => assert.deepEqual(read(""), { setting, unknown: [] }));

// Every objective has a start and numbers of its own.
test("the objective's own", () => {
  assert.deepEqual(read("objective=bumpy").setting.start, [1.6]);
  assert.deepEqual(read("objective=ravine").setting.objective, { name: "ravine", condition: 20 });
  assert.deepEqual(read("objective=ravine").setting.start, ravine.start.default);
});

// These were written once and must open for ever.
for (const [query, expected] of /** @type {[string, object][]} */ ([
  [
    "objective=bumpy&optimizer=adam&lr=0.3&betas=0.8%2C0.99&start=-1.25&steps=800&changes=37%7Elr%3A0.2_40%7Ebetas%3A0.5%2C0.9&step=3&speed=10",
    {
      objective: { name: "bumpy" },
      start: [-1.25],
      steps: 800,
      lanes: [
        {
          optimizer: "adam",
          hyperparameters: { lr: 0.3, betas: [0.8, 0.99] },
          schedule: { name: "constant" },
          start: null,
          changes: [
            { step: 37, optimizer: { lr: 0.2 } },
            { step: 40, optimizer: { betas: [0.5, 0.9] } },
          ],
        },
      ],
      focus: 0,
    },
  ],
  [
    "v=2&objective=ravine~condition:50&start=-1.5,0.5&steps=100&lane=simple_gd~lr:0.02~schedule:cosine~T_max:100~eta_min:0.01&lane=adam~lr:0.1~betas:0.9,0.999~start:1,1~at:9~lr:0.5&focus=1&step=4&speed=5",
    {
      objective: { name: "ravine", condition: 50 },
      start: [-1.5, 0.5],
      steps: 100,
      lanes: [
        { optimizer: "simple_gd", hyperparameters: { lr: 0.02 }, schedule: { name: "cosine", T_max: 100, eta_min: 0.01 }, start: null, changes: [] },
        {
          optimizer: "adam",
          hyperparameters: { lr: 0.1, betas: [0.9, 0.999] },
          schedule: { name: "constant" },
          start: [1, 1],
          changes: [{ step: 9, optimizer: { lr: 0.5 } }],
        },
      ],
      focus: 1,
    },
  ],
]))
  test(`an old link: ${query.slice(0, 40)}`, () => assert.deepEqual(read(query), { setting: expected, unknown: [] }));

for (const [query, name] of [
  ["objective=valley", "objective"],
  ["v=2&objective=ravine~condition:0.5&start=1", "objective"],
  ["optimizer=unheard", "optimizer"],
  ["lr=abc", "lr"],
  ["lr=101", "lr"],
  ["lr=", "lr"],
  ["lr=NaN", "lr"],
  ["start=1e9", "start"],
  ["start=1,2", "start"],
  ["steps=0", "steps"],
  ["changes=x", "changes"],
  ["changes=5~lr:-1", "changes"],
  ["changes=5~momentum:0.5", "changes"],
  ["v=2&lane=unheard~lr:1", "lane"],
  ["v=2&lane=adam~lr:101", "lane"],
  ["v=2&lane=adam~betas:0.9", "lane"],
  ["v=2&lane=adam~betas:0.9,1", "lane"],
  ["v=2&lane=adam~schedule:unheard", "lane"],
  ["v=2&lane=adam~start:1,2", "lane"],
  ["v=2&lane=adam~at:3", "lane"],
])
  // What is said wrongly is named, and stays as the catalogue has it.
  test(`said wrongly: ${query}`, () => {
    const { setting: found, unknown } = read(query);
    assert.deepEqual(unknown, [name]);
    const { lanes, start, steps } = found;
    assert.deepEqual([lanes, start, steps], [setting.lanes, [1], 50]);
  });
