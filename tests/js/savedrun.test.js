// A saved run on the hill: its setting, beside others, its records, and where it parts from others.

import assert from "node:assert/strict";
import { test } from "node:test";

import { areOf, beside, parting, recordsOf, settingOf } from "../../static/js/savedrun.js";

/** @type {any} */
const RUN = {
  objective: { name: "ravine", condition: 20 },
  optimizer: { name: "momentum", lr: 0.1, momentum: 0.9 },
  schedule: { name: "constant" },
  start: [1],
  dtype: "float32",
  changes: [{ step: 1, optimizer: { lr: 0.2 } }],
  steps: 2,
};
/** @type {any} */
const SAVED = {
  run: RUN,
  outcome: { status: "finished", step: 2, point: [0.5], loss: 0.25 },
  steps: { step: [0, 1, 2], point: [[1], [0.8], [0.5]], loss: [1, 0.64, 0.25], grad: [[2], [1.6], [1]], state: { momentum_buffer: [[0], [2], [3]] } },
  rates: null,
};
const changed = (/** @type {(copy: any) => void} */ change) => {
  const copy = structuredClone(SAVED);
  change(copy);
  return copy;
};

test("opened it is the run alone, bent where it was", () => {
  const { lanes, ...others } = settingOf(RUN);
  assert.deepEqual(others, { objective: RUN.objective, start: [1], steps: 2, focus: 0 });
  assert.deepEqual(lanes, [
    { optimizer: "momentum", hyperparameters: { lr: 0.1, momentum: 0.9 }, schedule: { name: "constant" }, start: null, changes: RUN.changes },
  ]);
});

test("beside others it keeps its own start, and all are as long as it", () => {
  const setting = { ...settingOf(RUN), objective: { condition: 20, name: "ravine" }, start: [2], steps: 50 };
  const both = beside(setting, RUN);
  assert.equal(both.steps, 2);
  assert.deepEqual(both.lanes.map(({ start }) => start), [null, [1]]);
  assert.throws(() => beside({ ...setting, objective: { name: "bumpy" } }, RUN), /another hill/);
  assert.throws(() => beside({ ...setting, lanes: Array(6).fill(setting.lanes[0]) }, RUN), /6 balls/);
});

test("its records are those of the file", () => {
  const records = recordsOf(SAVED);
  assert.deepEqual([records.points[0], records.loss, records.last], [[1, 0.8, 0.5], [1, 0.64, 0.25], 2]);
  assert.equal(records.outcome?.status, "finished");
});

test("numbers of other steps, or with another end, are not its own", () => {
  assert.ok(areOf(SAVED, SAVED));
  assert.ok(areOf(changed((copy) => (copy.steps.loss[1] = 7)), SAVED));
  assert.ok(!areOf(changed((copy) => (copy.steps.step[1] = 7)), SAVED));
  assert.ok(!areOf(changed((copy) => (copy.outcome.status = "<b>")), SAVED));
  assert.ok(!areOf(changed((copy) => delete copy.steps.grad), SAVED));
  assert.ok(!areOf({}, SAVED));
});

test("where two runs part is told", () => {
  assert.equal(parting(SAVED.steps, SAVED.steps), null);
  assert.equal(parting(changed((copy) => (copy.steps.grad[2][0] += 1e-9)).steps, SAVED.steps), 2);
  assert.equal(parting(changed((copy) => (copy.steps.point[1][0] = -0)).steps, SAVED.steps), 1);
});
