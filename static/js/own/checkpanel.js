// The check: is it PyTorch's? A sentence, and a table of the hills on which both were run.

import { shown } from "../numbers.js";
import { verdictOf } from "./check.js";
import { STEPS } from "./checker.js";

/** @import { Optimizer } from "../types.js" */
/** @import { Comparison, Difference } from "./check.js" */
/** @import { Line } from "./checker.js" */

const HEADS = ["Hill", "Result"];
const DIFFERENCES = ["First difference", "Largest difference"];

export class CheckPanel {
  /**
   * @param {HTMLElement} verdict
   * @param {HTMLElement} room where the table is
   */
  constructor(verdict, room) {
    this.verdict = verdict;
    this.room = room;
    /** @type {Line[]} */
    this.lines = [];
  }

  begin() {
    this.lines = [];
    this.say("Running both…");
    this.room.hidden = true;
  }

  /** @param {Line} line */
  add(line) {
    this.lines.push(line);
    this.room.replaceChildren(tableOf(this.lines));
    this.room.hidden = false;
  }

  /**
   * @param {Optimizer} rule what it was compared with
   * @param {string[]} taken
   */
  end(rule, taken) {
    const verdict = verdictOf(this.lines.map(({ comparison }) => comparison));
    this.say(verdictSentence(this.lines.map(({ comparison }) => comparison), rule, taken), verdict === "other" ? "bad" : "good");
  }

  /**
   * @param {string} text
   * @param {"" | "good" | "bad"} mood
   */
  say(text, mood = "") {
    this.verdict.textContent = text;
    this.verdict.dataset.mood = mood;
  }

  /** What was said is of other code. */
  clear() {
    this.say("");
    this.room.hidden = true;
  }
}

/**
 * @param {Comparison[]} comparisons
 * @param {Optimizer} rule
 * @param {string[]} taken the hyperparameters that both had from one's own
 */
export function verdictSentence(comparisons, { title, reference }, taken) {
  const what = reference || title;
  const same = comparisons.filter(({ verdict }) => verdict !== "other").length;
  const numbers = taken.length ? ` Both with the same ${taken.join(", ")}.` : "";
  switch (verdictOf(comparisons)) {
    case "same":
      return `Yes: the same as ${what} to the last bit, on all ${same} hills.${numbers}`;
    case "rounding":
      return `Yes, but for rounding: what differs from ${what} is the last digits of float32, as from another order of the same operations.${numbers}`;
    default:
      return `No: ${same ? `on ${comparisons.length - same} of ${comparisons.length} hills` : "on every hill"} it is not ${what}.${numbers}`;
  }
}

/**
 * @param {Difference | null} difference
 * @param {boolean} axes whether a point has several coordinates
 */
export function differenceText(difference, axes) {
  if (!difference) return "none";
  const { step, coordinate, own, reference, absolute, relative, places } = difference;
  const size = places <= 16 ? `${places} float32 number${places === 1 ? "" : "s"} apart` : `${shown(absolute, 3)}, or ${shown(100 * relative, 2)} %`;
  return `step ${step}: ${axes ? "xy"[coordinate] : "x"} is ${shown(own, 9)}, not ${shown(reference, 9)} (${size})`;
}

/** @param {Comparison} comparison */
function resultText({ verdict, records, ended }) {
  if (verdict === "same") return `same bits, ${records - 1} steps`;
  if (verdict === "rounding") return "rounding only";
  return ended === null ? "differs" : `differs: one ends at step ${ended - 1}`;
}

/** @param {Line[]} lines */
function tableOf(lines) {
  const table = document.createElement("table");
  table.className = "own-differences";
  const caption = table.createCaption();
  caption.className = "unseen";
  caption.textContent = `Both runs compared, up to ${STEPS} steps on each hill`;
  const differ = lines.some(({ comparison }) => comparison.first);
  const head = table.createTHead().insertRow();
  for (const text of differ ? [...HEADS, ...DIFFERENCES] : HEADS) {
    const cell = document.createElement("th");
    Object.assign(cell, { scope: "col", textContent: text });
    head.append(cell);
  }
  const body = table.createTBody();
  for (const { objective, comparison } of lines) {
    const row = body.insertRow();
    const name = document.createElement("th");
    Object.assign(name, { scope: "row", textContent: objective.title });
    row.append(name);
    const axes = objective.dimension > 1;
    const largest = comparison.largest === comparison.first ? "" : differenceText(comparison.largest, axes);
    const texts = differ ? [differenceText(comparison.first, axes), largest] : [];
    for (const text of [resultText(comparison), ...texts]) row.insertCell().textContent = text;
    row.dataset.verdict = comparison.verdict;
  }
  return table;
}
