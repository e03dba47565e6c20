// Whether an optimizer is torch's.

import assert from "node:assert/strict";
import { test } from "node:test";

import { compare, verdictOf } from "../../../static/js/own/check.js";

/** @typedef {import("../../../static/js/own/check.js").Run} Run */

/** @type {(points: number[][], status?: Run["outcome"]["status"]) => Run} */
const run = (point, status = "finished") => ({ point, outcome: { status, step: point.length - 1, point: [], loss: 0 } });
const f32 = Math.fround;
/** The float32 that comes after 0.8. */
const NEXT = f32(0.8) + 2 ** -24;

// Runs whose every bit is the same are the same.
test("same", () => {
  const { verdict, records, first } = compare(run([[1], [f32(0.8)]]), run([[1], [f32(0.8)]]));
  assert.deepEqual([verdict, records, first], ["same", 2, null]);
});

// One number further is a difference, told with its place, and yet no more than rounding.
test("rounding", () => {
  const { verdict, first } = compare(run([[1, 0], [0.5, NEXT]]), run([[1, 0], [0.5, f32(0.8)]]));
  assert.equal(verdict, "rounding");
  assert.deepEqual([first?.step, first?.coordinate, first?.places], [1, 1, 1]);
  assert.ok(Math.abs((first?.relative ?? 0) - 2 ** -24 / 0.8) < 1e-12);
});

// The first difference is told though a later one is larger, and that one too.
test("other", () => {
  const { verdict, first, largest } = compare(run([[1], [NEXT], [0.6]]), run([[1], [f32(0.8)], [0.5]]));
  assert.deepEqual([verdict, first?.step, largest?.step], ["other", 1, 2]);
  assert.ok(Math.abs((largest?.absolute ?? 0) - 0.1) < 1e-12);
});

// Across zero the places are counted too.
test("signs", () => assert.equal(compare(run([[2 ** -149]]), run([[-(2 ** -149)]])).first?.places, 2));

// A run that ends sooner is another, though all that it has is the same.
test("ended", () => {
  const { verdict, ended } = compare(run([[1]], "diverged"), run([[1], [2]]));
  assert.deepEqual([verdict, ended], ["other", 1]);
});

// One difference among many hills decides, and rounding on one is said of all.
test("all together", () => {
  const same = compare(run([[1]]), run([[1]]));
  const rounding = compare(run([[NEXT]]), run([[f32(0.8)]]));
  const other = compare(run([[2]]), run([[1]]));
  assert.deepEqual([[same], [same, rounding], [rounding, other]].map(verdictOf), ["same", "rounding", "other"]);
});
