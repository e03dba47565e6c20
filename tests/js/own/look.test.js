// What is seen in somebody's code.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Look } from "../../../static/js/own/look.js";
import { connected } from "../socket.js";

const SEEN = { class: "A", classes: ["A"], hyperparameters: [] };
/** @type {(socket: any, place: number, answer: object) => void} */
const answer = (socket, place, message) => socket.answer({ ...message, id: socket.sent[place].id });

// The same code is asked about once: a slider that moves it waits for nothing.
test("once", async (context) => {
  const { stream, socket } = connected(context);
  const look = new Look(stream, () => {});
  const seen = look.at("code", "");
  answer(socket, 0, { type: "done", ...SEEN });
  assert.equal((await seen)?.class, "A");
  assert.equal((await look.at("code", ""))?.class, "A");
  assert.deepEqual(socket.sent.map(({ type, look }) => [type, look]), [["look", { source: "code" }]]);
});

// Newer code overtakes what was asked before, which is answered with nothing.
test("overtaken", async (context) => {
  const { stream, socket } = connected(context);
  const look = new Look(stream, () => {});
  const first = look.at("old", "");
  const second = look.at("new", "B");
  answer(socket, 2, { type: "done", ...SEEN });
  assert.deepEqual([await first, (await second)?.class], [null, "A"]);
  assert.deepEqual(socket.sent.map(({ type }) => type), ["look", "cancel", "look"]);
});

// A fault is one each time: code is looked at anew.
test("a fault", async (context) => {
  const { stream, socket } = connected(context);
  const look = new Look(stream, () => {});
  const asked = look.at("code", "");
  answer(socket, 0, { type: "error", field: "look.source", reason: "SyntaxError: …" });
  await assert.rejects(asked, { field: "look.source" });
  look.at("code", "");
  assert.equal(socket.sent.length, 2);
});

// Where the server has too much to do that is told.
test("busy", async (context) => {
  const { stream, socket } = connected(context);
  /** @type {number[]} */
  const waits = [];
  new Look(stream, (seconds) => waits.push(seconds)).at("code", "");
  answer(socket, 0, { type: "busy", reason: "must wait", seconds: 2 });
  assert.deepEqual(waits, [2]);
});
