// What a network says of the plane: its picture and its boundary.

import assert from "node:assert/strict";
import { test } from "node:test";
import { boundary, decisionOf, picture } from "../../../static/js/lab/decision.js";

/** @param {number[]} numbers */
const typed = (numbers) => ({ dtype: "u1", shape: "2, 2", bdata: btoa(String.fromCharCode(...numbers)) });

test("bytes of a frame are read row by row", () => {
  const frame = /** @type {any} */ ({ plane: { said: typed([0, 1, 0, 2]), share: typed([255, 128, 200, 90]) } });
  const decision = decisionOf(frame);
  assert.deepEqual(Array.from(decision?.said ?? []), [0, 1, 0, 2]);
  assert.equal(decision?.size, 2);
  assert.equal(decisionOf(null), null);
});

test("the line lies where both classes are as sure", () => {
  // Of two classes the second's share is 0.2 at the left and 0.6 at the right: a half at three quarters of the way.
  const decision = { said: [0, 1, 0, 1], share: [204, 153, 204, 153], size: 2 };
  const [[x, y, u, v]] = boundary(decision);
  assert.ok(Math.abs(x - 0.75) < 0.005 && Math.abs(u - 0.75) < 0.005);
  assert.deepEqual([y, v], [0, 1]);
});

test("one class has no boundary, and three meet in the middle", () => {
  assert.deepEqual(boundary({ said: [1, 1, 1, 1], share: [9, 9, 9, 9], size: 2 }), []);
  const lines = boundary({ said: [0, 1, 2, 2], share: [255, 255, 255, 255], size: 2 });
  assert.equal(lines.length, 3);
  assert.equal(new Set(lines.map(([, , x, y]) => `${x} ${y}`)).size, 1);
});

test("the picture has the class's colour, paler where it is less sure, and the lowest y at its foot", () => {
  const colours = [[200, 0, 0], [0, 0, 200]];
  const pixels = picture({ said: [0, 0, 1, 1], share: [255, 128, 255, 128], size: 2 }, colours);
  assert.deepEqual([...pixels.slice(0, 3)], [0, 0, 200]);
  assert.deepEqual([...pixels.slice(8, 11)], [200, 0, 0]);
  assert.ok(pixels[3] > 5 * pixels[7] && pixels[3] === pixels[11]);
});
