// How the runs of somebody's code stand, in words.

import { faultWord } from "./words.js";

/** @import { Fault } from "../types.js" */
/** @import { Place } from "./console.js" */
/** @import { Result } from "./pictures.js" */
/** @typedef {{ status: string, step: number }} Ended */

/** In the order in which they are told. @type {Place[]} */
const PLACES = ["hill", "classifier"];
const NOUNS = { hill: ["step", "Ran"], classifier: ["update", "Trained"] };

/**
 * How one run ended.
 * @param {Place} place
 * @param {Ended} outcome
 * @param {number} seconds
 */
export function endSentence(place, { status, step }, seconds) {
  const [noun, did] = NOUNS[place];
  const time = seconds < 0.095 ? "less than 0.1" : seconds.toFixed(1);
  if (status === "diverged") return `Diverged at ${noun} ${step}.`;
  if (status === "converged") return `Converged at ${noun} ${step}, in ${time} s.`;
  if (status === "cancelled") return step > 0 ? `Stopped at ${noun} ${step}.` : "Stopped.";
  return `${did} ${step} ${noun}${step === 1 ? "" : "s"} in ${time} s.`;
}

/**
 * What stopped a run.
 * @param {Fault} fault
 */
export function faultSentence(fault) {
  return `${faultWord(fault)}${fault.step === null ? "" : `, at step ${fault.step}`}.`;
}

/** The line below the code, and the button that stops what goes on. */
export class RunStatus {
  /**
   * @param {HTMLElement} line
   * @param {HTMLButtonElement} stop
   */
  constructor(line, stop) {
    this.line = line;
    this.button = stop;
    /** @type {Map<Place, string>} */
    this.ends = new Map();
    /** What goes on. @type {Set<Place | "look" | "check">} */
    this.going = new Set();
    this.failed = false;
  }

  begin() {
    this.ends.clear();
    this.going.clear();
    this.going.add("look");
    this.failed = false;
    this.say("Running…");
  }

  /** @param {Result} result */
  hear({ what, event, seconds, outcome, steps }) {
    this.going.delete("look");
    if (event === "waiting") this.wait(seconds ?? 1);
    if (event === "started") this.going.add(what);
    if (event === "started" && !this.failed && !this.ends.size) this.say("Running…");
    if (event === "stopped") this.end(what, endSentence(what, { status: "cancelled", step: Math.max(0, (steps ?? 0) - 1) }, 0));
    if (event === "done" && outcome && outcome.status !== "failed") this.end(what, endSentence(what, outcome, seconds ?? 0));
    this.show();
  }

  /** @param {number} seconds after which the server is asked again */
  wait(seconds) {
    this.say(`The server has much to do. Asking again in ${seconds} s…`);
  }

  /**
   * A run has ended.
   * @param {Place | null} what
   * @param {string} [sentence] how, where that isn't said already
   */
  end(what, sentence) {
    if (what) this.going.delete(what);
    if (what && sentence) this.ends.set(what, sentence);
    if (sentence && !this.failed) this.say([...new Set(PLACES.flatMap((place) => this.ends.get(place) ?? []))].join(" "));
  }

  /**
   * @param {Fault} fault
   * @param {Place | null} what nothing where it isn't a run that it ended
   */
  fail(fault, what) {
    this.failed = true;
    this.going.delete("look");
    if (what) this.going.delete(what);
    else this.going.clear();
    this.say(faultSentence(fault));
  }

  refuse() {
    this.failed = true;
    this.rest();
    this.say("Not run.");
  }

  stop() {
    this.rest();
    if (!this.ends.size) this.say("Stopped.");
  }

  edited() {
    if (!this.going.size) this.say("Changed since it was run.");
  }

  /** A check goes on. */
  work() {
    this.going.add("check");
    this.show();
  }

  /** The check has come to its end. */
  checked() {
    this.going.delete("check");
    this.show();
  }

  /** Nothing goes on any more. */
  rest() {
    this.going.clear();
    this.show();
  }

  /** @param {string} text */
  say(text) {
    this.line.textContent = text;
    this.show();
  }

  show() {
    this.button.disabled = this.going.size === 0;
  }
}
