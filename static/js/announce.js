// What a screen reader says when the balls rest: where the one in focus stands, and at the end who came low first.

import { shown } from "./numbers.js";
import { firstBelow } from "./racetable.js";

/** @import { Records } from "./records.js" */

export class Announcer {
  /**
   * @param {HTMLElement} element a polite live region
   * @param {number} step where all begins: nothing is said of that
   */
  constructor(element, step) {
    this.element = element;
    this.step = step;
  }

  /**
   * Say where the balls rest now, unless they rested there before.
   * @param {number} step
   * @param {() => string} sentence
   */
  rest(step, sentence) {
    if (step === this.step) return;
    this.step = step;
    this.element.textContent = sentence();
  }
}

/**
 * Where a ball stands: "Step 12: x 0.07, loss 0.005."
 * @param {Records} records
 * @param {number} step
 */
export function stepSentence(records, step) {
  const row = records.row(Math.min(step, records.last));
  const point = records.point(row).map((value, place) => `${"xy"[place]} ${shown(value, 4)}`);
  return `Step ${step}: ${point.join(", ")}, loss ${shown(records.loss[row], 4)}.`;
}

/**
 * The order in which balls came as low as this: "Adam first, 72 steps to 1e-6, then Momentum, 90. Steepest descent never."
 * @param {{ title: string, records: Pick<Records, "loss"> }[]} balls
 * @param {number} low
 */
export function orderSentence(balls, low) {
  const runs = balls.map(({ title, records }) => ({ title, steps: firstBelow(records.loss, low) }));
  const came = runs.filter(({ steps }) => steps >= 0).sort((one, other) => one.steps - other.steps);
  const never = runs.filter(({ steps }) => steps < 0).map(({ title }) => title);
  if (!came.length) return `None came down to a loss of ${low}.`;
  const [first, ...others] = came;
  const then = others.map(({ title, steps }) => `, then ${title}, ${steps}`).join("");
  return `${first.title} first, ${first.steps} steps to a loss of ${low}${then}.${never.length ? ` Never: ${never.join(", ")}.` : ""}`;
}
