// The lane in focus in words and numbers: how its run ended, where its ball is, the update of this step.

import { equations, valuesAt } from "./equations.js";
import { bendSentence, hyperparametersAt } from "./lane.js";
import { shown } from "./numbers.js";
import { outcomeSentence } from "./outcome.js";

/** @import { Hyperparameters, Objective, Optimizer, RunSpec } from "./types.js" */
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
 * @param {RunSpec} run what was run
 * @param {Optimizer} optimizer
 * @param {Objective} objective
 */
export function narrate(records, step, run, optimizer, objective) {
  const now = [records, records.length, records.outcome, step, run, objective];
  if (now.every((each, place) => each === told[place])) return;
  told = now;
  const letters = `${optimizer.name} ${objective.dimension}`;
  if (written.get("glossary") !== letters) explain(optimizer, objective, letters);
  const { text, mood } = outcomeSentence(records.outcome, run.steps);
  if (write("outcome", text)) byId("outcome").dataset.mood = mood;
  const bends = bendSentence(run, optimizer);
  if (write("bends-text", bends)) byId("bends").hidden = bends === "";
  const row = records.row(Math.min(step, records.last));
  write("read-x", vectorText(records.point(row)));
  write("read-loss", shown(records.loss[row], DIGITS));
  write("read-grad", vectorText(records.grads.map((column) => column[row])));
  const from = Math.min(step, records.last - 1);
  if (records.row(from) < 0) return;
  write("step-title", `Step ${from + 1}: from x${lowered(from)} to x${lowered(from + 1)}`);
  const { name, ...first } = run.optimizer;
  const hyperparameters = hyperparametersAt({ hyperparameters: /** @type {Hyperparameters} */ (first), changes: run.changes }, from);
  if (records.rates) hyperparameters.lr = records.rates[from];
  byId("equations").replaceChildren(...equations(optimizer, valuesAt(records, from, hyperparameters), from));
}

/**
 * Say what the letters of a rule mean.
 * @param {Optimizer} optimizer
 * @param {Objective} objective
 * @param {string} letters_ what they are of
 */
function explain(optimizer, { dimension }, letters_) {
  written.set("glossary", letters_);
  const letters = [
    ["x", dimension > 1 ? "point (x, y)" : "position"],
    dimension > 1 ? ["∇f(x)", "gradient there"] : ["f′(x)", "slope there"],
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

/** @param {number[]} values */
function vectorText(values) {
  if (values.length === 1) return shown(values[0], DIGITS);
  return `(${values.map((each) => shown(each, DIGITS)).join(", ")})`;
}

/**
 * A number in subscript digits.
 * @param {number} number
 */
function lowered(number) {
  return String(number).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]);
}
