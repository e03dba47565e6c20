// Both balls as a table: where each is at the step at hand, and how it ended. It is the legend too.

import { pointText, shown } from "../numbers.js";
import { runSentence } from "./words.js";

/** @import { Runner } from "../race.js" */
/** @import { Optimizer } from "../types.js" */

const DIGITS = 6;

/** @typedef {{ step: HTMLElement, point: HTMLElement, loss: HTMLElement, end: HTMLElement }} Cells */

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
      const at = Math.min(step, records.last);
      const row = spec ? records.row(at) : -1;
      write(cells.step, row < 0 ? "–" : String(at));
      write(cells.point, row < 0 ? "–" : pointText(records.point(row), DIGITS).replace("x = ", ""));
      write(cells.loss, row < 0 ? "–" : shown(records.loss[row], DIGITS));
      const { text, mood } = spec ? runSentence(records, spec.steps) : { text: "", mood: "" };
      write(cells.end, text);
      cells.end.dataset.mood = mood;
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
        row.style.setProperty("--ball", `var(--hue-${hue})`);
        const head = document.createElement("th");
        head.scope = "row";
        const ball = document.createElement("span");
        ball.className = "duo-ball";
        ball.textContent = rules.length > 1 ? String(place + 1) : "";
        head.append(ball, title);
        const [step, point, loss, end] = ["digits", "digits", "digits", "outcome"].map((name) => {
          const cell = document.createElement("td");
          const inner = document.createElement("span");
          inner.className = name;
          cell.append(inner);
          row.append(cell);
          return inner;
        });
        row.prepend(head);
        this.rows.push({ step, point, loss, end });
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
