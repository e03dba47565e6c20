// The whole address, its keys, and the parts that it hides.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { addressOf, KEYS, strangers } from "../../static/js/address.js";
import { FIELDS, hiddenParts, PARTS } from "../../static/js/parts.js";
import { optimizers, setting } from "./catalogue.js";

const LINKS = readFileSync(new URL("../../docs/links.md", import.meta.url), "utf8");

/** An address that says all that there is to say. */
const FULL = addressOf(
  { ...setting, objective: { name: "typed", formula: "x**2 & 1", domain: [[-2, 2]] }, lanes: [...setting.lanes, ...setting.lanes], focus: 1 },
  { step: 3, speed: 5, log: true, spacious: true, target: "0.001", challenge: "rate:1e-6", preset: "slow", kept: new URLSearchParams("show=loss,map&hide=steps&theme=dark") },
);

// Every key that is written is known when it is read, and told in docs/links.md.
test("the keys", () => {
  const query = new URLSearchParams(FULL);
  assert.deepEqual(new Set(query.keys()), new Set(KEYS));
  assert.deepEqual(strangers(query, optimizers), []);
  const [hill] = LINKS.split("\n## The classifier\n");
  const told = [...hill.matchAll(/^\| `(\w+)` \|/gm)].map(([, key]) => key);
  assert.deepEqual(new Set(told), new Set(KEYS));
});

// Every part has its name there, and no other.
test("the parts", () => {
  const [, parts, fields] = /** @type {RegExpMatchArray} */ (LINKS.match(/The parts are (.*?)\. The fields of\nthe setting are (.*?)\./s));
  const names = (/** @type {string} */ text) => [...text.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  assert.deepEqual(names(parts), Object.keys(PARTS));
  assert.deepEqual(names(fields), Object.keys(FIELDS));
});

// What is hidden is written as it was said, its commas unescaped.
test("what is kept", () => assert.match(FULL, /target=0\.001&preset=slow&show=loss,map&hide=steps&theme=dark$/));

// A key that means nothing is told; a rule's numbers are keys of the first version alone.
test("strangers", () => {
  assert.deepEqual(strangers(new URLSearchParams("optimizer=adam&betas=0.8,0.9&colour=red"), optimizers), ["colour"]);
  assert.deepEqual(strangers(new URLSearchParams("v=2&lr=1&lane=adam"), optimizers), ["lr"]);
});

for (const [query, embedded, hidden, unknown] of /** @type {[string, boolean, string[], string[]][]} */ ([
  ["", false, [], []],
  ["hide=map,steps", false, ["map", "steps"], []],
  ["hide=map,nothing", false, ["map"], ["hide"]],
  ["show=loss,map,race,step,more,look,setting,transport,intro", false, ["formula", "outcome", "legend"], []],
  ["show=&hide=steps", true, [...Object.keys(PARTS), "steps"], []],
  ["", true, ["intro", "legend", "setting", "loss", "map", "race", "step", "more", "look"], []],
]))
  // The page shows all that it isn't told to hide, a frame a few parts.
  test(`hidden by ${query || "nothing"}${embedded ? " in a frame" : ""}`, () =>
    assert.deepEqual(hiddenParts(new URLSearchParams(query), embedded), { hidden, unknown }));
