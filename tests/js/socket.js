// A stream whose server is the test.

import { Stream } from "../../static/js/stream.js";

/** A socket whose other end is the test. */
export class Socket {
  /** @type {Socket[]} */
  static made = [];

  constructor() {
    /** @type {any[]} */
    this.sent = [];
    /** @type {any} */ this.onopen = null;
    /** @type {any} */ this.onmessage = null;
    /** @type {any} */ this.onclose = null;
    Socket.made.push(this);
  }

  /** @param {string} text */
  send(text) {
    this.sent.push(JSON.parse(text));
  }

  /** @param {object} message */
  answer(message) {
    this.onmessage({ data: JSON.stringify(message) });
  }
}

/**
 * A stream that is connected, its socket, and what it said of the server.
 * @param {import("node:test").TestContext} context
 */
export function connected(context) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  Object.assign(globalThis, { window: globalThis });
  Socket.made = [];
  /** @type {string[]} */
  const states = [];
  const stream = new Stream("ws://here/api/stream", (state) => states.push(state), /** @type {any} */ (Socket));
  const [socket] = Socket.made;
  socket.onopen();
  return { stream, socket, states };
}
