// What comes of an own rule's run: any state, what it says on its way, and how far it came.

import assert from "node:assert/strict";
import { test } from "node:test";

import { LiveRun } from "../../../static/js/live.js";
import { OwnRecords, OwnUpdates } from "../../../static/js/own/records.js";
import { ownLane } from "../../../static/js/own/rule.js";
import { RUN, specOf } from "../../../static/js/setting.js";
import { setting } from "../catalogue.js";
import { connected } from "../socket.js";

const lane = ownLane({ source: "class Mine: ...", class: "Mine", lr: 0.1 });
const spec = specOf(setting, lane);

/** @type {(first: number, count: number, state: object) => any} */
const steps = (first, count, state) => ({
  step: Array.from({ length: count }, (_, row) => first + row),
  point: Array(count).fill([1]),
  loss: Array(count).fill(1),
  grad: Array(count).fill([2]),
  state,
});

/** @param {import("node:test").TestContext} context */
function live(context) {
  const { stream, socket } = connected(context);
  /** @type {any[]} */
  const heard = [];
  /** @type {any[]} */
  const faults = [];
  const kind = { message: RUN.message, records: () => new OwnRecords((said) => heard.push(said)) };
  const run = new LiveRun(stream, kind, () => {}, (failure) => faults.push(failure));
  run.ask(spec);
  const [{ id }] = socket.sent;
  return { run, heard, faults, answer: (/** @type {object} */ message) => socket.answer({ id, ...message }), sent: socket.sent };
}

// The server is sent the source and every hyperparameter beside the name "own".
test("what is asked", (context) => {
  const { sent } = live(context);
  assert.deepEqual(sent[0].run.optimizer, { name: "own", source: "class Mine: ...", class: "Mine", lr: 0.1 });
});

// State is whatever is kept: it may be a text, nested, null, and begin with a later chunk.
test("state of any shape", () => {
  const records = new OwnRecords(() => {});
  records.take(steps(0, 2, { m: [null, [0.5]], phase: ["warm", "warm"] }));
  records.take(steps(2, 1, { m: [[0.25]], late: [[[1, 2], [3, 4]]] }));
  assert.deepEqual(records.kept, { m: [null, [0.5], [0.25]], phase: ["warm", "warm"], late: [, , [[1, 2], [3, 4]]] });
  assert.deepEqual([records.length, records.points, records.state], [3, [[1, 1, 1]], {}]);
});

// A name that means something else in JavaScript means nothing here.
test("state of any name", () => {
  const records = new OwnRecords(() => {});
  records.take(steps(0, 1, JSON.parse('{"__proto__": [1], "constructor": [2]}')));
  assert.deepEqual([Object.entries(records.kept), /** @type {any} */ ({})[0]], [[["__proto__", [1]], ["constructor", [2]]], undefined]);
});

// What it prints, and what it is warned of, is passed on as it comes.
test("what it says", (context) => {
  const { heard, answer } = live(context);
  answer({ type: "started", run: {}, rates: null });
  answer({ type: "print", text: "hello" });
  answer({ type: "warning", text: "the parameter never moved", hint: "use p.add_" });
  answer({ type: "busy", reason: "", seconds: 2 });
  assert.deepEqual(heard.map(({ type, text }) => [type, text]), [["started", undefined], ["print", "hello"], ["warning", "the parameter never moved"], ["busy", undefined]]);
});

// A fault at step 5 leaves the five records before it, and says so.
test("a fault on the way", (context) => {
  const { run, faults, answer } = live(context);
  answer({ type: "steps", steps: steps(0, 5, {}) });
  answer({ type: "error", field: "run.optimizer.source", reason: "ZeroDivisionError", fault: { type: "ZeroDivisionError", line: 3, step: 5 } });
  assert.deepEqual([run.records.length, run.records.outcome?.status, run.records.outcome?.step], [5, "failed", 5]);
  assert.equal(faults[0].fault.line, 3);
});

// A fault before the first record leaves nothing of an older run to be taken for this one's.
test("a fault at once", (context) => {
  const { run, answer } = live(context);
  answer({ type: "error", field: "run.optimizer.source", reason: "SyntaxError" });
  assert.deepEqual([run.spec, run.records.length, run.records.outcome?.status], [spec, 0, "failed"]);
});

// What somebody has stopped ends where it is.
test("stopped", () => {
  const updates = new OwnUpdates(() => {});
  updates.take({ step: [0, 1], epoch: [0, 0], samples: [[0], [1]], loss: [2, null] }, []);
  updates.close("cancelled");
  assert.deepEqual(updates.outcome, { status: "cancelled", step: 1, loss: null });
});
