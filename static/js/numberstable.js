// The run in focus as a table: a page of its records around the ball, with the digits that tell a float32 exactly.

import { shown } from "./numbers.js";

/** @import { Course } from "./steppanel.js" */

/** As many rows has a page. */
const PAGE = 25;
/** As many tell one float32 from the next. */
const DIGITS = 9;

/** @type {(id: string) => any} */
const byId = (id) => document.getElementById(id);

export class NumbersTable {
  constructor() {
    this.details = /** @type {HTMLDetailsElement} */ (byId("numbers"));
    /** @type {(Course & { step: number }) | null} */
    this.told = null;
    /** The page that is shown: the ball's, until one turns it. */
    this.page = 0;
    this.drawn = "";
    this.details.addEventListener("toggle", () => this.draw());
    byId("numbers-back").addEventListener("click", () => this.turn(-1));
    byId("numbers-forward").addEventListener("click", () => this.turn(1));
  }

  /**
   * Show where a ball is in a run.
   * @param {Course | null} course
   * @param {number} step
   */
  tell(course, step) {
    if (!course || course.records.row(Math.min(step, course.records.last)) < 0) return;
    const { records } = course;
    const moved = records !== this.told?.records || step !== this.told.step;
    this.told = { ...course, step };
    if (moved) this.page = Math.floor(records.row(Math.min(step, records.last)) / PAGE);
    this.draw();
  }

  /** @param {number} way */
  turn(way) {
    this.page += way;
    this.draw();
  }

  draw() {
    if (!this.details.open || !this.told) return;
    const { records, step, optimizer, objective } = this.told;
    const pages = Math.ceil(records.length / PAGE);
    const first = this.page * PAGE;
    const last = Math.min(first + PAGE, records.length);
    const current = records.row(Math.min(step, records.last));
    const text = [objective.title, optimizer.name, first, last, records.points[0][first], records.loss[last - 1]].join();
    if (text !== this.drawn) this.write(first, last);
    this.drawn = text;
    [...byId("numbers-rows").rows].forEach((row, place) => {
      if (first + place === current) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    });
    byId("numbers-back").disabled = this.page === 0;
    byId("numbers-forward").disabled = this.page >= pages - 1;
  }

  /**
   * Write the rows of a page, and what its columns are.
   * @param {number} first
   * @param {number} last the row after it
   */
  write(first, last) {
    const { records, optimizer, objective } = /** @type {NonNullable<typeof this.told>} */ (this.told);
    const several = objective.dimension > 1;
    const letters = ["x", "y"].slice(0, objective.dimension);
    /** @type {(title: string) => string[]} */
    const each = (title) => letters.map((letter) => (several ? `${title} ${letter}` : title));
    /** @type {[string, number[]][]} */
    const columns = [
      ...letters.map((letter, place) => /** @type {[string, number[]]} */ ([letter, records.points[place]])),
      ["Loss", records.loss],
      ...pairs(each(several ? "Gradient" : "Slope"), records.grads),
      ...optimizer.state.flatMap(({ name, title }) => pairs(each(title), records.state[name] ?? [])),
    ];
    const stepOf = (/** @type {number} */ row) => records.steps?.[row] ?? row;
    byId("numbers-caption").textContent = `${optimizer.title}, steps ${stepOf(first)} to ${stepOf(last - 1)} of ${records.last}`;
    byId("numbers-head").replaceChildren(...["Step", ...columns.map(([title]) => title)].map((title) => cell("th", title, "col")));
    byId("numbers-rows").replaceChildren(
      ...Array.from({ length: last - first }, (_, place) => {
        const row = document.createElement("tr");
        const values = columns.map(([, column]) => cell("td", shown(column[first + place], DIGITS)));
        row.append(cell("th", String(stepOf(first + place)), "row"), ...values);
        return row;
      }),
    );
  }
}

/**
 * @param {string[]} titles
 * @param {number[][]} columns
 * @returns {[string, number[]][]}
 */
function pairs(titles, columns) {
  return columns.map((column, place) => [titles[place], column]);
}

/**
 * @param {"th" | "td"} name
 * @param {string} text
 * @param {string} [scope]
 */
function cell(name, text, scope) {
  const made = document.createElement(name);
  made.textContent = text;
  if (scope) /** @type {HTMLTableCellElement} */ (made).scope = scope;
  return made;
}
