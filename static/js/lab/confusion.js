// What a network takes for what: a row for each class, a column for each answer, and how often it came to that.

import { answer, percent } from "./words.js";
import { ARROWS } from "./numbergrid.js";
import { Segments } from "./segments.js";

/** @import { Data, Frame } from "../types.js" */

/**
 * What samples are, and what the network says of each.
 * @typedef {{ labels: number[], predictions: number[] }} Answers
 *
 * A cell of the table: samples of one class of which one thing is said.
 * @typedef {{ set: "training" | "test", truth: number, said: number }} Cell
 */

const SETS = [
  { name: "training", title: "Training" },
  { name: "test", title: "Test" },
];

export class Confusion {
  /**
   * @param {HTMLElement} host
   * @param {(cell: Cell | null) => void} onpick called with a cell that was chosen, null when it is let go
   */
  constructor(host, onpick) {
    this.onpick = onpick;
    /** @type {{ data: Data, frame: Frame } | null} */ this.shown = null;
    /** @type {"training" | "test"} */ this.set = "training";
    /** @type {Cell | null} */ this.picked = null;
    this.told = "";
    /** @type {HTMLButtonElement[][]} */ this.cells = [];
    /** @type {HTMLTableCellElement[]} */ this.shares = [];
    this.sets = new Segments("Of which samples", (set) => {
      this.set = /** @type {any} */ (set);
      this.pick(null);
      if (this.shown) this.show(this.shown.data, this.shown.frame);
    });
    this.table = document.createElement("table");
    this.table.className = "confusion";
    this.table.addEventListener("keydown", (event) => this.walk(event));
    host.classList.add("confusion-view");
    host.replaceChildren(this.sets.element, this.table);
  }

  /**
   * @param {Data} data
   * @param {Frame} frame
   */
  show(data, frame) {
    this.shown = { data, frame };
    const { classes, test } = data;
    const answers = classes.map((_, output) => answer(classes, output));
    // A network may have more outputs than there are classes.
    if (frame.training.first.length > classes.length) answers.push(answer(classes, classes.length));
    if (JSON.stringify([classes, answers]) !== this.told) this.build(classes, answers);
    this.sets.element.hidden = !test;
    if (!test) this.set = "training";
    this.sets.show(SETS, this.set);
    const counts = countsOf(this.answers(), classes.length, answers.length);
    counts.forEach((row, truth) => {
      const all = row.reduce((sum, count) => sum + count, 0);
      row.forEach((count, said) => {
        const button = this.cells[truth][said];
        const share = all ? count / all : 0;
        button.textContent = String(count);
        button.style.setProperty("--share", `${100 * share}%`);
        button.dataset.none = String(count === 0);
        button.setAttribute("aria-label", `${classes[truth]}, said to be ${answers[said]}: ${count} of ${all}`);
      });
      this.shares[truth].textContent = all ? percent(row[truth] / all) : "–";
    });
    this.mark();
  }

  /** @returns {Answers} of the set that is chosen */
  answers() {
    const { data, frame } = /** @type {{ data: Data, frame: Frame }} */ (this.shown);
    const [samples, verdict] = this.set === "test" && data.test && frame.test ? [data.test, frame.test] : [data.training, frame.training];
    return { labels: samples.labels, predictions: verdict.predictions };
  }

  /**
   * @param {string[]} classes
   * @param {string[]} answers
   */
  build(classes, answers) {
    this.told = JSON.stringify([classes, answers]);
    this.picked = null;
    const caption = document.createElement("caption");
    caption.textContent = "Rows: what it is. Columns: what the network says. At the end: the share that is right.";
    const head = document.createElement("thead");
    const corner = document.createElement("td");
    const top = document.createElement("tr");
    top.append(corner, ...[...answers, "right"].map((name) => heading(name, "col")));
    head.append(top);
    const body = document.createElement("tbody");
    this.shares = [];
    this.cells = classes.map((name, truth) => {
      const row = document.createElement("tr");
      const cells = answers.map((_, said) => {
        const button = document.createElement("button");
        Object.assign(button, { type: "button", tabIndex: truth + said ? -1 : 0 });
        button.dataset.right = String(truth === said);
        button.addEventListener("click", () => this.pick({ set: this.set, truth, said }));
        return button;
      });
      const share = document.createElement("td");
      share.className = "confusion-share";
      this.shares.push(share);
      row.append(heading(name, "row"), ...cells.map(filled), share);
      body.append(row);
      return cells;
    });
    this.table.replaceChildren(caption, head, body);
  }

  /**
   * Choose a cell, or let it go where it was chosen already.
   * @param {Cell | null} cell
   */
  pick(cell) {
    const past = this.picked;
    if (!cell && !past) return;
    const again = cell && past && cell.truth === past.truth && cell.said === past.said;
    this.picked = again ? null : cell;
    this.mark();
    this.onpick(this.picked);
  }

  mark() {
    this.cells.forEach((row, truth) =>
      row.forEach((button, said) =>
        button.setAttribute("aria-pressed", String(this.picked?.truth === truth && this.picked.said === said)),
      ),
    );
  }

  /**
   * The arrow keys go from cell to cell, and not from step to step.
   * @param {KeyboardEvent} event
   */
  walk(event) {
    const way = ARROWS[event.key];
    const truth = this.cells.findIndex((row) => row.includes(/** @type {any} */ (event.target)));
    if (!way || truth < 0) return;
    event.preventDefault();
    event.stopPropagation();
    const said = this.cells[truth].indexOf(/** @type {any} */ (event.target));
    const next = this.cells[truth + way[0]]?.[said + way[1]];
    if (!next) return;
    this.cells[truth][said].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}

/**
 * How often each class was said to be what. What is none of the classes counts in the last column.
 * @param {Answers} answers
 * @param {number} classes
 * @param {number} columns
 */
export function countsOf({ labels, predictions }, classes, columns) {
  const counts = Array.from({ length: classes }, () => Array(columns).fill(0));
  labels.forEach((label, sample) => counts[label][Math.min(predictions[sample], columns - 1)]++);
  return counts;
}

/**
 * The numbers of the samples of a cell.
 * @param {Answers} answers
 * @param {{ truth: number, said: number }} cell
 * @param {number} columns
 */
export function samplesOf({ labels, predictions }, { truth, said }, columns) {
  return labels.flatMap((label, sample) => (label === truth && Math.min(predictions[sample], columns - 1) === said ? [sample] : []));
}

/**
 * The numbers of the samples that are wrong.
 * @param {Answers} answers
 */
export function wrongOf({ labels, predictions }) {
  return labels.flatMap((label, sample) => (label === predictions[sample] ? [] : [sample]));
}

/**
 * @param {string} name
 * @param {"row" | "col"} scope
 */
function heading(name, scope) {
  const cell = document.createElement("th");
  Object.assign(cell, { scope, textContent: name, title: name });
  return cell;
}

/** @param {HTMLElement} content */
function filled(content) {
  const cell = document.createElement("td");
  cell.append(content);
  return cell;
}
