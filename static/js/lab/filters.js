// The network at one step: the picture it sees, its four filters with their numbers, and what they make of it.

import { shown } from "../numbers.js";
import { ANSWERS } from "./words.js";

/** @import { Grid } from "./network.js" */
/** @import { Scene } from "./scene.js" */

const SUBSCRIPTS = "₀₁₂₃";
/** From this share of full brightness on a black number is read better than a white one. */
const BRIGHT = 0.46;

export class Filters {
  /**
   * @param {HTMLElement} picture where the picture is drawn
   * @param {HTMLElement} filters where the filters are drawn
   * @param {HTMLElement} product where the product that is pointed at is told
   */
  constructor(picture, filters, product) {
    this.product = product;
    /** @type {Scene | null} */
    this.scene = null;
    /** @type {{ filter: number, row: number, column: number } | null} */
    this.pointed = null;
    const seen = figure("Picture");
    this.pixels = grid(seen, 4, "pixel");
    this.filters = ANSWERS.map((answer, number) => {
      const element = figure(`Filter ${number}`, answer);
      const cells = grid(element, 4, "weight");
      this.point(element, cells, number);
      const numbers = document.createElement("div");
      numbers.className = "filter-numbers";
      const [logit, share] = ["z", "p"].map((symbol) => readout(numbers, `${symbol}${SUBSCRIPTS[number]}`));
      const bar = document.createElement("div");
      bar.className = "bar";
      numbers.append(bar);
      element.append(numbers);
      return { element, cells, logit, share, bar };
    });
    picture.replaceChildren(seen);
    filters.replaceChildren(...this.filters.map(({ element }) => element));
  }

  /** @param {Scene} scene */
  show(scene) {
    const past = this.scene;
    this.scene = scene;
    if (scene.image !== past?.image)
      fill(this.pixels, scene.image, (cell, value) => {
        const share = Math.min(value / scene.brightest, 1);
        cell.style.setProperty("--share", `${100 * share}%`);
        cell.dataset.lit = String(share > BRIGHT);
        cell.textContent = shown(value, 3);
      });
    this.filters.forEach(({ element, cells, logit, share, bar }, number) => {
      if (scene.weights !== past?.weights || scene.reach !== past.reach)
        fill(cells, scene.weights[number], (cell, value) => {
          cell.style.setProperty("--share", `${100 * Math.sqrt(Math.min(Math.abs(value) / scene.reach, 1))}%`);
          cell.dataset.sign = value < 0 ? "negative" : "positive";
          cell.textContent = short(value);
        });
      element.dataset.wanted = String(number === scene.label);
      logit.textContent = shown(scene.logits[number], 5);
      share.textContent = shown(scene.shares[number], 4);
      bar.style.setProperty("--share", `${100 * scene.shares[number]}%`);
    });
    this.tell();
  }

  /**
   * Let a filter's weights be pointed at, and walked through with the arrow keys.
   * @param {HTMLElement} element
   * @param {HTMLElement[][]} cells
   * @param {number} filter
   */
  point(element, cells, filter) {
    const every = cells.flat();
    every[0].tabIndex = 0;
    /** @param {EventTarget | null} target */
    const at = (target) => every.indexOf(/** @type {HTMLElement} */ (target));
    /** @param {Event} event */
    const enter = ({ target }) => {
      if (at(target) < 0) return;
      this.pointed = { filter, row: Math.floor(at(target) / 4), column: at(target) % 4 };
      this.tell();
    };
    const leave = () => {
      this.pointed = null;
      this.tell();
    };
    element.addEventListener("pointerover", enter);
    element.addEventListener("pointerleave", leave);
    element.addEventListener("focusin", enter);
    element.addEventListener("focusout", leave);
    element.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -4, ArrowDown: 4 }[event.key];
      const from = at(event.target);
      if (way === undefined || from < 0) return;
      // Inside a filter the arrows go from weight to weight, not from step to step.
      event.preventDefault();
      event.stopPropagation();
      const next = every[from + way];
      if (!next || (Math.abs(way) === 1 && Math.floor((from + way) / 4) !== Math.floor(from / 4))) return;
      every[from].tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  }

  /** Tell the product that is pointed at, and light its pixel and its weights. */
  tell() {
    const { pointed, scene } = this;
    for (const cells of [this.pixels, ...this.filters.map((each) => each.cells)])
      cells.forEach((row, y) =>
        row.forEach((cell, x) => cell.classList.toggle("pointed", pointed?.row === y && pointed.column === x)),
      );
    if (!pointed || !scene) {
      this.product.textContent = "Each logit z is a sum of sixteen products, pixel by weight. Point at a weight to see its own.";
      return;
    }
    const { filter, row, column } = pointed;
    const [weight, pixel] = [scene.weights[filter][row][column], scene.image[row][column]];
    const factor = weight < 0 ? `(${shown(weight, 8)})` : shown(weight, 8);
    this.product.textContent =
      `Filter ${filter}, row ${row + 1}, column ${column + 1}: pixel × weight = ` +
      `${shown(pixel, 9)} × ${factor} = ${shown(Math.fround(pixel * weight), 8)}`;
  }
}

/**
 * A weight as its cell has room for it.
 * @param {number} value
 */
function short(value) {
  const size = Math.abs(value);
  const text = size >= 1e4 ? value.toExponential(0).replace("e+", "e") : value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
  return text.replace("-", "−");
}

/**
 * @param {string} title
 * @param {string} answer
 */
function figure(title, answer = "") {
  const element = document.createElement("div");
  element.className = "filter";
  const head = document.createElement("p");
  head.className = "filter-head";
  const name = document.createElement("span");
  name.textContent = title;
  const says = document.createElement("strong");
  says.textContent = answer;
  head.append(name, says);
  element.append(head);
  return element;
}

/**
 * Rows of cells, as a table that can be read aloud.
 * @param {HTMLElement} figure
 * @param {number} size
 * @param {string} kind
 */
function grid(figure, size, kind) {
  const table = document.createElement("div");
  table.className = "grid";
  table.setAttribute("role", kind === "weight" ? "grid" : "table");
  table.setAttribute("aria-label", /** @type {string} */ (figure.textContent));
  const cells = Array.from({ length: size }, () => {
    const row = document.createElement("div");
    row.className = "grid-row";
    row.setAttribute("role", "row");
    const inRow = Array.from({ length: size }, () => {
      const cell = document.createElement("span");
      cell.className = kind;
      cell.setAttribute("role", kind === "weight" ? "gridcell" : "cell");
      if (kind === "weight") cell.tabIndex = -1;
      return cell;
    });
    row.append(...inRow);
    table.append(row);
    return inRow;
  });
  figure.append(table);
  return cells;
}

/**
 * @param {HTMLElement} numbers
 * @param {string} symbol
 */
function readout(numbers, symbol) {
  const line = document.createElement("p");
  line.className = "filter-number";
  const name = document.createElement("span");
  Object.assign(name, { className: "symbol", textContent: symbol });
  const number = document.createElement("span");
  number.className = "digits";
  line.append(name, number);
  numbers.append(line);
  return number;
}

/**
 * @param {HTMLElement[][]} cells
 * @param {Grid} values
 * @param {(cell: HTMLElement, value: number) => void} put
 */
function fill(cells, values, put) {
  cells.forEach((row, y) => row.forEach((cell, x) => put(cell, values[y][x])));
}
