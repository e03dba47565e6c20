// One setting trained by the code in the editor and by a built-in rule.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Duo } from "../../../static/js/own/duo.js";
import { connected } from "../socket.js";

/** @type {any} */
const setting = { data: { name: "patterns" }, seed: 3, rate: 0.02, changes: [{ step: 9, optimizer: { lr: 1 } }] };
const own = { source: "…", class: "Mine", lr: 0.5 };

/** @param {import("node:test").TestContext} context */
function duo(context) {
  const { stream, socket } = connected(context);
  /** @type {string[]} */
  const faults = [];
  return { duo: new Duo(stream, { heard: () => {}, arrived: () => {}, failed: ({ field }) => faults.push(field), refused: () => {} }), socket, faults };
}

// Both train the same setting at its rate. What changes on the way is of the code in the editor alone.
test("both trainings", (context) => {
  const { duo: both, socket } = duo(context);
  assert.equal(both.take(own, { name: "adam", lr: 0.1, eps: 1 }), true);
  both.train(setting, true);
  const [mine, theirs] = socket.sent.map(({ training }) => training);
  assert.deepEqual(mine, { data: setting.data, seed: 3, changes: setting.changes, optimizer: { ...own, name: "own", lr: 0.02 } });
  assert.deepEqual(theirs, { data: setting.data, seed: 3, optimizer: { name: "adam", lr: 0.02, eps: 1 } });
});

// While a ball is in a hand the training waits, and is asked again afterwards, alone.
test("a training that waits", (context) => {
  const { duo: both, socket } = duo(context);
  both.take(own, { name: "adam", lr: 0.1 });
  both.train(setting, true);
  both.wait();
  assert.equal(both.waiting, true);
  both.train(setting, false);
  assert.deepEqual(socket.sent.map(({ type }) => type), ["train", "train", "cancel", "train"]);
  assert.equal(socket.sent[3].training.optimizer.class, "Mine");
});

// How long it took is told once, and nothing is under way any more after a fault.
test("the end of a training", (context) => {
  const { duo: both, socket, faults } = duo(context);
  both.take(own, null);
  both.train(setting, true);
  assert.deepEqual([both.busy, both.took()], [true, null]);
  socket.answer({ type: "error", id: socket.sent[0].id, field: "training.optimizer.source", reason: "ValueError: no" });
  assert.deepEqual([faults, both.busy], [["training.optimizer.source"], false]);
});
