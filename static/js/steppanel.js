// The step of the lane in focus: where its ball is, the update with its numbers, part by part, and how it did.

import { equations } from "./equations.js";
import { write } from "./narration.js";
import { pointText, shown, subscript } from "./numbers.js";
import { Stepper } from "./stepper.js";
import { arrowsOf, substeps } from "./substeps.js";
import { Symbols } from "./symbols.js";
import { updateFrom } from "./update.js";
import { EFFECTIVE, stepSentence, verdict } from "./why.js";

/** @import { Playback } from "./playback.js" */
/** @import { Records } from "./records.js" */
/** @import { Objective, Optimizer, RunSpec } from "./types.js" */

/** As many as float32 has for sure. */
const DIGITS = 7;
const LENGTHS = "Arrows of one part compare; only that of the step is to scale.";
const ELEMENTWISE = "Powers, roots, products and quotients of columns are taken coordinate by coordinate.";

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * A run as far as it has come, and what it is of.
 * @typedef {{ records: Records, run: RunSpec, optimizer: Optimizer, objective: Objective }} Course
 */

export class StepPanel {
  /** @param {Playback} playback */
  constructor(playback) {
    this.playback = playback;
    this.stepper = new Stepper(playback, (step) => this.partsFrom(step).length);
    this.symbols = new Symbols(byId("equations"), byId("glossary"), byId("symbol-tip"));
    /** @type {Course | null} */
    this.course = null;
    /** What is shown is of this. @type {unknown[]} */
    this.shown = [];
    byId("part-back").addEventListener("click", () => this.stepper.back());
    byId("part-forward").addEventListener("click", () => this.stepper.forward());
  }

  /** What the keyboard does here. */
  get keys() {
    return { ",": () => this.stepper.back(), ".": () => this.stepper.forward() };
  }

  /** @param {number} step */
  updateFrom(step) {
    if (!this.course) return null;
    const { records, run, optimizer } = this.course;
    return updateFrom(records, step, run, optimizer);
  }

  /** @param {number} step */
  partsFrom(step) {
    const update = this.updateFrom(step);
    return update ? substeps(update) : [];
  }

  /** What the part at hand looks like on the hill, null where none is. */
  get arrows() {
    const { told } = this.stepper;
    if (!told || !this.course) return null;
    const { records, objective } = this.course;
    const { step } = this.playback;
    const parts = this.partsFrom(step);
    if (told > parts.length || !parts[told - 1].arrows.length) return null;
    return arrowsOf(parts, told - 1, records.point(records.row(step)), objective.domain);
  }

  /** Say where the ball is, and the update from there; at the end of its run the last one. */
  show() {
    if (!this.course) return;
    const { records, run, optimizer, objective } = this.course;
    const { step } = this.playback;
    const { told, stands } = this.stepper;
    const now = [records, records.length, records.outcome, step, run, objective, told, stands];
    if (now.every((each, place) => each === this.shown[place])) return;
    this.shown = now;
    if (write("glossary", `${optimizer.name} ${objective.dimension}`)) this.symbols.explain(optimizer, objective);
    byId("step-panel").toggleAttribute("data-several", objective.dimension > 1);
    this.read(records, records.row(Math.min(step, records.last)));
    const from = Math.min(step, records.last - 1);
    const update = this.updateFrom(from);
    if (!update) return;
    const next = records.row(from + 1);
    write("step-title", `Step ${from + 1}: from x${subscript(from)} to x${subscript(from + 1)}`);
    const { text, mood } = verdict(records.loss[records.row(from)], records.loss[next]);
    if (write("verdict", text)) byId("verdict").dataset.mood = mood;
    const why = stepSentence(update, records.grads.map((column) => column[next]));
    write("why", why);
    write("step-note", [
      ...(records.rates ? [`η${subscript(from + 1)} = ${shown(records.rates[from])} by the schedule.`] : []),
      ...(objective.dimension > 1 && optimizer.formula.some((line) => /\*\*|\/|\w\(/.test(line)) ? [ELEMENTWISE] : []),
      ...(why.startsWith("Effective") ? [EFFECTIVE] : []),
      ...(this.arrows ? [LENGTHS] : []),
    ].join(" "));
    byId("equations").replaceChildren(...equations(update, objective.dimension));
    this.symbols.relight();
    this.tell(from);
  }

  /**
   * Where the ball is.
   * @param {Records} records
   * @param {number} row
   */
  read(records, row) {
    if (row < 0) return;
    const vector = (/** @type {number[]} */ values) => (values.length > 1 ? pointText(values, DIGITS) : shown(values[0], DIGITS));
    write("read-x", vector(records.point(row)));
    write("read-loss", shown(records.loss[row], DIGITS));
    write("read-grad", vector(records.grads.map((column) => column[row])));
  }

  /**
   * Say the part at hand, and mark it in the formula. Where the last part was the step, it is the one that is said.
   * @param {number} from
   */
  tell(from) {
    const { told, stands } = this.stepper;
    const { step } = this.playback;
    const parts = this.partsFrom(from);
    const number = told || (stands && step > 0 ? this.partsFrom(step - 1).length : 0);
    const part = told ? parts[told - 1] : number ? this.partsFrom(step - 1)[number - 1] : null;
    write("part-place", `${told} / ${parts.length}`);
    write("part", part?.caption ?? "");
    byId("part-back").setAttribute("aria-disabled", String(!told && step === 0));
    byId("part-forward").setAttribute("aria-disabled", String(!told && from < step));
    if (!told || !part) return;
    const line = byId("equations").children[part.line];
    line.classList.add("at-hand");
    const marked = part.place ? `[data-place="${part.place}"]` : "math:not(:first-child)";
    for (const each of line.querySelectorAll(marked)) each.classList.add("at-hand");
  }
}
