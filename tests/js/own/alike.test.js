// Which runs lie one below the other.

import assert from "node:assert/strict";
import { test } from "node:test";

import { alike, below } from "../../../static/js/own/alike.js";

// The same as far as both have come; a start alone tells nothing.
test("the same way", () => {
  assert.ok(alike([4, 2, 1, 0.5], [4, 2, 1.0000001]));
  assert.ok(!alike([4, 2, 1], [4, 2, 1.01]));
  assert.ok(!alike([4], [4, 2, 1]));
});

// The other ball is seen around ours at the start and in a hand, and as long as both go the same way; ours is left as it is.
test("one below the other", () => {
  /** @type {(loss: number[], position: number) => any} */
  const ball = (loss, position) => ({ records: { loss }, position, held: null });
  const ours = ball([4, 2, 1], 2);
  assert.deepEqual(below([ours, ball([4, 2, 1], 2)]), [ours, { ...ball([4, 2, 1], 2), wide: true, radius: 15 }]);
  assert.deepEqual(below([ours, ball([4, 3, 2], 2)]), [ours, { ...ball([4, 3, 2], 2), wide: false }]);
  assert.equal(below([ball([4, 2, 1], 0), ball([4, 3, 2], 0)])[1].radius, 15);
  assert.deepEqual([below([ours]), below([])], [[ours], []]);
});
