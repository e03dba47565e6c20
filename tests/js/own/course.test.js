// What goes on on the way of a run: in words.

import assert from "node:assert/strict";
import { test } from "node:test";

import { courseSentences, STRAIGHT } from "../../../static/js/own/course.js";
import { schedules } from "../catalogue.js";

test("nothing is no sentence, and each thing is one", () => {
  assert.deepEqual(courseSentences(STRAIGHT, schedules, "step"), []);
  /** @type {import("../../../static/js/types.js").Change[]} */
  const changes = [
    { step: 3, optimizer: { lr: 1 } },
    { step: 9, optimizer: { betas: [0.1, 0.2], lr: 0.5 } },
  ];
  assert.deepEqual(courseSentences({ schedule: { name: "cosine", T_max: 9 }, changes }, schedules, "update"), [
    "Its rate goes on as cosine, T_max 9.",
    "Changed 2 times, last at update 9: betas 0.1, 0.2, lr 0.5.",
  ]);
});
