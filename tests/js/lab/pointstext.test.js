// Own points in an address.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fromText, toText } from "../../../static/js/lab/pointstext.js";

/** @import { PointsSpec } from "../../../static/js/types.js" */

/**
 * @param {number[][]} points
 * @param {number[]} labels
 * @param {string[]} classes
 * @returns {PointsSpec}
 */
const spec = (points, labels, classes = ["A", "B"]) => ({ name: "points", points, labels, classes });

/** Points of three decimals, some hundred of them in any order of classes. @param {number} count */
const many = (count) =>
  spec(
    Array.from({ length: count }, (_, place) => [Math.round(2000 * Math.sin(place)) / 1000, Math.round(2000 * Math.cos(7 * place)) / 1000]),
    Array.from({ length: count }, (_, place) => (place * place) % 7 % 2),
  );

test("points come back exactly, in their order, with the names of their classes", () => {
  for (const each of [
    many(300),
    spec([[0, 0], [-0.001, 0.001]], [1, 1]),
    spec([[1000, -1000], [999.999, -999.999]], [0, 2], ["grün ~&=", "b,c", "日本"]),
    spec([[0.123456, -2], [1e-6, 3]], [0, 1]),
  ])
    assert.deepEqual(fromText(/** @type {string} */ (toText(each))), each);
});

test("a point takes five to seven letters, which an address keeps as they are", () => {
  const text = /** @type {string} */ (toText(many(300)));
  assert.ok(text.length > 5 * 300 && text.length < 6.5 * 300 && /^[\w-]+$/.test(text));
});

test("what is too long, or has more decimals than are written, is not put into an address", () => {
  assert.equal(toText(many(1000)), null);
  assert.equal(toText(spec([[1 / 3, 0], [0, 0]], [0, 1])), null);
});

test("a text that holds no such points is none", () => {
  const good = /** @type {string} */ (toText(many(20)));
  for (const text of ["", "%", "AAAA", "AQMC", good.slice(0, -1), good.slice(0, 4), `B${good.slice(1)}`, "x".repeat(500)])
    assert.equal(fromText(text), null, text);
});
