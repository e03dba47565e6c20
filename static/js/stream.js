// The socket: several requests share it, and it comes back by itself when the server was lost.

const SOONEST = 250;
const LATEST = 4000;

/** @import { Failure, Handlers } from "./types.js" */

/**
 * A lasting connection to `/api/stream`. What was under way when it broke is asked again when it is back:
 * runs are pure functions of what was asked, so the answer is the same.
 */
export class Stream {
  /**
   * @param {string} url
   * @param {(state: "there" | "lost" | "busy") => void} onserver called when the server is lost, when it is back, and
   *   when it says that it has too much to do: then it is asked again when it said
   * @param {{ new (url: string): WebSocket }} Socket
   */
  constructor(url, onserver, Socket = WebSocket) {
    this.url = url;
    this.onserver = onserver;
    this.Socket = Socket;
    /** @type {Map<string, { message: object, handlers: Handlers }>} */
    this.going = new Map();
    this.count = 0;
    this.wait = SOONEST;
    this.open = false;
    this.connect();
  }

  connect() {
    this.socket = new this.Socket(this.url);
    this.socket.onopen = () => {
      this.open = true;
      this.wait = SOONEST;
      this.onserver("there");
      for (const { message } of this.going.values()) this.send(message);
    };
    this.socket.onmessage = (event) => this.receive(JSON.parse(event.data));
    this.socket.onclose = () => {
      if (this.open) for (const { handlers } of this.going.values()) handlers.lost?.();
      this.open = false;
      this.onserver("lost");
      setTimeout(() => this.connect(), this.wait);
      this.wait = Math.min(2 * this.wait, LATEST);
    };
  }

  /**
   * Ask for a run or a training.
   * @param {object} message the request without its id
   * @param {Handlers} handlers what to do with the answers; none is called after cancel
   * @returns {{ cancel: () => void }}
   */
  request(message, handlers) {
    const id = String(++this.count);
    const whole = { ...message, id };
    this.going.set(id, { message: whole, handlers });
    if (this.open) this.send(whole);
    return {
      cancel: () => {
        if (this.going.delete(id) && this.open) this.send({ type: "cancel", id });
      },
    };
  }

  /** @param {object} message */
  send(message) {
    this.socket?.send(JSON.stringify(message));
  }

  /** @param {any} message */
  receive(message) {
    const request = this.going.get(message.id);
    if (message.type === "busy") {
      this.onserver("busy");
      request?.handlers.busy?.(message);
      setTimeout(() => request && this.open && this.going.get(message.id) === request && this.send(request.message), 1000 * message.seconds);
      return;
    }
    const handlers = request?.handlers;
    if (message.type === "done" || message.type === "error") this.going.delete(message.id);
    if (message.type === "error") handlers?.error?.(/** @type {Failure} */ (message));
    else handlers?.[/** @type {"started" | "steps" | "progress" | "print" | "warning" | "done"} */ (message.type)]?.(message);
  }
}

/** The stream's address on the server that served this page. */
export function streamUrl() {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/stream`;
}
