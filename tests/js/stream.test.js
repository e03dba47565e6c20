// The socket that comes back by itself.

import assert from "node:assert/strict";
import { test } from "node:test";

import { connected, Socket } from "./socket.js";

// Two requests share the socket, and each hears its own answers.
test("several requests", (context) => {
  const { stream, socket } = connected(context);
  /** @type {string[]} */
  const heard = [];
  for (const name of ["a", "b"]) stream.request({ type: "run" }, { steps: () => heard.push(name) });
  socket.answer({ type: "steps", id: socket.sent[1].id });
  socket.answer({ type: "steps", id: socket.sent[0].id });
  assert.deepEqual(heard, ["b", "a"]);
});

// After cancel nothing is heard, though it was on its way.
test("cancel", (context) => {
  const { stream, socket } = connected(context);
  let heard = 0;
  const asked = stream.request({ type: "run" }, { steps: () => heard++ });
  const { id } = socket.sent[0];
  asked.cancel();
  socket.answer({ type: "steps", id });
  assert.deepEqual([heard, socket.sent[1]], [0, { type: "cancel", id }]);
});

// What was under way when the server was lost is asked again when it is back; what was done isn't.
test("lost and back", (context) => {
  const { stream, socket, states } = connected(context);
  stream.request({ type: "run", run: "done" }, {});
  stream.request({ type: "run", run: "going" }, { lost: () => states.push("waits") });
  socket.answer({ type: "done", id: socket.sent[0].id });
  socket.onclose();
  context.mock.timers.tick(250);
  const again = Socket.made[1];
  again.onopen();
  assert.deepEqual(again.sent.map(({ run }) => run), ["going"]);
  assert.deepEqual(states, ["there", "waits", "lost", "there"]);
});

// A server that has too much to do is asked again when it said, unless nobody wants it any more.
test("busy", (context) => {
  const { stream, socket, states } = connected(context);
  stream.request({ type: "run" }, {});
  const other = stream.request({ type: "sweep" }, {});
  for (const { id } of [...socket.sent]) socket.answer({ type: "busy", id, reason: "must wait", seconds: 3 });
  other.cancel();
  context.mock.timers.tick(2999);
  assert.deepEqual(socket.sent.map(({ type }) => type), ["run", "sweep", "cancel"]);
  context.mock.timers.tick(1);
  assert.deepEqual(socket.sent.map(({ type }) => type), ["run", "sweep", "cancel", "run"]);
  assert.deepEqual(states, ["there", "busy", "busy"]);
});

// It waits longer from attempt to attempt, but never longer than four seconds.
test("patience", (context) => {
  const { socket } = connected(context);
  socket.onclose();
  for (const wait of [250, 500, 1000, 2000, 4000, 4000]) {
    const before = Socket.made.length;
    context.mock.timers.tick(wait - 1);
    assert.equal(Socket.made.length, before);
    context.mock.timers.tick(1);
    assert.equal(Socket.made.length, before + 1);
    Socket.made[before].onclose();
  }
});
