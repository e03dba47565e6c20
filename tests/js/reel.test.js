// How long a moving picture is.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lengthOf, lengthSentence } from "../../static/js/reel.js";

test("a picture for each step, and the last one stands", () => {
  assert.deepEqual(lengthOf(0, 60, 25), { every: 1, pictures: 61, seconds: 4.4 });
  assert.equal(lengthSentence(0, 60, 25), "61 pictures in 4.4 s, the last one for 2 of them.");
  assert.equal(lengthSentence(7, 7, 25), "1 picture in 2 s, the last one for 2 of them.");
});

test("steps are left out where more pictures can't be seen, and where there would be too many", () => {
  assert.match(lengthSentence(0, 81, 200), /^22 pictures in 2\.4 s, .* Each is 4 steps on: more than 50 a second can’t be seen\.$/);
  assert.deepEqual(lengthOf(0, 5000, 25), { every: 3, pictures: 1668, seconds: 202 });
  assert.match(lengthSentence(0, 5000, 25), /^1,668 pictures in 202 s, .* Each is 3 steps on: there are at most 2,000\.$/);
});
