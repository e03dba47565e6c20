// A few numbers as coloured cells in rows, each with its number: a table that can be read aloud and walked through.

import { shown } from "../numbers.js";

/** @import { Grid } from "./layers.js" */

/**
 * @typedef {object} Scale how numbers are coloured
 * @property {number} reach how far from zero one is drawn in full colour
 * @property {boolean} bright whether they are the pixels of a picture, else they are coloured by sign
 *
 * @typedef {object} Pointing what is told of a pointer, or a focus, within
 * @property {(row: number, column: number) => void} at
 * @property {() => void} off
 * @property {(way: number[], column: number) => void} edge an arrow key leads out of it
 */

/** @type {Record<string, [number, number]>} rows and columns that an arrow key goes on */
export const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
/** From this share of full brightness on a black number is read better than a white one. */
const BRIGHT = 0.46;

export class NumberGrid {
  /**
   * @param {{ rows: number, columns: number }} size
   * @param {string} label
   * @param {Pointing | null} pointing null where nothing is to be pointed at
   */
  constructor({ rows, columns }, label, pointing) {
    this.columns = columns;
    /** @type {Grid | null} */ this.values = null;
    /** @type {Scale | null} */ this.scale = null;
    /** The number of the cell that is marked, −1 where none is. */
    this.lit = -1;
    this.element = document.createElement("div");
    this.element.className = "grid";
    this.element.setAttribute("role", pointing ? "grid" : "table");
    this.element.setAttribute("aria-label", label);
    this.element.style.setProperty("--columns", String(columns));
    this.cells = Array.from({ length: rows * columns }, () => {
      const cell = document.createElement("span");
      cell.setAttribute("role", pointing ? "gridcell" : "cell");
      if (pointing) cell.tabIndex = -1;
      return cell;
    });
    for (let row = 0; row < rows; row++) {
      const line = document.createElement("div");
      line.className = "grid-row";
      line.setAttribute("role", "row");
      line.append(...this.cells.slice(row * columns, (row + 1) * columns));
      this.element.append(line);
    }
    if (pointing) this.listen(pointing);
  }

  /** @param {Pointing} pointing */
  listen({ at, off, edge }) {
    /** @param {Event} event */
    const place = ({ target }) => this.cells.indexOf(/** @type {HTMLElement} */ (target));
    /** @param {Event} event */
    const enter = (event) => {
      const cell = place(event);
      if (cell >= 0) at(Math.floor(cell / this.columns), cell % this.columns);
    };
    this.element.addEventListener("pointerover", enter);
    this.element.addEventListener("pointerleave", off);
    this.element.addEventListener("focusin", enter);
    this.element.addEventListener("focusout", off);
    this.element.addEventListener("keydown", (event) => {
      const way = ARROWS[event.key];
      const from = place(event);
      if (!way || from < 0) return;
      // Inside a drawing the arrows go from weight to weight, not from step to step.
      event.preventDefault();
      event.stopPropagation();
      const [row, column] = [Math.floor(from / this.columns) + way[0], (from % this.columns) + way[1]];
      if (!this.focus(row, column)) edge(way, from % this.columns);
    });
  }

  /**
   * Go to a cell, if there is one there. A row from the end is negative, as in Python.
   * @param {number} row
   * @param {number} column
   */
  focus(row, column) {
    const inside = row >= 0 && column >= 0 && column < this.columns;
    const cell = inside ? this.cells[row * this.columns + column] : undefined;
    cell?.focus();
    return cell !== undefined;
  }

  /** @param {boolean} first whether it is where the Tab key comes to */
  set stop(first) {
    this.cells[0].tabIndex = first ? 0 : -1;
  }

  /**
   * @param {Grid} values
   * @param {Scale} scale
   */
  show(values, scale) {
    const same = this.scale && this.scale.reach === scale.reach && this.scale.bright === scale.bright;
    const past = same ? this.values?.flat() : null;
    this.values = values;
    this.scale = scale;
    values.flat().forEach((value, place) => {
      if (past && past[place] === value) return;
      const cell = this.cells[place];
      const share = scale.reach ? Math.min(Math.abs(value ?? 0) / scale.reach, 1) : 0;
      cell.className = scale.bright ? "pixel" : "weight";
      cell.textContent = scale.bright ? shown(value ?? NaN, 3) : short(value);
      cell.style.setProperty("--share", `${100 * (scale.bright ? share : Math.sqrt(share))}%`);
      if (scale.bright) cell.dataset.lit = String(share > BRIGHT);
      else cell.dataset.sign = Number(value) < 0 ? "negative" : "positive";
      if (this.lit === place) cell.classList.add("pointed");
    });
  }

  /** @param {{ row: number, column: number } | null} place the cell to mark, if one */
  light(place) {
    const next = place ? place.row * this.columns + place.column : -1;
    if (next === this.lit) return;
    this.cells[this.lit]?.classList.remove("pointed");
    this.cells[next]?.classList.add("pointed");
    this.lit = next;
  }
}

/**
 * A number as its cell has room for it.
 * @param {number | null} value null where it isn't finite
 */
export function short(value) {
  if (value === null) return "—";
  if (value === 0) return "0";
  const size = Math.abs(value);
  const places = [100, 10, 0.0995].findIndex((each) => size >= each);
  const text = size >= 1e4 || size < 0.0005 ? value.toExponential(0).replace("e+", "e") : value.toFixed(places < 0 ? 3 : places);
  return (places < 0 ? text.replace("0.", ".") : text).replaceAll("-", "−");
}
