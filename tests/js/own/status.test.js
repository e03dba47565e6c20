// How runs of somebody's code stand, in words.

import assert from "node:assert/strict";
import { test } from "node:test";

import { endSentence, faultSentence, RunStatus } from "../../../static/js/own/status.js";

/** @type {import("../../../static/js/types.js").Fault} */
const fault = { type: "ValueError", message: "", line: 3, column: null, trace: [], hint: null, step: 2 };
/** @type {() => { line: any, stop: any, status: RunStatus }} */
const fresh = () => {
  const [line, stop] = [{ textContent: "" }, { disabled: false }];
  return { line, stop, status: new RunStatus(/** @type {any} */ (line), /** @type {any} */ (stop)) };
};

for (const [place, status, step, seconds, text] of /** @type {["hill" | "classifier", string, number, number, string][]} */ ([
  ["hill", "finished", 50, 0.21, "Ran 50 steps in 0.2 s."],
  ["hill", "finished", 1, 0.02, "Ran 1 step in less than 0.1 s."],
  ["hill", "converged", 45, 1, "Converged at step 45, in 1.0 s."],
  ["classifier", "diverged", 3, 1, "Diverged at update 3."],
  ["classifier", "finished", 80, 1.26, "Trained 80 updates in 1.3 s."],
  ["hill", "cancelled", 7, 0, "Stopped at step 7."],
  ["hill", "cancelled", 0, 0, "Stopped."],
]))
  // Each end has its sentence.
  test(text, () => assert.equal(endSentence(place, { status, step }, seconds), text));

// A fault is told with its line and its step.
test("a fault", () => assert.equal(faultSentence(fault), "ValueError in line 3, at step 2."));

// Both ends are told, and it can be stopped until both are there.
test("both", () => {
  const { line, stop, status } = fresh();
  status.begin();
  for (const what of /** @type {const} */ (["hill", "classifier"])) status.hear({ what, event: "started" });
  status.hear({ what: "hill", event: "done", outcome: { status: "finished", step: 2 }, seconds: 1 });
  assert.deepEqual([line.textContent, stop.disabled], ["Ran 2 steps in 1.0 s.", false]);
  status.hear({ what: "classifier", event: "done", outcome: { status: "finished", step: 3 }, seconds: 2 });
  assert.deepEqual([line.textContent, stop.disabled], ["Ran 2 steps in 1.0 s. Trained 3 updates in 2.0 s.", true]);
});

// A fault of one isn't hidden by the end of the other.
test("one with a fault", () => {
  const { line, stop, status } = fresh();
  status.begin();
  for (const what of /** @type {const} */ (["hill", "classifier"])) status.hear({ what, event: "started" });
  status.fail(fault, "hill");
  status.hear({ what: "classifier", event: "done", outcome: { status: "finished", step: 3 }, seconds: 2 });
  assert.deepEqual([line.textContent, stop.disabled], ["ValueError in line 3, at step 2.", true]);
});
