// Many numbers as coloured squares on a canvas, one for each; which is pointed at is told beside it.

import { colour } from "../colours.js";
import { ARROWS } from "./numbergrid.js";

/** @import { Grid } from "./layers.js" */
/** @import { Pointing, Scale } from "./numbergrid.js" */

/** Of one square, and between blocks of them, in pixels of the canvas. */
const CELL = 8;
const GAP = 4;

export class Raster {
  /**
   * @param {{ rows: number, columns: number, block?: number }} size block: how many columns stand together
   * @param {string} label
   * @param {Pointing | null} pointing null where nothing is to be pointed at
   */
  constructor({ rows, columns, block = columns }, label, pointing) {
    this.rows = rows;
    this.columns = columns;
    this.block = block;
    this.element = document.createElement("div");
    this.element.className = "raster";
    this.element.setAttribute("role", pointing ? "application" : "img");
    this.element.setAttribute("aria-label", label);
    if (pointing) this.element.setAttribute("aria-roledescription", "numbers, by arrow keys");
    this.canvas = document.createElement("canvas");
    this.canvas.width = this.left(columns - 1) + CELL;
    this.canvas.height = rows * CELL;
    this.mark = document.createElement("span");
    this.mark.className = "raster-mark";
    this.mark.hidden = true;
    this.element.append(this.canvas, this.mark);
    this.cursor = { row: 0, column: 0 };
    if (pointing) this.listen(pointing);
  }

  /** @param {Pointing} pointing */
  listen({ at, off, edge }) {
    this.element.tabIndex = -1;
    this.element.addEventListener("pointermove", (event) => {
      const { left, top, width, height } = this.canvas.getBoundingClientRect();
      const x = ((event.clientX - left) / width) * this.canvas.width;
      const row = Math.floor(((event.clientY - top) / height) * this.rows);
      const column = Array.from({ length: this.columns }, (_, each) => each).findLast((each) => this.left(each) <= x) ?? 0;
      at(Math.min(Math.max(row, 0), this.rows - 1), column);
    });
    this.element.addEventListener("pointerleave", off);
    this.element.addEventListener("focusin", () => at(this.cursor.row, this.cursor.column));
    this.element.addEventListener("focusout", off);
    this.element.addEventListener("keydown", (event) => {
      const way = ARROWS[event.key];
      if (!way) return;
      event.preventDefault();
      event.stopPropagation();
      const { column } = this.cursor;
      if (this.move(this.cursor.row + way[0], column + way[1])) at(this.cursor.row, this.cursor.column);
      else edge(way, column);
    });
  }

  /**
   * @param {number} row
   * @param {number} column
   */
  move(row, column) {
    const inside = row >= 0 && row < this.rows && column >= 0 && column < this.columns;
    if (inside) this.cursor = { row, column };
    return inside;
  }

  /**
   * Go to a square, if there is one there.
   * @param {number} row
   * @param {number} column
   */
  focus(row, column) {
    if (!this.move(row, column)) return false;
    this.element.focus();
    return true;
  }

  /** @param {boolean} first whether it is where the Tab key comes to */
  set stop(first) {
    this.element.tabIndex = first ? 0 : -1;
  }

  /**
   * @param {Grid} values
   * @param {Scale} scale
   */
  show(values, { reach, bright }) {
    const context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    context.globalAlpha = 1;
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const [ground, positive, negative] = bright
      ? ["pixel-dark", "pixel-lit", "pixel-dark"].map(colour)
      : ["raised", "positive", "negative"].map(colour);
    values.forEach((line, row) =>
      line.forEach((value, column) => {
        const share = reach ? Math.min(Math.abs(value ?? 0) / reach, 1) : 0;
        /** @type {[number, number, number, number]} */
        const square = [this.left(column), row * CELL, CELL, CELL];
        context.globalAlpha = 1;
        context.fillStyle = ground;
        context.fillRect(...square);
        context.globalAlpha = bright ? share : 0.75 * Math.sqrt(share);
        context.fillStyle = Number(value) < 0 ? negative : positive;
        context.fillRect(...square);
      }),
    );
  }

  /** @param {{ row: number, column: number } | null} place the square to mark, if one */
  light(place) {
    this.mark.hidden = !place;
    if (!place) return;
    const { width, height } = this.canvas;
    this.mark.style.left = `${(100 * this.left(place.column)) / width}%`;
    this.mark.style.top = `${(100 * place.row * CELL) / height}%`;
    this.mark.style.width = `${(100 * CELL) / width}%`;
    this.mark.style.height = `${(100 * CELL) / height}%`;
  }

  /** @param {number} column where it begins */
  left(column) {
    return column * CELL + Math.floor(column / this.block) * GAP;
  }
}
