// Sliders and number boxes: positions, values, and what is refused.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fromPosition, onward, refusal, toPosition } from "../../static/js/controls.js";

/** @import { Range } from "../../static/js/controls.js" */

/** @type {Range} */
const rate = { title: "Rate", minimum: 0, maximum: 100, slider: [0.0001, 2], scale: "log" };
/** @type {Range} */
const start = { title: "Start", minimum: -1000, maximum: 1000, slider: [-1.5, 1.5], scale: "linear" };
/** @type {Range} */
const beta = { title: "Decay", minimum: 0, maximum: 1, open: true, slider: [0, 0.999], scale: "linear" };
/** @type {Range} */
const steps = { title: "Steps", minimum: 1, maximum: 10000, slider: [10, 1000], scale: "log", whole: true };

// The ends of a slider are exactly the ends of its range.
test("ends", () => {
  for (const range of [rate, start, beta, steps])
    assert.deepEqual([fromPosition(0, range), fromPosition(400, range)], range.slider);
});

// Half way on a logarithmic slider is the geometric mean; on a linear one the middle.
test("half way", () => {
  assert.equal(fromPosition(200, rate), 0.014);
  assert.equal(fromPosition(200, start), 0);
  assert.equal(fromPosition(200, steps), 100);
});

// Values come in few digits: nobody wants a rate of 0.01414213.
test("values are neat", () => {
  for (let position = 0; position <= 400; position++) {
    assert.ok(String(fromPosition(position, start)).length <= 5, String(fromPosition(position, start)));
    assert.ok(Number.isInteger(fromPosition(position, steps)));
  }
});

// A value that a position gave puts the slider back there, but for the digits that it lost.
test("there and back", () => {
  for (let position = 0; position <= 400; position += 10)
    assert.ok(Math.abs(toPosition(fromPosition(position, rate), rate) - position) <= 2);
});

// From any value the next position onward has another one: no press of an arrow key goes unheard.
test("onward", () => {
  for (const [way, from, end] of [[1, 0, 1000], [-1, 400, 10]])
    for (let position = from, value = NaN; value !== end; ) {
      value = fromPosition(position, steps);
      position = onward(value, position, position + way, steps);
      assert.ok(value === end || way * (fromPosition(position, steps) - value) > 0, String(value));
    }
});

// A box takes more than its slider shows: then the slider stands at its end.
test("beyond the slider", () => {
  assert.deepEqual([toPosition(100, rate), toPosition(0, rate), toPosition(-900, start)], [400, 0, 0]);
});

for (const [text, range, reason] of /** @type {[string, Range, string][]} */ ([
  ["0.3", rate, ""],
  ["1e-3", rate, ""],
  ["100", rate, ""],
  ["101", rate, "must be a number between 0 and 100"],
  ["", rate, "must be a number between 0 and 100"],
  ["ten", rate, "must be a number between 0 and 100"],
  ["0.9999", beta, ""],
  ["1", beta, "must be a number at least 0 and below 1"],
  ["2.5", steps, "must be a whole number between 1 and 10000"],
]))
  // A refusal names the range, both ends of it.
  test(`typed: ${JSON.stringify(text)}`, () => assert.equal(refusal(text, range), reason));
