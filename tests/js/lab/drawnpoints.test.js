// Points that are being drawn.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DrawnPoints, domainOf } from "../../../static/js/lab/drawnpoints.js";

/** @type {[number, number][]} */
const domain = [[-2, 2], [-2, 2]];
const two = () => new DrawnPoints({ points: [[0, 0], [1, 1]], labels: [0, 1], classes: ["A", "B"], domain });

test("coordinates are kept to three decimals, within what is allowed", () => {
  const drawn = two();
  assert.ok(drawn.add([0.12345, -2000], 1));
  assert.deepEqual(drawn.points.at(-1), [0.123, -1000]);
  assert.equal(drawn.summary, "3 points: 1 A, 2 B.");
});

test("undo goes back a stroke at a time, past strokes that changed nothing", () => {
  const drawn = two();
  drawn.keep();
  drawn.add([2, 2], 0);
  drawn.add([3, 3], 0);
  drawn.keep();
  drawn.undo();
  assert.deepEqual(drawn.points, [[0, 0], [1, 1]]);
  drawn.undo();
  assert.equal(drawn.points.length, 2);
});

test("points of a file are all shown, and undo shows again what was there", () => {
  const drawn = two();
  drawn.keep();
  drawn.replace({ name: "points", points: [[0, 0], [10, 2]], labels: [0, 1], classes: ["cat", "dog"] });
  assert.deepEqual([drawn.classes, drawn.domain], [["cat", "dog"], [[-1.5, 11.5], [-5.5, 7.5]]]);
  drawn.undo();
  assert.deepEqual([drawn.classes, drawn.domain], [["A", "B"], domain]);
});

test("the thousand and first point is not taken", () => {
  const drawn = new DrawnPoints({ points: Array(1000).fill([0, 0]), labels: Array(1000).fill(0), classes: ["A", "B"], domain });
  assert.equal(drawn.add([1, 1], 0), false);
  assert.equal(drawn.points.length, 1000);
});

test("what is missing is said", () => {
  const drawn = two();
  assert.equal(drawn.missing, "");
  assert.equal(drawn.erase(([x]) => x === 1), 1);
  assert.equal(drawn.missing, "One more point is needed.");
  drawn.clear();
  assert.equal(drawn.missing, "At least 2 points are needed.");
});

test("there are up to ten classes, each with a name of its own", () => {
  const drawn = two();
  for (let times = 0; times < 12; times++) drawn.addClass();
  assert.equal(drawn.classes.join(""), "ABCDEFGHIJ");
  assert.equal(drawn.rename(2, "A"), "Another class is called A.");
  assert.equal(drawn.rename(2, "all"), "“all” stands for all classes.");
  assert.equal(drawn.rename(2, "cat"), "");
  assert.equal(drawn.classes[2], "cat");
});

test("classes without a point are not trained, but two there are", () => {
  const drawn = two();
  drawn.addClass();
  drawn.addClass();
  drawn.add([5, 5], 3);
  assert.deepEqual(drawn.spec(), { name: "points", points: [[0, 0], [1, 1], [5, 5]], labels: [0, 1, 2], classes: ["A", "B", "D"] });
  drawn.erase(([x]) => x > 0);
  assert.deepEqual(drawn.spec().classes, ["A", "B"]);
});

test("a plot of points shows them all with the same unit", () => {
  assert.deepEqual(domainOf([[0, 0], [10, 2]]), [[-1.5, 11.5], [-5.5, 7.5]]);
  assert.deepEqual(domainOf([[3, 3]]), [[2, 4], [2, 4]]);
});
