// One layer of a network: each unit's numbers, its bias, and what it hands on.

import { shown, subscript } from "../numbers.js";
import { biasOf, weightsOf } from "./forward.js";
import { gridOf } from "./layers.js";
import { NumberGrid } from "./numbergrid.js";
import { Raster } from "./raster.js";

/** @import { Tensors } from "../types.js" */
/** @import { Grid, Layer } from "./layers.js" */
/** @import { Pointing, Scale } from "./numbergrid.js" */

/** So many numbers of one unit have room to be written out, as a picture and in a row. */
const WRITTEN = { pictures: 16, rows: 8 };

/**
 * A place in a layer.
 * @typedef {object} Place
 * @property {number} unit
 * @property {"weight" | "bias" | "output"} part
 * @property {number} row
 * @property {number} column
 */

export class LayerView {
  /**
   * @param {Layer} layer
   * @param {string[] | null} answers what its outputs stand for, where it is the last layer
   * @param {(place: Place | null) => void} onpoint
   */
  constructor(layer, answers, onpoint) {
    this.layer = layer;
    this.answers = answers;
    this.onpoint = onpoint;
    /** @type {Grid[]} */ this.grids = [];
    /** @type {Scale} */ this.scale = { reach: 0, bright: false };
    this.units = Array.from({ length: layer.units }, (_, unit) => this.unit(unit));
    this.units[0].weights.stop = true;
    this.element = document.createElement("section");
    this.element.className = "layer";
    this.element.dataset.kind = layer.kind;
    this.element.dataset.size = `${layer.rows}x${layer.columns}`;
    const title = document.createElement("h3");
    title.textContent = layer.title;
    const about = document.createElement("span");
    about.className = "soft";
    about.textContent = aboutOf(layer);
    title.append(" ", about);
    const units = document.createElement("div");
    units.className = "layer-units";
    if (layer.kind === "rows") units.append(headsOf(layer, answers ? ["b", "z", "p"] : ["b", layer.symbol]));
    units.append(...this.units.map(({ element }) => element));
    this.element.append(title, units);
  }

  /** @param {number} unit */
  unit(unit) {
    const { layer, answers } = this;
    const name = `${layer.unit} ${unit}`;
    const element = document.createElement("div");
    element.className = "unit";
    const head = line("unit-head", answers && layer.kind === "rows" ? "" : name);
    const says = document.createElement("strong");
    says.textContent = answers?.[unit] ?? "";
    head.append(says);
    const written = layer.rows * layer.columns <= WRITTEN[layer.kind];
    const weights = new (written ? NumberGrid : Raster)(layer, `${name}, weights`, this.pointing(unit, "weight"));
    const numbers = document.createElement("div");
    numbers.className = "unit-numbers";
    const bias = layer.biased ? new NumberGrid({ rows: 1, columns: 1 }, `${name}, bias`, this.pointing(unit, "bias")) : null;
    if (bias) {
      const its = line("unit-number unit-bias", "b");
      its.append(bias.element);
      numbers.append(its);
    }
    const map = layer.moves ? new Raster({ rows: layer.moves[0], columns: layer.moves[1] }, `What filter ${unit} finds`, null) : null;
    const output = map ? null : this.output(unit, numbers);
    if (map) numbers.append(map.element);
    const [share, bar] = answers ? [line("unit-number unit-share", `p${subscript(unit)}`), document.createElement("div")] : [];
    const digits = document.createElement("span");
    digits.className = "digits";
    if (share && bar) {
      bar.className = "bar";
      share.append(digits);
      numbers.append(share, bar);
    }
    element.append(head, weights.element, numbers);
    return { element, weights, bias, map, output, share: digits, bar };
  }

