// How often the network is right: before the training, now, and after it.

import { answer, percent } from "./words.js";

/** @import { Data, Frame, Verdict } from "../types.js" */

export class Accuracy {
  /** @param {HTMLTableElement} table with a column for each time, and no row yet */
  constructor(table) {
    this.body = table.tBodies[0];
    /** @type {Data | null} */
    this.data = null;
    /** @type {HTMLTableCellElement[][]} */
    this.rows = [];
  }

  /**
   * Have a row for each class where they are few, one for all, and one for the test.
   * @param {Data} data
   */
  begin(data) {
    if (data === this.data) return;
    this.data = data;
    const classes = data.classes.length > 4 ? [] : data.classes;
    const titles = [...classes, "All", ...(data.test ? ["Test"] : [])];
    this.keys = [...classes, "all"];
    const rows = titles.map((title) => {
      const row = document.createElement("tr");
      const head = document.createElement("th");
      Object.assign(head, { scope: "row", textContent: title });
      row.append(head, ...[0, 1, 2].map(() => document.createElement("td")));
      return row;
    });
    this.body.replaceChildren(...rows);
    this.rows = rows.map((row) => [...row.cells].slice(1));
  }

  /** @param {(Frame | null)[]} times before, now, after; null where that hasn't come */
  show(times) {
    times.forEach((frame, time) => {
      this.rows.forEach((cells, place) => {
        const cell = cells[time];
        const key = this.keys?.[place];
        if (!frame) cell.replaceChildren();
        else if (key !== undefined) share(cell, frame.training, key);
        else if (frame.test) this.test(cell, frame.test);
      });
    });
  }

  /**
   * @param {HTMLElement} cell
   * @param {Verdict} verdict
   */
  test(cell, verdict) {
    if (verdict.predictions.length > 1 || !this.data) return share(cell, verdict, "all");
    const right = verdict.accuracy.all === 1;
    cell.textContent = answer(this.data.classes, verdict.predictions[0]);
    cell.dataset.right = String(right);
    cell.title = right ? "right" : "wrong";
  }
}

/**
 * @param {HTMLElement} cell
 * @param {Verdict} verdict
 * @param {string} key
 */
function share(cell, { accuracy }, key) {
  const value = accuracy[key];
  cell.textContent = value === null ? "–" : percent(value);
  cell.style.setProperty("--share", `${100 * (value ?? 0)}%`);
}
