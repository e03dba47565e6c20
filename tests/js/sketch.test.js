// A canvas's path as SVG has it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Outline } from "../../static/js/plots/sketch.js";

test("a line without a beginning begins where it first goes", () => {
  const path = new Outline();
  path.lineTo(1, 2);
  path.lineTo(3.00049, 4);
  path.closePath();
  assert.equal(path.d, "M1 2L3 4Z");
});

test("a circle is two halves", () => {
  const path = new Outline();
  path.oval(10, 5, 4, 4);
  assert.equal(path.d, "M6 5a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z");
});

test("a dot has its place, though it goes nowhere", () => {
  const path = new Outline();
  path.moveTo(1, 1);
  path.lineTo(1, 1 + 2 ** -14);
  assert.equal(path.d, "M1 1L1 1");
});
