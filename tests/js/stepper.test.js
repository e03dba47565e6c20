// Forward and back through the parts of updates.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Playback } from "../../static/js/playback.js";
import { Stepper } from "../../static/js/stepper.js";

/** A run of two steps, of three parts each. */
function stepper() {
  const playback = new Playback(() => {});
  playback.extend(2);
  return new Stepper(playback, (step) => (step < 2 ? 3 : 0));
}

/** @type {(of: Stepper) => number[]} */
const where = ({ playback, told }) => [playback.step, told];

// The last part of an update is the step; at the end of the run there is nothing more. Back is the same way.
test("there and back", () => {
  const made = stepper();
  const way = [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2], [2, 0]];
  for (const place of way) {
    assert.deepEqual(where(made), place);
    made.forward();
  }
  for (const place of way.toReversed()) {
    assert.deepEqual(where(made), place);
    made.back();
  }
  assert.deepEqual(where(made), [0, 0]);
});

// Whoever moves the ball otherwise is at a whole step, with no part told.
test("another hand", () => {
  const made = stepper();
  made.forward();
  made.playback.seek(1);
  assert.deepEqual(where(made), [1, 0]);
  assert.equal(made.stands, false);
});
