// What a class keeps, as lines and as texts.

import assert from "node:assert/strict";
import { test } from "node:test";

import { sizeText } from "../../../static/js/own/labstate.js";
import { seriesOf, valueText } from "../../../static/js/own/state.js";

// Numbers become a line for each place, with gaps where there is none yet; the rest is read.
test("lines and texts", () => {
  const { series, texts } = seriesOf({ m: [null, [1, -2], [3, 4]], step: [0, 1, 2], phase: [null, "warm", "cold"], none: [null, null, null] });
  assert.deepEqual(series, [
    { name: "m", lines: [[null, 1, 3], [null, -2, 4]], count: 2, range: [-2, 4] },
    { name: "step", lines: [[0, 1, 2]], count: 1, range: [0, 2] },
  ]);
  assert.deepEqual(texts, ["phase"]);
});

// Of many numbers the first are drawn, whatever their shape, and a shape may change.
test("many numbers", () => {
  const [history] = seriesOf({ history: [[], [[1, 2]], [[1, 2], [3, 4], [5, 6]]] }).series;
  assert.deepEqual([history.count, history.lines.length, history.lines[2]], [6, 4, [null, null, 3]]);
});

// Steps that a name has not, because it came later, are gaps too.
test("a name that comes later", () => {
  const column = [];
  column[2] = 5;
  assert.deepEqual(seriesOf({ late: column }).series[0].lines, [[null, null, 5]]);
});

// A value is written short.
test("a value", () => {
  assert.deepEqual([0.123456, [0.5], [1, -2], [[1, 2], [3, 4]], null, undefined, true, "x".repeat(80)].map(valueText), [
    "0.1235",
    "0.5",
    "[1, −2]",
    "[1, 2, 3, …]",
    "–",
    "–",
    "true",
    `${"x".repeat(60)}…`,
  ]);
});

// How large a tensor is; a text has no size.
test("a size", () => {
  assert.deepEqual([[[3], [4]], 2, "warm", [null]].map(sizeText), ["5", "2", "–", "–"]);
});
