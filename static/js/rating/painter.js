// A picture that is painted: by a pointer that is pressed and drawn over it, or by the arrow keys and the space bar.

import { shown } from "../numbers.js";
import { painted, shade, SIZE } from "./picture.js";

/** @import { Picture } from "./types.js" */

export class Painter {
  /**
   * @param {HTMLElement} host a grid that has its name already
   * @param {HTMLElement} says where it is said what a key has painted
   * @param {() => number} brush the intensity that is painted
   * @param {(picture: Picture) => void} onpaint
   */
  constructor(host, says, brush, onpaint) {
    this.host = host;
    this.says = says;
    this.brush = brush;
    this.onpaint = onpaint;
    /** @type {Picture} */
    this.picture = [];
    /** What the stroke under way paints. */
    this.ink = 0;
    this.cells = Array.from({ length: SIZE ** 2 }, () => {
      const cell = document.createElement("span");
      cell.className = "paint";
      cell.setAttribute("role", "gridcell");
      cell.tabIndex = -1;
      return cell;
    });
    this.cells[0].tabIndex = 0;
    host.replaceChildren(...Array.from({ length: SIZE }, (_, row) => this.row(row)));
    host.addEventListener("pointerdown", (event) => this.press(event));
    host.addEventListener("pointermove", (event) => this.draw(event));
    host.addEventListener("keydown", (event) => this.key(event));
  }

  /** @param {number} number */
  row(number) {
    const row = document.createElement("div");
    row.className = "paint-row";
    row.setAttribute("role", "row");
    row.append(...this.cells.slice(SIZE * number, SIZE * (number + 1)));
    return row;
  }

  /**
   * @param {Picture} picture
   * @param {number} most the brightest value
   */
  show(picture, most) {
    this.picture = picture;
    this.cells.forEach((cell, place) => {
      const value = this.at(place);
      shade(cell, value, most);
      const text = shown(value, 4);
      if (cell.textContent === text && cell.ariaLabel) return;
      cell.textContent = text;
      cell.ariaLabel = this.name(place);
    });
  }

  /** @param {number} place */
  at(place) {
    return this.picture[Math.floor(place / SIZE)][place % SIZE];
  }

  /** @param {number} place */
  name(place) {
    return `Row ${Math.floor(place / SIZE) + 1}, column ${(place % SIZE) + 1}: ${shown(this.at(place), 4)}`;
  }

  /**
   * Take up the brush over a cell: where it has painted already, it erases.
   * @param {number} place
   */
  dip(place) {
    this.ink = this.at(place) === this.brush() ? 0 : this.brush();
    this.paint(place);
  }

  /** @param {number} place */
  paint(place) {
    if (this.at(place) === this.ink) return;
    this.onpaint(painted(this.picture, Math.floor(place / SIZE), place % SIZE, this.ink));
  }

  /** @param {PointerEvent} event */
  press(event) {
    if (event.button !== 0 || !event.isPrimary) return;
    const place = this.under(event);
    if (place === null) return;
    event.preventDefault();
    this.host.setPointerCapture(event.pointerId);
    this.focus(place);
    this.dip(place);
  }

  /** @param {PointerEvent} event */
  draw(event) {
    if (!this.host.hasPointerCapture(event.pointerId)) return;
    for (const each of event.getCoalescedEvents()) {
      const place = this.under(each);
      if (place !== null) this.paint(place);
    }
  }

  /**
   * The cell under a pointer, which may have left the picture.
   * @param {PointerEvent} event
   */
  under({ clientX, clientY }) {
    const { left, top, width, height } = this.host.getBoundingClientRect();
    const column = Math.floor((SIZE * (clientX - left)) / width);
    const row = Math.floor((SIZE * (clientY - top)) / height);
    return [row, column].every((each) => each >= 0 && each < SIZE) ? SIZE * row + column : null;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const from = this.cells.indexOf(/** @type {HTMLElement} */ (event.target));
    const column = from % SIZE;
    const to = {
      ArrowLeft: from - Number(column > 0),
      ArrowRight: from + Number(column < SIZE - 1),
      ArrowUp: from - SIZE,
      ArrowDown: from + SIZE,
      Home: from - column,
      End: from - column + SIZE - 1,
      " ": from,
      Enter: from,
    }[event.key];
    if (to === undefined) return;
    // Here the keys go from pixel to pixel, not from step to step.
    event.preventDefault();
    event.stopPropagation();
    if (event.key === " " || event.key === "Enter") {
      this.dip(from);
      this.says.textContent = this.name(from);
    } else if (this.cells[to]) this.focus(to);
  }

  /** @param {number} place */
  focus(place) {
    for (const [each, cell] of this.cells.entries()) cell.tabIndex = each === place ? 0 : -1;
    this.cells[place].focus({ preventScroll: true });
  }
}
