// The exact losses at a step, in a box over the curves, on the side where the pointer isn't.

import { shown } from "../numbers.js";

/** @import { Curve } from "./loss.js" */

/** As many as tell any two numbers of float32 apart. */
const DIGITS = 9;

export class Readout {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    this.element = document.createElement("div");
    this.element.className = "readout-box small";
    // A screen reader has the scrubber, and the table beside it.
    this.element.ariaHidden = "true";
  }

  /**
   * @param {number} step
   * @param {Curve[]} curves
   * @param {boolean} right whether the pointer is in the right half
   */
  show(step, curves, right) {
    const title = document.createElement("p");
    title.textContent = `step ${step}`;
    this.element.replaceChildren(title, ...curves.map((curve) => rowOf(curve, step)));
    this.element.classList.toggle("at-left", right);
    if (!this.element.isConnected) this.host.append(this.element);
  }

  hide() {
    this.element.remove();
  }
}

/**
 * @param {Curve} curve
 * @param {number} step
 */
function rowOf({ records, hue, name = "loss" }, step) {
  const row = document.createElement("p");
  row.style.setProperty("--ball", `var(--${hue})`);
  const value = document.createElement("span");
  value.className = "digits";
  value.textContent = shown(records.loss[rowAt(records, step)], DIGITS);
  row.append(`${name} `, value);
  return row;
}

/**
 * Where a step is among the records, or the last before it that there is.
 * @param {Curve["records"]} records
 * @param {number} step
 */
function rowAt({ steps, last }, step) {
  return steps ? steps.findLastIndex((each) => each <= step) : Math.min(step, last);
}
