// A saved file: what it holds, where it opens, and whether numbers are what they are said to be.

import assert from "node:assert/strict";
import { test } from "node:test";

import { isLike, read, same } from "../../static/js/saved.js";

const RUN = { objective: { name: "square" }, optimizer: { name: "adam", lr: 0.1 }, start: [1], steps: 2 };
const TRAINING = { data: { name: "moons" }, network: { name: "perceptron" }, optimizer: { name: "adam" } };
const OWN = { ...RUN, optimizer: { source: "class A: ...", class: "A" } };
const AXIS = { field: "optimizer.lr", low: 0.1, high: 1, count: 2 };
/** What of a file a page asks for. */
const told = (/** @type {unknown} */ content) => {
  const { kind, page, what, numbered } = read(JSON.stringify(content));
  return [kind, page, what, numbered];
};

test("a file is what was saved, or the spec of it, and opens on its own page", () => {
  assert.deepEqual(told({ run: RUN, steps: {} }), ["run", "hill", RUN, true]);
  assert.deepEqual(told({ run: RUN }), ["run", "hill", RUN, false]);
  assert.deepEqual(told(RUN), ["run", "hill", RUN, false]);
  assert.deepEqual(told({ training: TRAINING, steps: {}, frames: [] }), ["training", "classifier", TRAINING, true]);
  assert.deepEqual(told(TRAINING), ["training", "classifier", TRAINING, false]);
  assert.deepEqual(told({ sweep: { run: RUN, x: AXIS, y: AXIS }, x: {}, y: {}, ends: {} }), ["sweep", "hill", RUN, true]);
  assert.deepEqual(told({ run: RUN, x: AXIS, y: AXIS }), ["sweep", "hill", RUN, false]);
  assert.deepEqual(told({ ensemble: { training: TRAINING, count: 9 }, steps: {} }), ["ensemble", "classifier", TRAINING, true]);
  assert.deepEqual(told({ ensemble_map: { training: TRAINING, x: AXIS, y: AXIS }, x: {} }), ["ensemble_map", "classifier", TRAINING, false]);
  assert.deepEqual(told({ run: OWN, steps: {} }), ["run", "optimizer", OWN, true]);
  assert.deepEqual(told({ training: { optimizer: { name: "own" } } }), ["training", "optimizer", { optimizer: { name: "own" } }, false]);
});

test("what is none is called by its fault", () => {
  for (const [text, why] of /** @type {[string, RegExp][]} */ ([
    ["", /it is empty/],
    ["{", /it is not JSON/],
    ['{"loss": [NaN, Infinity]}', /it is not JSON/],
    ["[1]", /no run and no training/],
    ["null", /no run and no training/],
    ['{"run": 7}', /no run and no training/],
    ['{"sweep": {"run": null}}', /no run and no training/],
    ['{"__proto__": {"run": {}}}', /no run and no training/],
    ['{"data": [], "layout": {}}', /it is a figure/],
  ]))
    assert.throws(() => read(text), why, text);
});

test("the same is the same to the last bit, in whatever order it stands", () => {
  assert.ok(same({ a: 1, b: [0.1, null] }, { b: [0.1, null], a: 1 }));
  for (const [one, other] of [[0.1, 0.1 + 1e-17 * 2], [0, -0], [[1], [1, 2]], [{ a: 1 }, { b: 1 }], [[], {}], [null, {}], ["1", 1]])
    assert.equal(same(one, other), Object.is(one, other));
});

test("numbers of another form are not taken", () => {
  const said = { step: [0, 1], state: { m: [[0], [1]] }, loss: [1, null], text: "a" };
  const changed = (/** @type {(copy: any) => void} */ change) => {
    const copy = structuredClone(said);
    change(copy);
    return isLike(copy, said);
  };
  assert.ok(changed((copy) => (copy.step[1] = 7.5)));
  for (const change of /** @type {((copy: any) => void)[]} */ ([
    (copy) => (copy.step[1] = "1"),
    (copy) => (copy.step[1] = Infinity),
    (copy) => (copy.step[1] = null),
    (copy) => (copy.loss[1] = []),
    (copy) => copy.loss.pop(),
    (copy) => delete copy.state.m,
    (copy) => Object.defineProperty(copy.state, "__proto__", { value: [[1]], enumerable: true }),
    (copy) => (copy.state = [copy.state]),
    (copy) => (copy.text = 1),
  ]))
    assert.ok(!changed(change), String(change));
  assert.ok(!isLike(undefined, said) && !isLike(said, null));
});
