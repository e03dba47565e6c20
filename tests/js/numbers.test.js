// Numbers as people read them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { shown } from "../../static/js/numbers.js";

for (const [value, digits, text] of /** @type {[number, number, string][]} */ ([
  [0.8, 7, "0.8"],
  [Math.fround(0.8), 7, "0.8"],
  [0, 7, "0"],
  [-1.5, 7, "−1.5"],
  [1234567, 7, "1234567"],
  [12345678, 5, "1.2346e7"],
  [9.6e-8, 5, "9.6e−8"],
  [-1.43e-5, 3, "−1.43e−5"],
  [1e-5, 5, "1e−5"],
  [100, 3, "100"],
  [798000, 2, "800000"],
]))
  // As many digits as asked, no more zeros than needed, and a real minus sign.
  test(`${value} in ${digits} digits`, () => assert.equal(shown(value, digits), text));
