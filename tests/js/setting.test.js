// What becomes of a setting when something in it changes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { bent, laneOf } from "../../static/js/lane.js";
import { chosen, focused, specOf } from "../../static/js/setting.js";
import { describe, optimizers, setting } from "./catalogue.js";

/** @import { Choice } from "../../static/js/setting.js" */

/** @type {(before: typeof setting, choice: Choice) => typeof setting} */
const choose = (before, choice) => chosen(before, choice, describe, optimizers);
const bentSetting = { ...setting, lanes: [bent(setting.lanes[0], 5, { lr: 0.3 })] };
const race = { ...setting, lanes: [laneOf(optimizers[0]), { ...laneOf(optimizers[1]), start: [0.5] }] };

// The spec that is sent has the hyperparameters beside the rule's name, and the start where all begin.
test("the spec", () => {
  assert.deepEqual(specOf(setting, setting.lanes[0]), {
    objective: { name: "square" },
    optimizer: { name: "simple_gd", lr: 0.1 },
    schedule: { name: "constant" },
    start: [1],
    steps: 50,
    changes: [],
  });
});

// A lane with a start of its own begins there.
test("an own start", () => assert.deepEqual(race.lanes.map((lane) => specOf(race, lane).start), [[1], [0.5]]));

// Another start and another number of steps leave the run as bent as it was.
test("bends stay", () => {
  const after = choose(bentSetting, { start: [-1], steps: 80 });
  assert.deepEqual([after.start, after.steps, after.lanes], [[-1], 80, bentSetting.lanes]);
});

// A rate that is chosen holds for the whole run.
test("a chosen rate straightens", () => {
  const { hyperparameters, changes } = focused(choose(bentSetting, { lane: { hyperparameters: { lr: 0.2 } } }));
  assert.deepEqual([hyperparameters, changes], [{ lr: 0.2 }, []]);
});

// Another rule takes the rate along, and has its own usual values for all else.
test("another rule", () => {
  const { hyperparameters } = focused(choose(setting, { lane: { optimizer: "adam", hyperparameters: { lr: 0.2 } } }));
  assert.deepEqual(hyperparameters, { lr: 0.2, betas: [0.9, 0.999] });
});

// What is chosen for a lane is of the one in focus alone.
test("the lane in focus", () => {
  const after = choose({ ...race, focus: 1 }, { lane: { start: null } });
  assert.deepEqual(after.lanes.map(({ start }) => start), [null, null]);
  assert.equal(after.lanes[0], race.lanes[0]);
});

// Another objective starts where it is best seen, unbent; a start that comes with it is kept.
test("another objective", () => {
  const bumpy = { name: "bumpy" };
  assert.deepEqual(choose(race, { objective: bumpy }).start, [1.6]);
  assert.deepEqual(choose(race, { objective: bumpy }).lanes[1].start, null);
  assert.deepEqual(choose(bentSetting, { objective: bumpy }).lanes[0].changes, []);
  assert.deepEqual(choose(race, { objective: bumpy, start: [0.5] }).start, [0.5]);
});

// Another number of the same objective keeps the start; another dimension can't.
test("another shape", () => {
  const ravine = choose(setting, { objective: { name: "ravine", condition: 20 } });
  assert.deepEqual(ravine.start, [-1.5, 0.5]);
  assert.deepEqual(choose({ ...ravine, start: [1, 1] }, { objective: { name: "ravine", condition: 50 } }).start, [1, 1]);
});

// A typed function keeps the start where that is looked at, and else has its own.
test("a typed function", () => {
  const hill = (/** @type {[number, number][]} */ domain) => ({ ...describe({ name: "bumpy" }), domain });
  const typed = { name: "typed", formula: "x**2" };
  assert.deepEqual(chosen(setting, { objective: typed }, () => hill([[-2, 2]]), optimizers).start, [1]);
  assert.deepEqual(chosen(setting, { objective: typed }, () => hill([[3, 5]]), optimizers).start, [1.6]);
});

// When lanes are taken away, the focus is on one that is left.
test("fewer lanes", () => {
  assert.equal(choose({ ...race, focus: 1 }, { lanes: race.lanes.slice(0, 1) }).focus, 0);
});
