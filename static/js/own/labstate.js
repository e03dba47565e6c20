// What a class keeps of a network's parameters, as a table: how large each is, and its first numbers.

import { shown } from "../numbers.js";
import { valueText } from "./state.js";

/** @import { Frame } from "../types.js" */

/** As many rows are shown. */
const MOST = 24;

export class LabState {
  /**
   * @param {HTMLElement} section which is hidden where nothing is kept
   * @param {HTMLElement} body
   */
  constructor(section, body) {
    this.section = section;
    this.body = body;
    /** @type {Frame | null} */
    this.frame = null;
  }

  /** @param {Frame | null} frame */
  show(frame) {
    if (frame === this.frame) return;
    this.frame = frame;
    const rows = Object.entries(frame?.state ?? {}).flatMap(([parameter, kept]) => Object.entries(kept).map(([name, value]) => ({ name, parameter, value })));
    this.section.hidden = rows.length === 0;
    this.body.replaceChildren(...rows.slice(0, MOST).map(({ name, parameter, value }) => rowOf([name, parameter, sizeText(value), valueText(value)])));
  }
}

/**
 * The norm of numbers, nothing of what is none.
 * @param {any} value
 */
export function sizeText(value) {
  const numbers = [value].flat(Infinity);
  if (numbers.some((each) => typeof each !== "number")) return "–";
  return shown(Math.hypot(...numbers), 4);
}

/** @param {string[]} texts */
function rowOf([name, parameter, size, first]) {
  const row = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  const code = document.createElement("code");
  code.textContent = name;
  head.append(code);
  row.append(
    head,
    ...[parameter, size, first].map((text) => {
      const cell = document.createElement("td");
      Object.assign(cell, { className: "digits", textContent: text });
      return cell;
    }),
  );
  return row;
}
