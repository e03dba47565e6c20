// What a challenge asks, and what an answer scores.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  challengeText,
  edgeOf,
  givenSetting,
  guessScore,
  Kept,
  nameOf,
  parseChallenge,
  settingOf,
  soonest,
  starts,
  stepsTo,
} from "../../static/js/challenges.js";
import { specOf } from "../../static/js/setting.js";
import { catalogue, ravine, setting } from "./catalogue.js";

/** @import { Challenge } from "../../static/js/challenges.js" */

/** @type {Challenge} */
const fewest = { kind: "fewest", target: 1e-6 };
const run = specOf(setting, setting.lanes[0]);

/** @type {(array: ArrayBufferView) => string} */
const base64 = ({ buffer }) => Buffer.from(buffer).toString("base64");

// A challenge goes through an address and comes out the same; what is none is none.
test("there and back", () => {
  for (const challenge of /** @type {Challenge[]} */ ([fewest, { kind: "guess", seed: 7 }, { kind: "edge" }]))
    assert.deepEqual(parseChallenge(challengeText(challenge)), challenge);
  for (const text of [null, "", "fewest", "fewest~target:low", "guess~seed:1.5", "guess~target:1", "edge~seed:1", "race"])
    assert.equal(parseChallenge(text), null);
});

// One ball meets a challenge, from the address's start; a guess begins where the seed says.
test("the setting", () => {
  const race = { ...setting, lanes: [setting.lanes[0], { ...setting.lanes[0], start: [0.5] }], focus: 1 };
  const met = settingOf(fewest, race, ravine);
  assert.deepEqual([met.lanes.length, met.focus, met.lanes[0].start, met.start], [1, 0, null, [1]]);
  assert.deepEqual(settingOf({ kind: "guess", seed: 7 }, race, ravine).start, starts(7, ravine.domain)[0]);
});

// What is handed on and what a score is of hold nothing that the player has found.
test("found but not told", () => {
  const found = { ...setting, lanes: [{ ...setting.lanes[0], hyperparameters: { lr: 0.5 } }] };
  for (const challenge of /** @type {Challenge[]} */ ([fewest, { kind: "edge" }])) {
    assert.deepEqual(givenSetting(challenge, found, catalogue), setting);
    assert.equal(nameOf(challenge, found), nameOf(challenge, setting));
    assert.notEqual(nameOf(challenge, found), nameOf(challenge, { ...found, start: [0.9] }));
  }
});

// The first step at or below the target counts, step 0 too.
test("the fewest steps", () => {
  assert.deepEqual([stepsTo([1, 0.5, 0.1, 0.2], 0.1), stepsTo([1, 0.5], 2), stepsTo([1, 0.5], 0.1)], [2, 0, null]);
});

// A seed gives everyone the same starts, within the picture; another seed others.
test("starts", () => {
  assert.deepEqual(starts(1, [[-2, 2]]), starts(1, [[-2, 2]]));
  assert.notDeepEqual(starts(1, [[-2, 2]]), starts(2, [[-2, 2]]));
  for (const [x, y] of starts(3, ravine.domain)) assert.ok(Math.abs(x) < 2 && Math.abs(y) < 1);
});

// On the spot is a hundred points, half the width away none; that it diverges is a guess too.
test("a guess", () => {
  /** @type {(status: "finished" | "diverged", point: number[]) => import("../../static/js/types.js").Outcome} */
  const ended = (status, point) => ({ status, step: 1, point, loss: 0 });
  /** @type {(guess: number[] | null, outcome: ReturnType<typeof ended>) => number} */
  const points = (guess, outcome) => guessScore(guess, outcome, [[-2, 2]]).points;
  assert.deepEqual([1, 0, -1, -2].map((guess) => points([guess], ended("finished", [1]))), [100, 50, 0, 0]);
  assert.deepEqual([points(null, ended("diverged", [])), points([1], ended("diverged", [])), points(null, ended("finished", [1]))], [100, 0, 0]);
});

// Three fans close in on the smallest rate that diverges; where none does, there is no edge.
test("the edge", async () => {
  /** @type {(edge: number) => (body: any) => Promise<any>} */
  const server = (edge) => async ({ values }) => ({
    ends: {
      statuses: ["finished", "converged", "diverged"],
      status: { dtype: "i1", bdata: base64(Int8Array.from(values, (/** @type {number} */ each) => (each >= edge ? 2 : 0))) },
    },
  });
  const found = /** @type {number} */ (await edgeOf(run, server(1.234)));
  assert.ok(found >= 1.234 && found < 1.2342);
  assert.equal(await edgeOf(run, server(1000)), null);
});

// Of many rates the one that comes to the target first.
test("the soonest", async () => {
  /** @type {(body: any) => Promise<any>} */
  const server = async ({ values, kept }) => {
    const loss = values.flatMap((/** @type {number} */ lr) => kept.map((/** @type {number} */ step) => (1 - lr / 10) ** step));
    return { loss: { dtype: "f4", bdata: base64(Float32Array.from(loss)) } };
  };
  assert.deepEqual(await soonest(run, 0.5, server), { lr: 5.78, steps: 1 });
  assert.equal(await soonest(run, -1, server), null);
});

// The best is kept with its setting, whether few or much is good, and comes back.
test("the best so far", () => {
  /** @type {Map<string, string>} */
  const held = new Map();
  const storage = { getItem: (/** @type {string} */ name) => held.get(name) ?? null, setItem: (/** @type {string} */ name, /** @type {string} */ text) => void held.set(name, text) };
  const kept = new Kept(storage, "one", true);
  kept.tried();
  assert.deepEqual([kept.scored(30, "a"), kept.scored(30, "b"), kept.scored(20, "c")], [true, false, true]);
  assert.deepEqual(new Kept(storage, "one", true).held, { tries: 1, best: { score: 20, query: "c" } });
  const more = new Kept(storage, "two", false);
  assert.deepEqual([more.scored(20, ""), more.scored(30, ""), more.scored(10, "")], [true, true, false]);
});
