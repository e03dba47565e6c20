// A slider's runs, in the page before the hand moves.

import assert from "node:assert/strict";
import { test } from "node:test";

import { basis, Fans, keptSteps, valueOf } from "../../static/js/fan.js";
import { specOf } from "../../static/js/setting.js";
import { setting, withAdam } from "./catalogue.js";

/** @import { FanAnswer, Typed } from "../../static/js/types.js" */

const run = { ...specOf(setting, setting.lanes[0]), steps: 3 };
const adam = specOf(withAdam, withAdam.lanes[0]);
/** @type {(lr: number) => typeof run} */
const at = (lr) => ({ ...run, optimizer: { ...run.optimizer, lr } });

/** @type {(dtype: Typed["dtype"], array: ArrayBufferView) => Typed} */
const typed = (dtype, array) => ({ dtype, bdata: Buffer.from(array.buffer).toString("base64") });

/**
 * What the server answers of rates 0.1, which comes to rest, and 2, which diverges at step 2; records 0, 1, 3.
 * @type {FanAnswer}
 */
const answer = {
  fan: { values: [0.1, 2], kept: [0, 1, 3] },
  point: typed("f4", Float32Array.of(1, 0.5, 0.25, 1, -3, -3)),
  loss: typed("f4", Float32Array.of(1, 0.25, 0.0625, 1, 9, 9)),
  grad: typed("f4", Float32Array.of(2, 1, 0.5, 2, -6, -6)),
  state: { momentum_buffer: typed("f4", Float32Array.of(0, 2, 1, 0, 2, 2)) },
  ends: {
    statuses: ["finished", "converged", "diverged"],
    status: typed("i1", Int8Array.of(1, 2)),
    step: typed("i2", Int16Array.of(3, 2)),
    loss: typed("f4", Float32Array.of(0.0625, 9)),
    minimum: typed("i1", Int8Array.of(0, -1)),
  },
};

/** Fans whose one request is answered as above; what was asked is noted. */
async function fans() {
  /** @type {any[]} */
  const asked = [];
  const made = new Fans(async (body) => {
    asked.push(body);
    return answer;
  });
  await made.want(run, "optimizer.lr", [0.1, 2], 1);
  return { made, asked };
}

// What is asked is the run, the slider's values, and records among which is the one where the ball stands.
test("a fan is asked for once", async () => {
  const { made, asked } = await fans();
  await made.want(run, "optimizer.lr", [0.1, 2], 1);
  assert.equal(asked.length, 1);
  assert.deepEqual(asked[0].values, [0.1, 2]);
  assert.deepEqual(asked[0].kept, [0, 1, 2, 3]);
  assert.equal("changes" in asked[0].run, false);
});

// A value of the slider has its records and its end; the numbers are the server's.
test("a path of a fan", async () => {
  const { made } = await fans();
  const path = made.path(run, 1);
  assert.deepEqual([path?.points, path?.steps, path?.last], [[[1, 0.5, 0.25]], [0, 1, 3], 3]);
  assert.deepEqual([path?.row(3), path?.row(2)], [2, -1]);
  assert.deepEqual(path?.state, { momentum_buffer: [[0, 2, 1]] });
  assert.deepEqual(path?.outcome, { status: "converged", step: 3, point: [0.25], loss: 0.0625 });
});

// A path ends before it diverges, and says where it did; where it was last it doesn't know.
test("a path that diverges", async () => {
  const { made } = await fans();
  const path = made.path(at(2), 1);
  assert.deepEqual([path?.points, path?.last], [[[1, -3]], 1]);
  assert.deepEqual(path?.outcome, { status: "diverged", step: 2, point: [], loss: 9 });
});

// Another start, a value between those of the slider, a bend, or a ball that stands where no record was kept.
test("what a fan doesn't have", async () => {
  const { made } = await fans();
  assert.equal(made.path({ ...run, start: [2] }, 1), null);
  assert.equal(made.path(at(0.15), 1), null);
  assert.equal(made.path({ ...run, changes: [{ step: 1, optimizer: { lr: 1 } }] }, 1), null);
  assert.equal(made.path(run, 2), null);
});

// Where a ball is dragged over a landscape, the fan is of whole points, and its paths have two coordinates.
test("a fan of starts", async () => {
  const made = new Fans(async () => ({
    ...answer,
    fan: { values: [[0, 1], [2, 3]], kept: [0] },
    point: typed("f4", Float32Array.of(0, 1, 2, 3)),
    loss: typed("f4", Float32Array.of(1, 13)),
    grad: typed("f4", Float32Array.of(0, 2, 4, 6)),
    state: {},
  }));
  const start = { ...run, start: [0, 1] };
  await made.want(start, "start", [[0, 1], [2, 3]], 0);
  assert.deepEqual(made.path({ ...start, start: [2, 3] }, 0)?.points, [[2], [3]]);
  assert.equal(made.path({ ...start, start: [2, 1] }, 0), null);
});

// Without an answer the page goes on as it did, and asks anew the next time.
test("a fan that doesn't come", async () => {
  let times = 0;
  const made = new Fans(() => Promise.reject(new Error(String(++times))));
  await made.want(run, "start.0", [0, 1], 0);
  await made.want(run, "start.0", [0, 1], 0);
  assert.equal(made.path(run, 0), null);
  assert.equal(times, 2);
});

// When the setting has changed meanwhile, only the latest fan is waited for.
test("a fan that is overtaken", async () => {
  /** @type {AbortSignal[]} */
  const signals = [];
  const made = new Fans((_, signal) => {
    signals.push(signal);
    return new Promise((resolve) => setTimeout(() => resolve(answer)));
  });
  await Promise.all([2, 3].map((x) => made.want({ ...run, start: [x] }, "optimizer.lr", [0.1, 2], 1)));
  assert.deepEqual(signals.map(({ aborted }) => aborted), [true, false]);
  assert.notEqual(made.path({ ...run, start: [3] }, 1), null);
});

// A fan holds for all settings that differ in the number alone that its slider moves.
test("what a fan holds for", () => {
  const other = { ...adam, optimizer: { ...adam.optimizer, betas: [0.9, 0.5] } };
  assert.equal(basis(adam, "optimizer.betas.1"), basis(other, "optimizer.betas.1"));
  assert.notEqual(basis(adam, "optimizer.betas.0"), basis(other, "optimizer.betas.0"));
  assert.equal(basis(adam, "start.0"), basis({ ...adam, start: [-1] }, "start.0"));
  assert.deepEqual(["start.0", "optimizer.lr", "optimizer.betas.1"].map((field) => valueOf(adam, field)), [1, 0.1, 0.999]);
});

// All records of a short run; of a long one some, from the first to the last, and those of the step that is shown.
test("which records are kept", () => {
  assert.deepEqual(keptSteps(4, 4), [0, 1, 2, 3, 4]);
  assert.ok(keptSteps(800, 123, 16).length <= 16);
  const kept = keptSteps(800, 123);
  assert.ok(kept.length <= 64 && kept.includes(123) && kept.includes(124));
  assert.deepEqual([kept[0], kept.at(-1)], [0, 800]);
});
