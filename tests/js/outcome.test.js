// How a run ended, in words.

import assert from "node:assert/strict";
import { test } from "node:test";

import { outcomeSentence } from "../../static/js/outcome.js";

/** @type {(status: "finished" | "converged" | "diverged") => import("../../static/js/types.js").Outcome} */
const outcome = (status) => ({ status, step: 37, point: [-798123], loss: 0.25 });

// Nothing is said of a run that is still coming.
test("no end yet", () => assert.deepEqual(outcomeSentence(null, 50), { text: "", mood: "" }));

// Divergence is a result: where it was seen, and where x was last.
test("diverged", () => {
  const { text, mood } = outcomeSentence(outcome("diverged"), 50);
  assert.equal(text, "Diverged at step 37: it went beyond all bounds, last seen at x = −798000.");
  assert.equal(mood, "bad");
});

// A run that came to rest says when; one that didn't, what it had come to.
test("converged and finished", () => {
  assert.match(outcomeSentence(outcome("converged"), 50).text, /^Converged: at step 37/);
  assert.equal(outcomeSentence(outcome("finished"), 1).text, "Still rolling after 1 step, at a loss of 0.25.");
});
