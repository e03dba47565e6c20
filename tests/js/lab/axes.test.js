// Where the plane lies in its picture.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fitted, ticks } from "../../../static/js/lab/axes.js";

test("both axes have the same unit, whatever the picture's shape", () => {
  for (const [width, height] of [[600, 600], [900, 400], [360, 800]]) {
    const { x, y, box } = fitted([[-2, 2], [0, 3]], width, height);
    assert.ok(Math.abs(x(1) - x(0) - (y(0) - y(1))) < 1e-9);
    assert.ok(box.left >= 0 && box.left + box.width <= width && box.top + box.height <= height);
  }
});

test("a pixel is where it came from", () => {
  const { x, y, toX, toY } = fitted([[-2, 2], [0, 3]], 500, 400);
  assert.ok(Math.abs(toX(x(0.37)) - 0.37) < 1e-12 && Math.abs(toY(y(2.1)) - 2.1) < 1e-12);
});

test("ticks are round numbers within the ends", () => {
  assert.deepEqual(ticks([-1.75, 2.75], 500), [-1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5]);
  assert.deepEqual(ticks([-1.75, 2.75], 250), [-1, 0, 1, 2]);
  assert.deepEqual(ticks([-1000, 1000], 300), [-1000, -500, 0, 500, 1000]);
});
