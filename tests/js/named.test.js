// A schedule and the words that an address has for it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fromText, toText } from "../../static/js/named.js";
import { schedules } from "./catalogue.js";

// Name and numbers, in characters that stand in an address as they are.
test("there and back", () => {
  const schedule = { name: "cosine", T_max: 80, eta_min: 1e-7 };
  assert.equal(toText(schedule), "cosine~T_max:80~eta_min:1e-7");
  assert.deepEqual(fromText(toText(schedule), schedules), schedule);
  assert.deepEqual(fromText("constant", schedules), { name: "constant" });
});

// What isn't said is as the catalogue has it.
test("a name alone", () => {
  assert.deepEqual(fromText("cosine", schedules), { name: "cosine", T_max: 50, eta_min: 0 });
});

for (const text of [
  "",
  "sine",
  "cosine~T_max:0",
  "cosine~T_max:2.5",
  "cosine~T_max:1,2",
  "cosine~T_max",
  "cosine~gamma:0.5",
  "constant~T_max:5",
  "cosine~",
])
  // What is no schedule is none.
  test(`said wrongly: ${text}`, () => assert.equal(fromText(text, schedules), null));
