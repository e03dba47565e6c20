// The records of a run as they come.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Records } from "../../static/js/records.js";

/** @type {(first: number, xs: number[]) => import("../../static/js/types.js").Columns} */
const columns = (first, xs) => ({
  step: xs.map((_, row) => first + row),
  point: xs.map((x) => [x]),
  loss: xs.map((x) => x * x),
  grad: xs.map((x) => [2 * x]),
  state: { momentum_buffer: xs.map((x) => [-x]) },
});

function records() {
  const made = new Records();
  made.take(columns(0, [1, 0.8]));
  made.take(columns(2, [0.5]));
  return made;
}

// Chunks follow one another, each quantity in a list of its own.
test("chunks become one run", () => {
  const { points, loss, grads, state, last } = records();
  assert.deepEqual({ points, grads, last }, { points: [[1, 0.8, 0.5]], grads: [[2, 1.6, 1]], last: 2 });
  assert.equal(loss[2], 0.25);
  assert.deepEqual(state.momentum_buffer, [[-1, -0.8, -0.5]]);
});

// After a lost connection the run comes again from its start, and nothing is twice.
test("a chunk that comes again", () => {
  const again = records();
  again.take(columns(0, [1, 0.8]));
  assert.deepEqual(again.points, [[1, 0.8, 0.5]]);
});

// A bent run has the records before the bend, and leaves the straight one as it was.
test("the first rows", () => {
  const whole = records();
  const bent = whole.upto(2);
  bent.take(columns(2, [0.1, 0]));
  assert.deepEqual(bent.points, [[1, 0.8, 0.1, 0]]);
  assert.deepEqual(bent.state.momentum_buffer, [[-1, -0.8, -0.1, -0]]);
  assert.deepEqual(whole.points, [[1, 0.8, 0.5]]);
});
