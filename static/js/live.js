// One run or training as it stands in the page: asked of the server, its records as they come.

/** @import { Failure, Recording } from "./types.js" */
/** @import { Stream } from "./stream.js" */

/** How long a run that is overtaken by a newer setting may go on once it is seen, in milliseconds. */
const PATIENCE = 120;
/** How much longer it may be before anything of it is seen. */
const SILENCE = 900;

/**
 * What is asked for, as a message without its id, and what takes the answers.
 * @template Spec
 * @template {Recording} R
 * @typedef {object} Kind
 * @property {(spec: Spec) => object} message
 * @property {(spec?: Spec) => R} records
 */

/**
 * The run of the latest spec. While a hand moves a slider specs come faster than runs: the one under way is
 * let go on until it is seen, and to its end if that is soon; then the latest spec is asked.
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
    /** @type {Spec | null} what the records at hand are of */
    this.spec = null;
    /** @type {{ cancel: () => void } | null} */
    this.asked = null;
    /** @type {{ spec: Spec, kept: number, until: number } | null} */
    this.next = null;
    this.overtaken = 0;
    this.late = false;
    this.seen = false;
  }

  /** Whether a run that leaves the records at hand can be asked now: they are of the latest spec. */
  get current() {
    return !this.next && (!this.asked || this.seen);
  }

  /**
   * Ask for a run. One that leaves the run that is seen takes its place at once: the records must not go past the bend.
   * @param {Spec} spec
   * @param {number} kept how many of the records at hand belong to it too
   * @param {number} until the step to which it must have come before it takes the place of the one at hand
   */
  ask(spec, kept = 0, until = 0) {
    this.next = { spec, kept: Math.min(kept, this.next?.kept ?? kept), until };
    if (!this.asked || (kept && this.seen)) this.send();
    else if (!this.overtaken) this.overtaken = window.setTimeout(() => this.delay(), PATIENCE);
  }

  /** The run under way is overtaken: it ends when it is seen, or when nothing of it is. */
  delay() {
    this.late = true;
    this.overtaken = window.setTimeout(() => this.send(), SILENCE);
  }

  /**
   * Show records that are at hand. What is under way comes too late.
   * @param {Spec} spec
   * @param {R} records
   */
  show(spec, records) {
    this.stop();
    this.spec = spec;
    this.records = records;
  }

  /** Ask for nothing more. */
  stop() {
    this.next = null;
    this.send();
  }

  send() {
    clearTimeout(this.overtaken);
    this.overtaken = 0;
    this.late = this.seen = false;
    this.asked?.cancel();
    this.asked = null;
    if (!this.next) return;
    const { spec, kept, until } = this.next;
    this.next = null;
    const fresh = kept && this.records.upto ? this.records.upto(kept) : this.kind.records(spec);
    const show = () => {
      this.records = fresh;
      this.spec = spec;
    };
    if (kept) show();
    const ended = () => {
      this.asked = null;
      this.send();
    };
    this.asked = this.stream.request(this.kind.message(spec), {
      started: (message) => fresh.begin?.(message),
      steps: (message) => {
        fresh.take(message.steps, message.frames);
        if (fresh.length <= until) return;
        show();
        this.seen = true;
        this.onchange();
        if (this.late) this.send();
      },
      done: (message) => {
        fresh.finish(message);
        show();
        ended();
        this.onchange();
      },
      print: (message) => fresh.hear?.(message),
      warning: (message) => fresh.hear?.(message),
      busy: (message) => fresh.hear?.(message),
      error: (failure) => {
        // What came before a fault is the run.
        if (fresh.fail?.(failure)) show();
        ended();
        this.onerror(failure);
      },
    });
  }
}
