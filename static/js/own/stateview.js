// What a class keeps in self.state: a small picture for each name, and the values at the step at hand.

import { colour } from "../colours.js";
import { shown } from "../numbers.js";
import { seriesOf, valueText } from "./state.js";

/** @import { OwnRecords } from "./records.js" */
/** @import { Series } from "./state.js" */

/** As many names are drawn. */
const MOST = 12;
/** How the lines of one name are told apart: by their dashes, and how strong they are. */
const DASHES = [[], [5, 3], [1.5, 2.5], [7, 2, 1.5, 2]];
const MARGIN = 3;

/**
 * One name's picture.
 * @typedef {{ series: Series, canvas: HTMLCanvasElement, now: HTMLElement, value: HTMLElement }} Small
 */

export class StateView {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.grid = make("div", "state-grid");
    this.texts = make("dl", "state-texts");
    this.note = make("p", "soft small");
    host.replaceChildren(this.note, this.grid, this.texts);
    /** @type {Small[]} */
    this.smalls = [];
    /** @type {Map<string, HTMLElement>} */
    this.read = new Map();
    /** @type {OwnRecords | null} */
    this.records = null;
    this.length = -1;
    this.drawn = "";
    this.step = -1;
    new ResizeObserver(() => this.paint()).observe(this.grid);
    addEventListener("themechange", () => this.paint());
  }

  /**
   * Show what a run keeps, at a step.
   * @param {OwnRecords | null} records
   * @param {string} title of its class
   * @param {number} position
   */
  show(records, title, position) {
    if (records !== this.records || (records?.length ?? 0) !== this.length) this.begin(records, title);
    if (!records) return;
    const { last } = records;
    const at = Math.min(position, last);
    for (const { now } of this.smalls) now.style.translate = `${(100 * at) / Math.max(last, 1)}cqw 0`;
    const step = Math.floor(at);
    if (step === this.step) return;
    this.step = step;
    for (const { series, value } of this.smalls) value.textContent = valueText(records.kept[series.name][step]);
    for (const [name, value] of this.read) value.textContent = valueText(records.kept[name][step]);
  }

  /**
   * @param {OwnRecords | null} records
   * @param {string} title
   */
  begin(records, title) {
    this.records = records;
    this.length = records?.length ?? 0;
    this.step = -1;
    const { series, texts } = seriesOf(records?.kept ?? {});
    const names = JSON.stringify([series.map(({ name, lines }) => [name, lines.length]), texts]);
    if (names !== this.drawn) {
      this.drawn = names;
      this.smalls = series.slice(0, MOST).map(small);
      this.grid.replaceChildren(...this.smalls.map(({ canvas }) => /** @type {HTMLElement} */ (canvas.closest("figure"))));
      this.read = new Map(texts.slice(0, MOST).map((name) => [name, make("dd", "digits")]));
      this.texts.replaceChildren(...[...this.read].flatMap(([name, value]) => [named("dt", name), value]));
    }
    this.smalls.forEach((each, place) => (each.series = series[place]));
    this.note.textContent = this.sentence(series.length + texts.length, title);
    this.grid.hidden = series.length === 0;
    this.texts.hidden = texts.length === 0;
    this.paint();
  }

  /**
   * @param {number} count of names
   * @param {string} title
   */
  sentence(count, title) {
    if (!this.length) return "What the class keeps in self.state from step to step is drawn here.";
    if (!count) return `${title} keeps nothing in self.state: each step sees no more than the gradient.`;
    return count > MOST ? `The first ${MOST} of ${count} names.` : "";
  }

  /** Draw the lines. Where they stand is told by an element above them, so that nothing is painted while it plays. */
  paint() {
    for (const { series, canvas } of this.smalls) {
      const { clientWidth: width, clientHeight: height } = canvas;
      if (!width || !height) continue;
      const scale = devicePixelRatio;
      [canvas.width, canvas.height] = [Math.ceil(width * scale), Math.ceil(height * scale)];
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      context.setTransform(scale, 0, 0, scale, 0, 0);
      const [low, high] = series.range;
      const span = high - low || 1;
      /** @param {number} value */
      const y = (value) => (high === low ? height / 2 : height - MARGIN - ((value - low) / span) * (height - 2 * MARGIN));
      if (low < 0 && high > 0) {
        context.fillStyle = colour("line");
        context.fillRect(0, Math.round(y(0)), width, 1);
      }
      context.strokeStyle = context.fillStyle = colour("hue-own");
      context.lineWidth = 1.75;
      context.lineJoin = "round";
      series.lines.forEach((line, place) => {
        context.setLineDash(DASHES[place]);
        context.stroke(pathOf(line, width, y));
      });
      const figure = /** @type {HTMLElement} */ (canvas.closest("figure"));
      write(figure, ".state-high", shown(high, 3));
      write(figure, ".state-low", high === low ? "" : shown(low, 3));
      canvas.setAttribute("aria-label", `${series.name} over the steps, between ${shown(low, 3)} and ${shown(high, 3)}`);
    }
  }
}

/**
 * @param {(number | null)[]} line
 * @param {number} width
 * @param {(value: number) => number} y
 */
function pathOf(line, width, y) {
  const path = new Path2D();
  const last = Math.max(line.length - 1, 1);
  let down = false;
  line.forEach((value, step) => {
    if (value !== null) path[down ? "lineTo" : "moveTo"]((step / last) * width, y(value));
    // A value alone is a dot.
    if (value !== null && !down && (line[step + 1] ?? null) === null) path.lineTo((step / last) * width + 2, y(value));
    down = value !== null;
  });
  return path;
}

/**
 * @param {Series} series
 * @returns {Small}
 */
function small(series) {
  const figure = make("figure", "state-one");
  const caption = make("figcaption", "state-caption");
  const value = make("span", "digits soft");
  const name = named("code", series.name);
  name.title = series.name;
  caption.append(name, value);
  const plot = make("div", "state-plot");
  const canvas = /** @type {HTMLCanvasElement} */ (make("canvas", ""));
  canvas.setAttribute("role", "img");
  const now = make("div", "state-now");
  const lines = make("div", "state-lines");
  lines.append(canvas, now);
  plot.append(make("span", "state-high digits"), make("span", "state-low digits"), lines);
  figure.append(caption, plot);
  if (series.count > series.lines.length) {
    const more = make("p", "soft small");
    more.textContent = `the first ${series.lines.length} of ${series.count} numbers`;
    figure.append(more);
  }
  return { series, canvas, now, value };
}

/**
 * @param {HTMLElement} within
 * @param {string} selector
 * @param {string} text
 */
function write(within, selector, text) {
  const element = /** @type {HTMLElement} */ (within.querySelector(selector));
  if (element.textContent !== text) element.textContent = text;
}

/**
 * @param {string} tag
 * @param {string} name
 */
function named(tag, name) {
  const element = make(tag, "state-name");
  element.textContent = name;
  return element;
}

/**
 * @param {string} tag
 * @param {string} className
 */
function make(tag, className) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  return element;
}
