// The lanes of a race, and what is told of them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ballsOf } from "../../static/js/balls.js";
import { best, rates } from "../../static/js/fair.js";
import { laneOf } from "../../static/js/lane.js";
import { Race } from "../../static/js/race.js";
import { nearest, reached } from "../../static/js/racetable.js";
import { Records } from "../../static/js/records.js";
import { objectives, optimizers, ravine, setting } from "./catalogue.js";
import { connected } from "./socket.js";

/** @import { FanAnswer, Typed } from "../../static/js/types.js" */

const [plain, adam] = optimizers.map(laneOf);

/** @param {import("node:test").TestContext} context */
function race(context) {
  const { stream, socket } = connected(context);
  const made = new Race(stream, () => assert.fail("no fan was wanted"), () => {}, () => {});
  return { made, socket };
}

// A lane whose run stays the same is not asked for again, wherever it stands when another is taken away.
test("what stays is kept", (context) => {
  const { made } = race(context);
  made.want({ ...setting, lanes: [plain, adam] });
  const [, second] = made.runners;
  assert.deepEqual(made.want({ ...setting, lanes: [adam] }), []);
  assert.deepEqual(made.runners, [second]);
});

// A lane that is changed keeps its runner, which shows the old run until the new one has come.
test("what changes is asked for", (context) => {
  const { made, socket } = race(context);
  for (const runner of made.want({ ...setting, lanes: [plain, adam] })) runner.ask();
  const others = made.want({ ...setting, lanes: [plain, { ...adam, start: [2] }] });
  assert.deepEqual(others, [made.runners[1]]);
  assert.deepEqual(socket.sent.map(({ run }) => run.optimizer.name), ["simple_gd", "adam"]);
});

// The run of a lane that is taken away is computed no further.
test("what is gone is cancelled", (context) => {
  const { made, socket } = race(context);
  for (const runner of made.want({ ...setting, lanes: [plain, adam] })) runner.ask();
  made.want({ ...setting, lanes: [plain] });
  assert.deepEqual(socket.sent.map(({ type }) => type), ["run", "run", "cancel"]);
});

// The hand may move all of the lane in focus next, and with its start the lanes that begin where it does.
test("what is foreseen", (context) => {
  /** @type {any[]} */
  const asked = [];
  const made = new Race(connected(context).stream, (body) => Promise.reject(asked.push(body)), () => {}, () => {});
  const three = { ...setting, lanes: [plain, adam, { ...adam, start: [2] }] };
  made.want(three);
  made.foresee(three, new Map([["start.0", [0, 1]], ["optimizer.lr", [0.1, 1]]]), 0);
  const fields = asked.map(({ run, field }) => `${run.optimizer.name} ${field}`);
  assert.deepEqual(fields, ["simple_gd start.0", "simple_gd optimizer.lr", "adam start.0"]);
});

// A ball stays where its run ends, is in the hand where it begins with the one in focus, and isn't there before its run has come.
test("the balls", (context) => {
  const { made } = race(context);
  const three = { ...setting, lanes: [plain, { ...adam, start: [2] }, adam] };
  made.want(three);
  const records = Object.assign(new Records(), { points: [[1, 0.8]], loss: [1, 0.64], grads: [[2, 1.6]] });
  for (const { live, wanted } of made.runners.slice(0, 2)) live.show(wanted, records);
  const balls = ballsOf(made, { setting: three, about: objectives[0], held: [3] }, 1.5, optimizers);
  assert.deepEqual(balls.map(({ name, position, held }) => [name, position, held]), [
    ["1 simple_gd", 1, [3]],
    ["2 adam", 1, null],
  ]);
});

// How far it is to the nearest minimum, in both coordinates.
test("the distance", () => {
  assert.equal(nearest(ravine, [3, -4]), 5);
  assert.equal(nearest({ ...ravine, minima: [] }, [3, -4]), null);
});

// The first step that is low enough counts; of a fan's records, which are only some, no more is known than at most.
test("how soon it came low", () => {
  const records = { loss: [4, 1, 0.25, 0.5], steps: null, outcome: {} };
  assert.deepEqual([reached(records, 1), reached(records, 0.3), reached(records, 0.1)], ["1", "2", "never"]);
  assert.equal(reached({ ...records, outcome: null }, 0.1), "…");
  assert.equal(reached({ ...records, steps: [0, 5, 10, 15] }, 1), "≤ 5");
});

/** @type {(dtype: Typed["dtype"], array: ArrayBufferView) => Typed} */
const typed = (dtype, array) => ({ dtype, bdata: Buffer.from(array.buffer).toString("base64") });

// The best rate leads lowest; of those as low the one that came to rest first; one that diverged is none.
test("the best rate", () => {
  const answer = /** @type {FanAnswer} */ ({
    ends: {
      statuses: ["finished", "converged", "diverged"],
      status: typed("i1", Int8Array.of(0, 1, 1, 2)),
      step: typed("i2", Int16Array.of(50, 30, 20, 3)),
      loss: typed("f4", Float32Array.of(0.5, 0.125, 0.125, 0)),
    },
  });
  assert.equal(best(answer), 2);
});

// Every rule is tried at the same sixty-four rates, from the smallest to the largest.
test("the rates that are tried", () => {
  assert.deepEqual([rates.length, rates[0], rates.at(-1)], [64, 1e-4, 10]);
  assert.equal(new Set(rates).size, 64);
});
