// The map of a setting.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Chart, LiveChart, percents, placeSentence, sweepOf } from "../../static/js/chart.js";
import { specOf } from "../../static/js/setting.js";
import { objectives, optimizers, setting } from "./catalogue.js";
import { connected } from "./socket.js";

/** @import { SweepAnswer, Typed } from "../../static/js/types.js" */

const run = specOf(setting, setting.lanes[0]);
const hill = { ...objectives[0], minima: [{ point: [0], loss: 0, lowest: true }] };

/** @type {(dtype: Typed["dtype"], array: ArrayBufferView) => Typed} */
const typed = (dtype, array) => ({ dtype, bdata: Buffer.from(array.buffer).toString("base64") });

/** Three rates by two starts. Downwards: at rest soon and late, and diverged; still rolling low and high, at rest nowhere. */
const answer = /** @type {SweepAnswer} */ ({
  sweep: { run: { steps: 50 } },
  x: typed("f8", Float64Array.of(0.1, 0.5, 1.5)),
  y: typed("f8", Float64Array.of(-1, 1)),
  edge: typed("f8", Float64Array.of(1, 1)),
  ends: {
    statuses: ["finished", "converged", "diverged"],
    status: typed("i1", Int8Array.of(1, 1, 2, 0, 0, 1)),
    step: typed("i2", Int16Array.of(40, 1, 7, 50, 50, 3)),
    loss: typed("f4", Float32Array.of(0, 0, 9, 0.5, 2, 1)),
    minimum: typed("i1", Int8Array.of(0, 0, -1, -1, -1, -1)),
  },
});

// The axes are the sliders' ranges. Neither rate nor start of the setting matters: a whole class has one map.
test("what is asked", () => {
  const sweep = sweepOf(run, hill, optimizers[0]);
  assert.deepEqual([sweep.x.low, sweep.x.high, sweep.x.scale, sweep.y.low, sweep.y.high], [0.0001, 2, "log", -1.5, 1.5]);
  assert.deepEqual(sweepOf({ ...run, start: [-1], optimizer: { name: "simple_gd", lr: 1.7 } }, hill, optimizers[0]), sweep);
  assert.notDeepEqual(sweepOf({ ...run, steps: 51 }, hill, optimizers[0]), sweep);
});

// The place under a pointer is the nearest one that was computed.
test("a place in words", () => {
  const chart = new Chart(answer);
  const said = [[0.52, -0.9], [1.4, -1], [0.1, 0.8], [1.5, 1]].map(([rate, start]) => placeSentence(chart.at(rate, start), hill));
  assert.deepEqual(said, [
    "Rate 0.5 from −1: at rest from step 1, at x = 0.",
    "Rate 1.5 from −1: diverges at step 7.",
    "Rate 0.1 from 1: still rolling after 50 steps, at a loss of 0.5.",
    "Rate 1.5 from 1: at rest from step 3, in no known minimum.",
  ]);
});

// The whole part of a number is what became of the run, the fraction how well: sooner, or lower, is more.
test("the numbers that have colours", () => {
  const [low, high] = new Chart(answer).rows(1).map((row) => [...row]);
  assert.deepEqual([...low, ...high].map(Math.floor), [0, 0, 3, 2, 2, 1]);
  assert.ok(low[1] > low[0] && high[0] > high[1]);
});

// The whole map is told to who doesn't see it.
test("the map in words", () => {
  assert.equal(new Chart(answer).summary(), "50 % come to rest, 33 % still roll, 17 % diverge.");
});

// Rounded one by one, 45.5, 32.8 and 21.7 would be 101 percent.
test("percents are a hundred", () => {
  assert.deepEqual(percents([455, 328, 217]), [45, 33, 22]);
  assert.deepEqual(percents([1, 1, 1]), [34, 33, 33]);
  assert.deepEqual(percents([0, 5, 0]), [0, 100, 0]);
});

// Its progress is told; the same map is not asked again, and another one takes its place.
test("the map of the latest setting", (context) => {
  const { stream, socket } = connected(context);
  /** @type {(number | null)[]} */
  const progress = [];
  /** @type {Chart[]} */
  const charts = [];
  const live = new LiveChart(stream, (done) => progress.push(done), (chart) => charts.push(chart));
  const first = sweepOf(run, hill, optimizers[0]);
  live.want(first);
  live.want({ ...first });
  socket.answer({ type: "progress", id: socket.sent[0].id, done: 0.5 });
  live.want(sweepOf({ ...run, steps: 51 }, hill, optimizers[0]));
  assert.deepEqual(socket.sent.map(({ type }) => type), ["sweep", "cancel", "sweep"]);
  socket.answer({ type: "done", id: socket.sent[2].id, outcome: { status: "finished" }, map: answer });
  assert.deepEqual(progress, [0, 0.5, null, 0, null]);
  assert.equal(charts.length, 1);
});

// One that was stopped comes no more, until it is wanted anew.
test("a map that is stopped", (context) => {
  const { stream, socket } = connected(context);
  const live = new LiveChart(stream, () => {}, () => assert.fail("it was stopped"));
  live.want(sweepOf(run, hill, optimizers[0]));
  live.stop();
  socket.answer({ type: "done", id: socket.sent[0].id, outcome: { status: "finished" }, map: answer });
  assert.deepEqual(socket.sent.map(({ type }) => type), ["sweep", "cancel"]);
});
