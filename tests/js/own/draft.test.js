// What the browser keeps of somebody's code.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Draft } from "../../../static/js/own/draft.js";

/** @type {() => Pick<Storage, "getItem" | "setItem">} */
const storage = () => {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
};
/** @type {import("../../../static/js/own/codeaddress.js").Origin} */
const ADAM = { kind: "rule", name: "adam" };

// What is typed is there when the page opens again.
test("kept", () => {
  const kept = storage();
  new Draft(kept).change("mine");
  assert.deepEqual([new Draft(kept).text, new Draft(kept).origin], ["mine", null]);
});

// Code from a link leaves the draft kept as it was, until somebody changes it; then the draft is put aside.
test("from a link", () => {
  const kept = storage();
  new Draft(kept).change("mine");
  const draft = new Draft(kept);
  draft.take("theirs", null);
  assert.deepEqual([draft.text, draft.aside, new Draft(kept).text], ["theirs", "mine", "mine"]);
  draft.change("theirs, changed");
  assert.deepEqual([new Draft(kept).text, new Draft(kept).aside], ["theirs, changed", "mine"]);
});

// What nobody has changed isn't put aside: it can be had again.
test("a template after another", () => {
  const draft = new Draft(storage());
  draft.change("mine");
  draft.take("adam", ADAM);
  draft.take("momentum", { kind: "template", name: "momentum" });
  assert.equal(draft.aside, "mine");
});

// Had back, the draft is aside no more, and what stood in its place is.
test("back", () => {
  const draft = new Draft(storage());
  draft.change("mine");
  draft.take("theirs", null);
  draft.take("mine", null);
  assert.deepEqual([draft.text, draft.aside], ["mine", "theirs"]);
});

// A store that holds something else holds nothing.
test("spoilt", () => assert.equal(new Draft({ getItem: () => "{", setItem() {} }).text, null));
