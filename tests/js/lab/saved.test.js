// A saved training: its setting, its updates, and where it parts from others.

import assert from "node:assert/strict";
import { test } from "node:test";

import { areOf, parting, settingOf, updatesOf } from "../../../static/js/lab/saved.js";
import { ARTICLE, trainingOf } from "../../../static/js/lab/training.js";

const plane = (/** @type {number[]} */ ...said) => ({ said: { dtype: "u1", bdata: btoa(String.fromCharCode(...said)) }, share: { dtype: "u1", bdata: btoa("\0\0") } });
const frame = (/** @type {number} */ step) => ({ step, weights: { "a.weight": [[step]] }, training: { predictions: [0, 1], first: [0.5, null], loss: 1 }, plane: plane(0, 1) });
/** @type {any} */
const SAVED = {
  training: {},
  steps: { step: [0, 1], epoch: [0, 0], samples: [[0], [1]], loss: [0.5, null] },
  frames: [frame(0), frame(1), frame(2)],
  outcome: { status: "finished", step: 2, loss: null },
  rates: null,
};
const changed = (/** @type {(copy: any) => void} */ change) => {
  const copy = structuredClone(SAVED);
  change(copy);
  return copy;
};

test("its setting asks for the very training, changes and all", () => {
  const data = { spacing: 1, name: "patterns", darkest: 0 };
  const training = /** @type {any} */ ({ ...trainingOf(ARTICLE), data, changes: [{ step: 3, optimizer: { lr: 0.1 } }] });
  const setting = settingOf(training, ARTICLE);
  assert.equal(setting.data, ARTICLE.data);
  assert.deepEqual(trainingOf(setting), training);
  assert.deepEqual(settingOf({ ...training, changes: [] }, ARTICLE), ARTICLE);
});

test("its updates are those of the file, to the end", () => {
  const updates = updatesOf(SAVED);
  assert.deepEqual([updates.loss, updates.samples, updates.end], [[0.5, NaN], [[0], [1]], 2]);
  assert.equal(updates.after, SAVED.frames[2]);
});

test("numbers that can't be its own are not taken", () => {
  assert.ok(areOf(SAVED, SAVED));
  assert.ok(areOf(changed((copy) => (copy.frames[1].plane = plane(1, 1))), SAVED));
  for (const change of /** @type {((copy: any) => void)[]} */ ([
    (copy) => (copy.steps.samples[1][0] = 999),
    (copy) => (copy.frames[1].step = 7),
    (copy) => copy.frames.pop(),
    (copy) => (copy.frames[1].plane = plane(1, 2)),
    (copy) => (copy.frames[1].plane = plane(1)),
    (copy) => (copy.frames[1].plane.share.bdata = "?"),
    (copy) => (copy.outcome.status = "diverged"),
    (copy) => delete copy.steps,
  ]))
    assert.ok(!areOf(changed(change), SAVED), String(change));
});

test("the first update is told at which anything differs", () => {
  assert.equal(parting(SAVED, SAVED), null);
  assert.equal(parting(changed((copy) => (copy.steps.loss[1] = 0.1)), SAVED), 1);
  assert.equal(parting(changed((copy) => (copy.frames[2].weights["a.weight"][0][0] = 9)), SAVED), 2);
});
