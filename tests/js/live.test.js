// The run of the latest setting, as it comes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { LiveRun } from "../../static/js/live.js";
import { RUN, specOf } from "../../static/js/setting.js";
import { setting } from "./catalogue.js";
import { connected } from "./socket.js";

const spec = specOf(setting, setting.lanes[0]);

/** @type {(first: number, count: number) => object} */
const steps = (first, count) => ({
  step: Array.from({ length: count }, (_, row) => first + row),
  point: Array(count).fill([1]),
  loss: Array(count).fill(1),
  grad: Array(count).fill([2]),
  state: {},
});

/** @param {import("node:test").TestContext} context */
function live(context) {
  const { stream, socket } = connected(context);
  /** @type {string[]} */
  const faults = [];
  const run = new LiveRun(stream, RUN, () => {}, ({ field }) => faults.push(field));
  return { run, socket, faults };
}

// While one run comes, of all that are asked for only the last is asked next.
test("the latest run", (context) => {
  const { run, socket } = live(context);
  for (const start of [1, 2, 3]) run.ask({ ...spec, start: [start] });
  socket.answer({ type: "done", id: socket.sent[0].id, outcome: { status: "finished" } });
  assert.deepEqual(socket.sent.map((message) => message.run.start[0]), [1, 3]);
});

// A run that takes long is cut off once something of it was seen.
test("a long run", (context) => {
  const { run, socket } = live(context);
  run.ask(spec);
  run.ask({ ...spec, start: [2] });
  context.mock.timers.tick(120);
  assert.deepEqual(socket.sent.map(({ type }) => type), ["run"]);
  socket.answer({ type: "steps", id: socket.sent[0].id, steps: steps(0, 8) });
  assert.deepEqual(socket.sent.map(({ type }) => type), ["run", "cancel", "run"]);
  assert.equal(run.records.length, 8);
});

// With the ball at step 20, a new run is seen when it has come as far; until then the old one is.
test("until it has come as far", (context) => {
  const { run, socket } = live(context);
  run.ask(spec, 0, 20);
  socket.answer({ type: "steps", id: socket.sent[0].id, steps: steps(0, 8) });
  assert.deepEqual([run.spec, run.records.length], [null, 0]);
  socket.answer({ type: "steps", id: socket.sent[0].id, steps: steps(8, 64) });
  assert.deepEqual([run.spec, run.records.length], [spec, 72]);
});

// A bent run keeps the records before the bend, so that the ball can go on rolling.
test("a bent run", (context) => {
  const { run, socket } = live(context);
  run.ask(spec);
  socket.answer({ type: "steps", id: socket.sent[0].id, steps: steps(0, 51) });
  socket.answer({ type: "done", id: socket.sent[0].id, outcome: { status: "finished" } });
  run.ask({ ...spec, changes: [{ step: 37, optimizer: { lr: 0.3 } }] }, 38);
  assert.deepEqual([run.records.length, run.records.outcome], [38, null]);
});

// A bend of a run that is still coming takes its place as soon as something of it was seen, and not before.
test("a bend of a run that is still coming", (context) => {
  const { run, socket } = live(context);
  run.ask(spec);
  assert.equal(run.current, false);
  socket.answer({ type: "steps", id: socket.sent[0].id, steps: steps(0, 8) });
  assert.equal(run.current, true);
  run.ask({ ...spec, changes: [{ step: 3, optimizer: { lr: 0.3 } }] }, 4);
  assert.deepEqual(socket.sent.map(({ type }) => type), ["run", "cancel", "run"]);
  assert.deepEqual([run.records.length, run.current], [4, false]);
});

// Records that are at hand already take the place of a run that is on its way.
test("a run that is at hand", (context) => {
  const { run, socket } = live(context);
  run.ask(spec);
  const records = RUN.records();
  run.show({ ...spec, start: [2] }, records);
  socket.answer({ type: "steps", id: socket.sent[0].id, steps: steps(0, 8) });
  assert.deepEqual([run.records, run.spec?.start], [records, [2]]);
  assert.deepEqual(socket.sent.map(({ type }) => type), ["run", "cancel"]);
});

// A refusal names its field, and the run that is seen stays.
test("a refusal", (context) => {
  const { run, socket, faults } = live(context);
  run.ask(spec);
  socket.answer({ type: "steps", id: socket.sent[0].id, steps: steps(0, 8) });
  socket.answer({ type: "error", id: socket.sent[0].id, field: "run.start", reason: "is too far" });
  assert.deepEqual([faults, run.records.length], [["run.start"], 8]);
  run.ask(spec);
  assert.equal(socket.sent.length, 2);
});
