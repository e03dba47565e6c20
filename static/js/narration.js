// The hill in words and numbers: how the run ended, where the ball is, the update of this step.

import { equations, valuesAt } from "./equations.js";
import { shown } from "./numbers.js";
import { outcomeSentence } from "./outcome.js";
import { bendSentence, hyperparametersAt } from "./run.js";

/** @import { Optimizer, Setting } from "./types.js" */
/** @import { Records } from "./records.js" */

/** As many as float32 has for sure. */
const DIGITS = 7;

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** What was written last, by the id of the element it was written in. @type {Map<string, string>} */
const written = new Map();

/**
 * Write a text where it isn't what stands there: a screen reader says every writing.
 * @param {string} id
 * @param {string} text
 * @returns {boolean} whether it was another one
 */
function write(id, text) {
  if (written.get(id) === text) return false;
  written.set(id, text);
  byId(id).textContent = text;
  return true;
}

/** What was said last is of this. @type {unknown[]} */
let told = [];

/**
 * Say where a ball is in a run.
 * @param {Records} records
 * @param {number} step
 * @param {Setting} setting what was run
 * @param {Optimizer} optimizer
 */
export function narrate(records, step, setting, optimizer) {
  const now = [records, records.length, records.outcome, step, setting];
  if (now.every((each, place) => each === told[place])) return;
  told = now;
  if (written.get("glossary") !== optimizer.name) explain(optimizer);
  const { text, mood } = outcomeSentence(records.outcome, setting.steps);
  if (write("outcome", text)) byId("outcome").dataset.mood = mood;
  const bends = bendSentence(setting, optimizer);
  if (write("bends-text", bends)) byId("bends").hidden = bends === "";
  const row = records.row(step);
  write("read-x", shown(records.x[row], DIGITS));
  write("read-loss", shown(records.loss[row], DIGITS));
  write("read-grad", shown(records.grad[row], DIGITS));
  const from = Math.min(step, records.last - 1);
  if (records.row(from) < 0) return;
  write("step-title", `Step ${from + 1}: from x${lowered(from)} to x${lowered(from + 1)}`);
  const values = valuesAt(records, from, hyperparametersAt(setting, from));
  byId("equations").replaceChildren(...equations(optimizer, values, from));
}

/**
 * Say what the letters of a rule mean.
 * @param {Optimizer} optimizer
 */
function explain(optimizer) {
  written.set("glossary", optimizer.name);
  const letters = [
    ["x", "position"],
    ["f′(x)", "slope there"],
    ...optimizer.parameters.flatMap(({ symbols, title }) => [[symbols.join(", "), title.toLowerCase()]]),
    ...optimizer.state.map(({ symbol, title }) => [symbol, title.toLowerCase()]),
  ];
  byId("glossary").replaceChildren(
    ...letters.map(([symbol, meaning]) => {
      const item = document.createElement("li");
      const letter = document.createElement("span");
      letter.className = "symbol";
      letter.textContent = symbol;
      item.append(letter, ` ${meaning}`);
      return item;
    }),
  );
}

/**
 * A number in subscript digits.
 * @param {number} number
 */
function lowered(number) {
  return String(number).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]);
}
