// Which runs lie one below the other.

import assert from "node:assert/strict";
import { test } from "node:test";

import { alike } from "../../../static/js/own/alike.js";

// The same as far as both have come; a start alone tells nothing.
test("the same way", () => {
  assert.ok(alike([4, 2, 1, 0.5], [4, 2, 1.0000001]));
  assert.ok(!alike([4, 2, 1], [4, 2, 1.01]));
  assert.ok(!alike([4], [4, 2, 1]));
});
