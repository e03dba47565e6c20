// An update told part by part.

import assert from "node:assert/strict";
import { test } from "node:test";

import { arrowsOf, substeps } from "../../static/js/substeps.js";
import { momentum } from "./rules.js";

/** @type {import("../../static/js/update.js").Update} */
const update = {
  optimizer: momentum,
  step: 1,
  before: { x: [0.8, -1], g: [1, 2], t: 2, lr: 0.1, momentum: 0.5, momentum_buffer: [2, 0] },
  after: { x: [0.6, -1.2], momentum_buffer: [2, 2] },
};
const parts = substeps(update);

// The parts follow from the rule's lines: terms are added, factors multiplied, and the step comes last.
test("captions", () =>
  assert.deepEqual(parts.map(({ caption }) => caption), [
    "Keep 0.5 of the velocity: (1, 0).",
    "Add the gradient: (1, 0) + (1, 2) = (2, 2).",
    "Scale by the rate: (2, 2) × 0.1 = (0.2, 0.2).",
    "Step: (0.8, −1) − (0.2, 0.2) = (0.6, −1.2) is the new x.",
  ]));

// Each part says what of its line it is of.
test("places", () =>
  assert.deepEqual(parts.map(({ line, place }) => [line, place]), [[0, "1"], [0, "2"], [1, "2.1"], [1, ""]]));

// The gradient goes on where the kept velocity ends; only the step's own arrow has its true length.
test("arrows", () => {
  /** @type {[number, number][]} */
  const domain = [[-10, 10], [-10, 10]];
  const [kept, added] = arrowsOf(parts, 1, [0.8, -1], domain);
  assert.deepEqual([kept.kind, kept.from, added.kind, added.from], ["velocity", [0.8, -1], "gradient", kept.to]);
  const [{ kind, to }] = arrowsOf(parts, 2, [0.8, -1], domain);
  assert.deepEqual([kind, to.map((each) => each.toFixed(6))], ["step", ["0.600000", "-1.200000"]]);
});
