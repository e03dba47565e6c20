// What the check says.

import assert from "node:assert/strict";
import { test } from "node:test";

import { compare } from "../../../static/js/own/check.js";
import { differenceText, verdictSentence } from "../../../static/js/own/checkpanel.js";
import { beside } from "../../../static/js/own/references.js";
import { optimizers } from "../catalogue.js";

/** @type {(...points: number[]) => import("../../../static/js/own/check.js").Run} */
const run = (...points) => ({ point: points.map((each) => [each]), outcome: { status: "finished", step: 0, point: [], loss: 0 } });
const adam = { ...optimizers[1], reference: "torch.optim.Adam(lr, betas)" };
const same = compare(run(1, 0.5), run(1, 0.5));
const rounding = compare(run(1, 0.5 + 2 ** -24), run(1, 0.5));
const other = compare(run(1, 0.75), run(1, 0.5));

// The sentence names torch's class, and what both had alike.
test("verdicts", () => {
  assert.equal(verdictSentence([same, same], adam, ["lr"]), "Yes: the same as torch.optim.Adam(lr, betas) to the last bit, on all 2 hills. Both with the same lr.");
  assert.match(verdictSentence([same, rounding], adam, []), /^Yes, but for rounding/);
  assert.equal(verdictSentence([same, other], adam, []), "No: on 1 of 2 hills it is not torch.optim.Adam(lr, betas).");
  assert.match(verdictSentence([other], adam, []), /^No: on every hill/);
});

// A difference is told with its step, its place and its size: by float32 numbers where it is tiny.
test("differences", () => {
  assert.equal(differenceText(other.first, false), "step 1: x is 0.75, not 0.5 (0.25, or 33 %)");
  assert.match(differenceText(rounding.first, false), /^step 1: x is 0\.5\d*, not 0\.5 \(1 float32 number apart\)$/);
  assert.match(differenceText({ .../** @type {any} */ (other.first), coordinate: 1 }, true), /^step 1: y is/);
  assert.equal(differenceText(same.first, false), "none");
});

// The reference has the numbers of the same names, as far as it can have them.
test("beside", () => {
  assert.deepEqual(beside(adam, { lr: 0.3, betas: [0.8, 0.9], mine: 1 }), { spec: { name: "adam", lr: 0.3, betas: [0.8, 0.9] }, taken: ["lr", "betas"] });
  assert.deepEqual(beside(adam, { lr: -1, betas: 0.9 }), { spec: { name: "adam", lr: 0.1, betas: [0.9, 0.999] }, taken: [] });
});
