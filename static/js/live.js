// One run or training as it stands in the page: asked of the server, its records as they come.

/** @import { Failure, Recording } from "./types.js" */
/** @import { Stream } from "./stream.js" */

/** How long a run that is overtaken by a newer setting may go on, in milliseconds. */
const PATIENCE = 120;

/**
 * What is asked for, as a message without its id, and what takes the answers.
 * @template Spec
 * @template {Recording} R
 * @typedef {object} Kind
 * @property {(spec: Spec) => object} message
 * @property {() => R} records
 */

/**
 * The run of the latest spec. While a hand moves a slider specs come faster than runs: the one under way is
 * let come to its end if that is soon, and then the latest spec is asked, so that something is always seen.
 * @template Spec
 * @template {Recording} R
 */
export class LiveRun {
  /**
   * @param {Stream} stream
   * @param {Kind<Spec, R>} kind
   * @param {() => void} onchange called when records or the outcome have come
   * @param {(failure: Failure) => void} onerror
   */
  constructor(stream, kind, onchange, onerror) {
    this.stream = stream;
    this.kind = kind;
    this.onchange = onchange;
    this.onerror = onerror;
    this.records = kind.records();
    /** @type {{ cancel: () => void } | null} */
    this.asked = null;
    /** @type {{ spec: Spec, kept: number } | null} */
    this.next = null;
    this.overtaken = 0;
  }

  /**
   * Ask for a run.
   * @param {Spec} spec
   * @param {number} kept how many of the records at hand belong to it too
   */
  ask(spec, kept = 0) {
    this.next = { spec, kept: Math.min(kept, this.next?.kept ?? kept) };
    if (!this.asked) this.send();
    else if (!this.overtaken)
      this.overtaken = window.setTimeout(() => {
        this.asked?.cancel();
        this.send();
      }, PATIENCE);
  }

  send() {
    clearTimeout(this.overtaken);
    this.overtaken = 0;
    this.asked = null;
    if (!this.next) return;
    const { spec, kept } = this.next;
    this.next = null;
    const fresh = kept && this.records.upto ? this.records.upto(kept) : this.kind.records();
    if (kept) this.records = fresh;
    const ended = () => {
      this.asked = null;
      this.send();
    };
    this.asked = this.stream.request(this.kind.message(spec), {
      started: (message) => fresh.begin?.(message),
      steps: (message) => {
        fresh.take(message.steps);
        this.records = fresh;
        this.onchange();
      },
      done: (message) => {
        fresh.finish(message);
        ended();
        this.onchange();
      },
      error: (failure) => {
        this.onerror(failure);
        ended();
      },
    });
  }
}
