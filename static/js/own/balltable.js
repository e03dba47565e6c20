// Both balls as a table: where each is at the step at hand. It is the legend too.

import { pointText, shown } from "../numbers.js";
import { ball } from "./ends.js";

/** @import { Runner } from "../race.js" */
/** @import { Optimizer } from "../types.js" */

const DIGITS = 6;

/** @typedef {{ point: HTMLElement, loss: HTMLElement }} Cells */

export class BallTable {
  /** @param {HTMLElement} body */
  constructor(body) {
    this.body = body;
    /** @type {Cells[]} */
    this.rows = [];
    this.drawn = "";
  }

  /**
   * @param {Runner[]} runners
   * @param {Optimizer[]} rules of each
   * @param {number} step
   */
  show(runners, rules, step) {
    const drawn = rules.map(({ title, hue }) => `${title} ${hue}`).join();
    if (drawn !== this.drawn) this.begin(drawn, rules);
    runners.forEach(({ records, spec }, place) => {
      const cells = this.rows[place];
      const row = spec ? records.row(Math.min(step, records.last)) : -1;
      write(cells.point, row < 0 ? "–" : pointText(records.point(row), DIGITS).replace("x = ", ""));
      write(cells.loss, row < 0 ? "–" : shown(records.loss[row], DIGITS));
    });
  }

  /**
   * @param {string} drawn
   * @param {Optimizer[]} rules
   */
  begin(drawn, rules) {
    this.drawn = drawn;
    this.rows = [];
    this.body.replaceChildren(
      ...rules.map(({ title, hue }, place) => {
        const row = document.createElement("tr");
        const head = document.createElement("th");
        head.scope = "row";
        head.append(ball(rules.length > 1 ? String(place + 1) : "", `hue-${hue}`), title);
        const [point, loss] = Array.from({ length: 2 }, () => {
          const cell = document.createElement("td");
          cell.className = "digits";
          return cell;
        });
        row.append(head, point, loss);
        this.rows.push({ point, loss });
        return row;
      }),
    );
  }
}

/**
 * @param {HTMLElement} element
 * @param {string} text
 */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
