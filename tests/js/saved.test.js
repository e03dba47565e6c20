// A saved run: what a file holds, and what becomes of it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { beside, isLike, parting, read, recordsOf, settingOf } from "../../static/js/saved.js";

/** @type {any} */
const RUN = {
  objective: { name: "square" },
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

test("a file is a saved run or a spec, and nothing else", () => {
  assert.deepEqual(read(JSON.stringify(SAVED)), { run: RUN, saved: true });
  assert.deepEqual(read(JSON.stringify(RUN)), { run: RUN, saved: false });
  assert.throws(() => read("{"), /it is not JSON/);
  assert.throws(() => read("[]"), /there is no run in it/);
  assert.throws(() => read('{"training": {}}'), /it is not a run/);
  assert.throws(() => read(JSON.stringify(changed((copy) => (copy.run.optimizer = { source: "", class: "A" })))), /own optimizer/);
});

test("opened it is the run alone, bent where it was", () => {
  const { lanes, ...others } = settingOf(RUN);
  assert.deepEqual(others, { objective: { name: "square" }, start: [1], steps: 2, focus: 0 });
  assert.deepEqual(lanes, [
    { optimizer: "momentum", hyperparameters: { lr: 0.1, momentum: 0.9 }, schedule: { name: "constant" }, start: null, changes: RUN.changes },
  ]);
});

test("beside others it keeps its own start, and all are as long as it", () => {
  const setting = { ...settingOf(RUN), start: [2], steps: 50 };
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

test("numbers of another form are not taken", () => {
  assert.ok(isLike(SAVED, SAVED));
  assert.ok(isLike(changed((copy) => (copy.steps.loss[1] = 7)), SAVED));
  assert.ok(!isLike(changed((copy) => (copy.steps.loss[1] = "x")), SAVED));
  assert.ok(!isLike(changed((copy) => copy.steps.loss.pop()), SAVED));
  assert.ok(!isLike(changed((copy) => (copy.steps.point[1] = [1, 2])), SAVED));
  assert.ok(!isLike(changed((copy) => delete copy.steps.state.momentum_buffer), SAVED));
  assert.ok(!isLike({}, SAVED));
});

test("where two runs part is told", () => {
  assert.equal(parting(SAVED.steps, SAVED.steps), null);
  assert.equal(parting(changed((copy) => (copy.steps.grad[2][0] += 1e-9)).steps, SAVED.steps), 2);
});
