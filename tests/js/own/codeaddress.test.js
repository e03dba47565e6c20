// The code and its numbers in an address.

import assert from "node:assert/strict";
import { test } from "node:test";

import { chosenOf, codeOf, toQuery } from "../../../static/js/own/codeaddress.js";

const nowhere = () => Promise.reject(new Error("no such text"));

// Code of one's own is in the address itself, with what was chosen, and comes back whole.
test("own code", async () => {
  const chosen = { lr: 0.3, betas: [0.9, 0.99], nesterov: true, mode: "a:b~c_d", one: [1], none: null };
  const { query, whole } = await toQuery({ text: "class A:\n  pass\n", origin: null, class: "A" }, { chosen, only: true }, "adam");
  const read = new URLSearchParams(query.toString());
  assert.deepEqual((await codeOf(read, nowhere)).code, { text: "class A:\n  pass\n", origin: null });
  assert.deepEqual(chosenOf(read), { chosen, only: true, unknown: [] });
  assert.deepEqual([whole, read.get("class"), read.get("reference")], [true, "A", "adam"]);
});

// Unchanged code is said by the name of what it is.
test("a template", async () => {
  /** @type {import("../../../static/js/own/codeaddress.js").Origin} */
  const origin = { kind: "template", name: "momentum" };
  const { query } = await toQuery({ text: "whatever", origin, class: "" }, { chosen: {}, only: false }, "adam");
  assert.equal(query.toString(), "template=momentum&reference=adam");
  assert.deepEqual((await codeOf(query, async () => "its text")).code, { text: "its text", origin });
});

// Long code is not in the link, which says so.
test("too long", async () => {
  const text = Array.from({ length: 2000 }, (_, place) => Math.sin(place)).join("\n");
  const { query, whole } = await toQuery({ text, origin: null, class: "" }, { chosen: {}, only: false }, "adam");
  assert.deepEqual([query.has("code"), whole], [false, false]);
});

// What can't be read is named, and nothing else is lost.
test("wrong", async () => {
  assert.deepEqual(await codeOf(new URLSearchParams("code=zzz"), nowhere), { code: null, unknown: ["code"] });
  assert.deepEqual(await codeOf(new URLSearchParams("rule=nobody"), nowhere), { code: null, unknown: ["rule"] });
  for (const text of ["lr", "lr:fast", "lr:", ":1", "lr:1~", "lr:%22", "lr:1~only"]) assert.deepEqual(chosenOf(new URLSearchParams({ hp: text })), { chosen: {}, only: false, unknown: ["hp"] });
});
