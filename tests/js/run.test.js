// What becomes of a setting when something in it changes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { bendSentence, bent, chosen, hyperparametersAt, specOf } from "../../static/js/run.js";
import { objectives, optimizers, setting } from "./catalogue.js";

const adam = { ...setting, optimizer: "adam", hyperparameters: { lr: 0.1, betas: [0.9, 0.999] } };

/** @type {(before: typeof setting, choice: Partial<typeof setting>) => typeof setting} */
const choose = (before, choice) => chosen(before, choice, objectives, optimizers);

// The spec that is sent has the hyperparameters beside the rule's name, and the start as a point.
test("the spec", () => {
  assert.deepEqual(specOf(setting), {
    objective: { name: "square" },
    optimizer: { name: "simple_gd", lr: 0.1 },
    start: [1],
    steps: 50,
    changes: [],
  });
});

// A bend holds from its step on, and says only what became different there.
test("a bend", () => {
  const run = bent(adam, 37, { lr: 0.3, betas: [0.9, 0.999] });
  assert.deepEqual(run.changes, [{ step: 37, optimizer: { lr: 0.3 } }]);
  assert.deepEqual([36, 37, 50].map((step) => hyperparametersAt(run, step).lr), [0.1, 0.3, 0.3]);
});

// Who goes back and bends again there has the later bends no more.
test("a bend before another", () => {
  const run = bent(bent(setting, 37, { lr: 0.3 }), 20, { lr: 0.2 });
  assert.deepEqual(run.changes, [{ step: 20, optimizer: { lr: 0.2 } }]);
});

// Bent back to what it was at the same step, the run is straight.
test("a bend taken back", () => {
  assert.deepEqual(bent(bent(setting, 5, { lr: 0.3 }), 5, { lr: 0.1 }).changes, []);
});

// Another start and another number of steps leave the run as bent as it was.
test("bends stay", () => {
  const run = choose(bent(setting, 5, { lr: 0.3 }), { start: -1, steps: 80 });
  assert.deepEqual([run.start, run.steps, run.changes], [-1, 80, [{ step: 5, optimizer: { lr: 0.3 } }]]);
});

// A rate that is chosen holds for the whole run.
test("a chosen rate straightens", () => {
  const run = choose(bent(setting, 5, { lr: 0.3 }), { hyperparameters: { lr: 0.2 } });
  assert.deepEqual([run.hyperparameters, run.changes], [{ lr: 0.2 }, []]);
});

// Another rule takes the rate along, and has its own usual values for all else.
test("another rule", () => {
  const run = choose(setting, { optimizer: "adam", hyperparameters: { lr: 0.2 } });
  assert.deepEqual(run.hyperparameters, { lr: 0.2, betas: [0.9, 0.999] });
});

// Another objective starts where it is best seen; a start that comes with it is kept.
test("another objective", () => {
  assert.equal(choose(setting, { objective: "bumpy" }).start, 1.6);
  assert.equal(choose(setting, { objective: "bumpy", start: 0.5 }).start, 0.5);
});

// The page says how often a run was bent, and how it goes on.
test("bends in words", () => {
  assert.equal(bendSentence(setting, optimizers[0]), "");
  assert.equal(bendSentence(bent(setting, 37, { lr: 0.3 }), optimizers[0]), "Bent at step 37: learning rate 0.3.");
  assert.equal(
    bendSentence(bent(bent(adam, 3, { lr: 0.3 }), 9, { betas: [0.5, 0.9] }), optimizers[1]),
    "Bent 2 times, last at step 9: decay of the averages 0.5, 0.9.",
  );
});