  /**
   * What a unit hands on: pointed at, it tells the products that make it.
   * @param {number} unit
   * @param {HTMLElement} numbers
   */
  output(unit, numbers) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "unit-number unit-output", tabIndex: -1 });
    const name = document.createElement("span");
    Object.assign(name, { className: "symbol", textContent: `${this.layer.symbol}${subscript(unit)}` });
    const digits = document.createElement("span");
    digits.className = "digits";
    button.append(name, digits);
    const { at, off, edge } = this.pointing(unit, "output");
    const enter = () => at(0, 0);
    button.addEventListener("pointerenter", enter);
    button.addEventListener("pointerleave", off);
    button.addEventListener("focus", enter);
    button.addEventListener("blur", off);
    button.addEventListener("keydown", (event) => {
      const way = /** @type {Record<string, number[]>} */ ({ ArrowLeft: [0, -1], ArrowUp: [-1, 0], ArrowDown: [1, 0] })[event.key];
      if (!way && event.key !== "ArrowRight") return;
      event.preventDefault();
      event.stopPropagation();
      if (way) edge(way, 0);
    });
    numbers.append(button);
    return { button, digits };
  }

  /**
   * @param {number} unit
   * @param {Place["part"]} part
   * @returns {Pointing}
   */
  pointing(unit, part) {
    return {
      at: (row, column) => this.onpoint({ unit, part, row, column }),
      off: () => this.onpoint(null),
      edge: ([down, right], column) => this.leave(unit, part, down, right, column),
    };
  }

  /**
   * Go on from an edge: sideways from the weights to the bias and the output, up and down to the next unit.
   * @param {number} unit
   * @param {Place["part"]} part
   * @param {number} down
   * @param {number} right
   * @param {number} column
   */
  leave(unit, part, down, right, column) {
    const next = this.units[unit + down];
    if (!next) return;
    if (down) {
      if (part === "output") return next.output?.button.focus();
      const cells = part === "bias" ? next.bias : next.weights;
      return cells?.focus(part === "weight" && down < 0 ? this.layer.rows - 1 : 0, column);
    }
    /** @type {Place["part"][]} */
    const parts = ["weight", "bias", "output"];
    for (let at = parts.indexOf(part) + right; at >= 0 && at < parts.length; at += right) {
      if (parts[at] === "output" && next.output) return next.output.button.focus();
      if (parts[at] === "bias" && next.bias) return next.bias.focus(0, 0);
      if (parts[at] === "weight") return next.weights.focus(0, this.layer.columns - 1);
    }
  }

  /**
   * @param {Tensors | null} numbers the weights, or what is shown in their place; null where there is nothing
   * @param {number} reach how far from zero one of them is drawn in full colour
   * @param {number[]} silent units that hand on zero for every sample
   */
  show(numbers, reach, silent) {
    const { layer } = this;
    this.scale = { reach, bright: false };
    this.grids = this.units.map((_, unit) =>
      gridOf(layer, numbers ? weightsOf(layer, numbers, unit) : Array(layer.rows * layer.columns).fill(null)),
    );
    this.units.forEach((unit, place) => {
      this.uncover(place);
      unit.bias?.show([[numbers && biasOf(layer, numbers, place)]], this.scale);
      unit.element.dataset.silent = String(silent.includes(place));
    });
  }

  /**
   * Show a unit's products in the place of its numbers.
   * @param {number} unit
   * @param {Grid} products
   */
  cover(unit, products) {
    this.units[unit].weights.show(products, { reach: Math.max(...products.flat().map((each) => Math.abs(each ?? 0))), bright: false });
  }

  /** @param {number} unit */
  uncover(unit) {
    this.units[unit].weights.show(this.grids[unit], this.scale);
  }

  /**
   * What the units make of the input: a number each, of the last layer a share too, or of a filter that moves a map.
   * @param {number[]} values
   * @param {number[] | null} shares
   * @param {number | null} wanted the output that should be the greatest
   */
  hand(values, shares, wanted) {
    const { moves, units } = this.layer;
    const most = moves ? Math.max(...values) : 0;
    this.units.forEach(({ element, output, map, share, bar }, unit) => {
      if (output) output.digits.textContent = shown(values[unit], 5);
      if (map && moves) {
        const found = values.slice((unit * values.length) / units, ((unit + 1) * values.length) / units);
        const lines = Array.from({ length: moves[0] }, (_, row) => found.slice(row * moves[1], (row + 1) * moves[1]));
        map.show(lines, { reach: most, bright: true });
      }
      if (!shares) return;
      element.dataset.wanted = String(unit === wanted);
      share.textContent = shown(shares[unit], 3);
      bar?.style.setProperty("--share", `${100 * shares[unit]}%`);
    });
  }
}

/**
 * What the columns of numbers are called.
 * @param {Layer} layer
 * @param {string[]} names of those beside the weights
 */
function headsOf({ inputs, columns }, names) {
  const heads = document.createElement("div");
  heads.className = "unit unit-heads small soft";
  heads.setAttribute("aria-hidden", "true");
  const over = document.createElement("div");
  over.className = "grid-row";
  over.style.setProperty("--columns", String(columns));
  // The names of many would run into each other.
  if (columns <= WRITTEN.rows) over.append(...inputs.map(word));
  const rest = document.createElement("div");
  rest.className = "unit-numbers";
  rest.append(...names.map(word));
  heads.append(document.createElement("span"), over, rest);
  return heads;
}

/** @param {string} text */
function word(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element;
}

/** @param {Layer} layer */
function aboutOf({ units, unit, rows, columns, moves, bend, kind }) {
  if (moves) return `${units} of ${rows} × ${columns}, moved over the picture; ReLU; the greatest of every 2 × 2`;
  const count = `${units} ${unit.toLowerCase()}${units === 1 ? "" : "s"}`;
  const size = kind === "pictures" ? `, ${rows} × ${columns} weights each` : "";
  return `${count}${size}${bend ? `, ${{ tanh: "tanh", relu: "ReLU" }[bend]}` : ""}`;
}

/**
 * @param {string} kind
 * @param {string} name
 */
function line(kind, name) {
  const element = document.createElement("p");
  element.className = kind;
  const symbol = document.createElement("span");
  symbol.textContent = name;
  if (kind !== "unit-head") symbol.className = "symbol";
  element.append(symbol);
  return element;
}
