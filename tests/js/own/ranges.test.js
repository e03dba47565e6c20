// What the hyperparameters of somebody's own code may be.

import assert from "node:assert/strict";
import { test } from "node:test";

import { knownOf, rangesOf, suits, usual } from "../../../static/js/own/ranges.js";
import { optimizers } from "../catalogue.js";

/** @typedef {import("../../../static/js/own/ranges.js").Found} Found */

const known = knownOf(optimizers);

/** @type {(name: string, value: any, kind?: Found["kind"]) => Found} */
const found = (name, value, kind = "number") => ({ name, default: value, kind, required: value === undefined });

// A name that the catalogue knows has its range, its symbol and its help.
test("known", () => {
  const [{ title, symbol, scale, minimum, maximum, slider }] = rangesOf(found("lr", 0.5), known);
  assert.deepEqual([title, symbol, scale, minimum, maximum, slider], ["lr", "η", "log", 0, 100, [0.0001, 2]]);
});

// Several numbers have a range each, with the symbol of each.
test("several", () => {
  const ranges = rangesOf(found("betas", [0.9, 0.99], "numbers"), known);
  assert.deepEqual(ranges.map(({ title, symbol }) => [title, symbol]), [["betas 1", "β₁"], ["betas 2", "β₂"]]);
});

// A default outside of the catalogue's range is the student's own affair: it gets a range of its own.
test("elsewhere", () => assert.ok(rangesOf(found("lr", -0.5), known)[0].minimum < -0.5));

for (const [value, kind, slider, scale] of /** @type {[number, Found["kind"], [number, number], string][]} */ ([
  [0.9, "number", [0, 1], "linear"],
  [0, "number", [0, 1], "linear"],
  [0.001, "number", [0.00001, 0.1], "log"],
  [20, "number", [0.2, 2000], "log"],
  [-2, "number", [-4, 0], "linear"],
  [3, "whole", [0, 12], "linear"],
]))
  // A name that nobody knows has a slider around its default.
  test(`unknown: ${value}`, () => {
    const [range] = rangesOf(found("gadget", value, kind), known);
    assert.deepEqual([range.scale, range.whole ?? false], [scale, kind === "whole"]);
    range.slider.forEach((end, place) => assert.ok(Math.abs(end - slider[place]) < 1e-12, String(end)));
  });

// Without a default there is the catalogue's, or a tenth.
test("required", () => {
  assert.deepEqual([usual(found("betas", undefined), known), usual(found("gadget", undefined), known)], [[0.9, 0.999], 0.1]);
});

// What is no number has no slider.
test("no numbers", () => {
  for (const value of [null, "fast", [], ["a"]]) assert.deepEqual(rangesOf(found("mode", value, "other"), known), []);
});

// What was chosen holds while it can: not where the code now wants several numbers, whole ones, or smaller ones.
test("suits", () => {
  assert.ok(suits(0.3, found("lr", 0.1), known));
  assert.ok(suits(false, found("nesterov", true, "switch"), known));
  for (const [value, wanted] of /** @type {[any, Found][]} */ ([
    [0.3, found("lr", [0.1, 0.2], "numbers")],
    [[0.3], found("lr", 0.1)],
    [0.3, found("period", 3, "whole")],
    [1000, found("lr", 0.1)],
    ["x", found("lr", 0.1)],
    [1, found("nesterov", true, "switch")],
  ]))
    assert.ok(!suits(value, wanted, known), JSON.stringify([value, wanted]));
});
