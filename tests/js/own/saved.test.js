// A saved run or training by an own optimizer: what the page makes of it, and where its numbers part.

import assert from "node:assert/strict";
import { test } from "node:test";

import { codeOf, hillOf, labOf, parting } from "../../../static/js/own/saved.js";
import { rate } from "../catalogue.js";

const optimizer = { name: "own", source: "class A: ...", class: "A", lr: 0.3, mode: "x" };
const RUN = { objective: { name: "square" }, optimizer, start: [1], steps: 2 };
/** @type {any} */
const SAVED = {
  steps: { step: [0, 1], point: [[1], [0.5]], loss: [1, 0.25], grad: [[2], [1]], state: { m: [null, [1]] } },
  outcome: { status: "finished", step: 1, point: [0.5], loss: 0.25 },
};
const changed = (/** @type {(copy: any) => void} */ change) => {
  const copy = structuredClone(SAVED);
  change(copy);
  return { kind: /** @type {const} */ ("run"), content: copy };
};

test("the class is given what it was given, and nothing else", () => {
  assert.deepEqual(codeOf(RUN), { source: "class A: ...", class: "A", values: { lr: 0.3, mode: "x" } });
});

test("what a file leaves out is as the server has it", () => {
  assert.deepEqual(hillOf(RUN), { setting: { objective: { name: "square" }, start: [1], steps: 2 }, course: { schedule: { name: "constant" }, changes: [] } });
  /** @type {any} */
  const catalogue = { datasets: [{ name: "moons", parameters: [{ ...rate, name: "noise", default: 0.1 }, { ...rate, name: "count", default: 100 }] }], networks: [{ name: "linear", parameters: [] }] };
  const lab = labOf({ optimizer, data: { name: "moons", count: 9 }, network: { name: "linear" }, batch: 3 }, catalogue, 7);
  assert.deepEqual([lab.data, lab.batch, lab.epochs, lab.rate], [{ name: "moons", noise: 0.1, count: 9 }, 3, 2, 0.3]);
  assert.equal(labOf({ optimizer: { ...optimizer, lr: undefined } }, catalogue, 7).rate, 7);
});

test("the first step is told that differs, its state too", () => {
  assert.equal(parting(changed(() => {}), SAVED), null);
  assert.equal(parting(changed((copy) => (copy.steps.state.m[1][0] = 2)), SAVED), 1);
  assert.equal(parting(changed((copy) => (copy.steps.loss[0] = 2)), SAVED), 0);
  assert.equal(parting(changed((copy) => Object.values(copy.steps).forEach((column) => Array.isArray(column) && column.pop())), SAVED), 1);
  assert.equal(parting(changed((copy) => (copy.outcome.status = "diverged")), SAVED), 1);
  for (const change of /** @type {((copy: any) => void)[]} */ ([(copy) => delete copy.steps.grad, (copy) => (copy.steps.loss = "12"), (copy) => delete copy.steps.step]))
    assert.equal(parting(changed(change), SAVED), undefined);
});
