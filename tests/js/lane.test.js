// One lane: its numbers, and how they change on the way.

import assert from "node:assert/strict";
import { test } from "node:test";

import { bendSentence, bent, hyperparametersAt } from "../../static/js/lane.js";
import { optimizers, setting, withAdam } from "./catalogue.js";

const [plain] = setting.lanes;
const [adam] = withAdam.lanes;

// A bend holds from its step on, and says only what became different there.
test("a bend", () => {
  const run = bent(adam, 37, { lr: 0.3, betas: [0.9, 0.999] });
  assert.deepEqual(run.changes, [{ step: 37, optimizer: { lr: 0.3 } }]);
  assert.deepEqual([36, 37, 50].map((step) => hyperparametersAt(run, step).lr), [0.1, 0.3, 0.3]);
});

// Who goes back and bends again there has the later bends no more.
test("a bend before another", () => {
  const run = bent(bent(plain, 37, { lr: 0.3 }), 20, { lr: 0.2 });
  assert.deepEqual(run.changes, [{ step: 20, optimizer: { lr: 0.2 } }]);
});

// Bent back to what it was at the same step, the run is straight.
test("a bend taken back", () => {
  assert.deepEqual(bent(bent(plain, 5, { lr: 0.3 }), 5, { lr: 0.1 }).changes, []);
});

// The page says how often a run was bent, and how it goes on.
test("bends in words", () => {
  assert.equal(bendSentence(plain, optimizers[0]), "");
  assert.equal(bendSentence(bent(plain, 37, { lr: 0.3 }), optimizers[0]), "Bent at step 37: learning rate 0.3.");
  assert.equal(
    bendSentence(bent(bent(adam, 3, { lr: 0.3 }), 9, { betas: [0.5, 0.9] }), optimizers[1]),
    "Bent 2 times, last at step 9: decay of the averages 0.5, 0.9.",
  );
});
