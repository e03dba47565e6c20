// How runs of somebody's own rule end, in words.

import assert from "node:assert/strict";
import { test } from "node:test";

import { OwnRecords, OwnUpdates } from "../../../static/js/own/records.js";
import { runSentence, trainingSentence } from "../../../static/js/own/words.js";

const fault = { type: "ZeroDivisionError", message: "division by zero", line: 12, column: null, trace: [], hint: null, step: 5 };

/** @param {number} count */
function records(count) {
  const made = new OwnRecords(() => {});
  made.loss = Array(count).fill(1);
  return made;
}

// A run that ends by itself is told as that of any rule.
test("by itself", () => {
  const run = records(38);
  run.finish({ outcome: { status: "diverged", step: 37, point: [], loss: 1 } });
  assert.deepEqual(runSentence(run, 50), { text: "Diverged at step 37: it went beyond all bounds.", mood: "bad" });
});

// A fault tells its step and line, where it has them; what the server refuses is told so.
test("by a fault", () => {
  const [late, early, refused] = [records(5), records(0), records(0)];
  late.fail({ field: "", reason: "", fault });
  early.fail({ field: "", reason: "", fault: { ...fault, type: "SyntaxError", step: null, line: null } });
  refused.fail({ field: "run.optimizer", reason: "own optimizers are off here" });
  assert.deepEqual([late, early, refused].map((run) => runSentence(run, 50).text), [
    "Ended at step 5: ZeroDivisionError in line 12.",
    "Ended: SyntaxError.",
    "Not run: own optimizers are off here.",
  ]);
});

// What somebody stops is no fault.
test("by a hand", () => {
  const updates = new OwnUpdates(() => {});
  updates.loss = [1, 1, 1];
  updates.close("cancelled");
  assert.deepEqual(trainingSentence(updates), { text: "Stopped at update 2.", mood: "" });
});
