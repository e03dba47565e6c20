// How each network of an ensemble ended, a square for each seed: a dot where it has learned, a cross where not.

import { colour } from "../colours.js";
import { shown } from "../numbers.js";
import { ARROWS } from "./numbergrid.js";

/** @import { EnsembleNetworks } from "../types.js" */

const CELL = 16;
const TALLEST = 20;

export class SeedGrid {
  /**
   * @param {HTMLElement} host
   * @param {HTMLElement} words where the seed that is pointed at is told
   * @param {(seed: number) => void} onpick
   */
  constructor(host, words, onpick) {
    this.words = words;
    this.onpick = onpick;
    /** @type {EnsembleNetworks | null} */
    this.networks = null;
    this.at = 0;
    this.pointed = false;
    this.canvas = document.createElement("canvas");
    this.element = host;
    host.replaceChildren(this.canvas);
    host.setAttribute("role", "application");
    host.setAttribute("aria-roledescription", "seeds, by arrow keys, Enter takes one");
    host.tabIndex = 0;
    host.addEventListener("pointermove", (event) => this.point(this.seedAt(event)));
    host.addEventListener("pointerleave", () => this.point(null));
    host.addEventListener("click", (event) => this.take(this.seedAt(event)));
    host.addEventListener("focus", () => this.point(this.at));
    host.addEventListener("blur", () => this.point(null));
    host.addEventListener("keydown", (event) => {
      const way = ARROWS[event.key];
      if (event.key === "Enter" || event.key === " ") this.take(this.at);
      else if (way) this.point(this.at + way[0] * this.columns + way[1]);
      else return;
      event.preventDefault();
    });
    addEventListener("themechange", () => this.draw());
    new ResizeObserver(() => this.draw()).observe(host);
  }

  /** @param {EnsembleNetworks | null} networks */
  show(networks) {
    this.networks = networks;
    this.at = 0;
    this.draw();
    this.element.setAttribute("aria-label", this.summary);
  }

  /** How many have learned. */
  get summary() {
    const { learned, status } = this.networks ?? { learned: [], status: [] };
    const wild = status.filter((each) => each === "diverged").length;
    return `${learned.filter(Boolean).length} of ${learned.length} seeds have learned, ${wild} have diverged`;
  }

  get count() {
    return this.networks?.seed.length ?? 0;
  }

  get columns() {
    const fit = Math.max(1, Math.floor(this.element.clientWidth / CELL));
    return Math.min(fit, Math.max(TALLEST, Math.ceil(this.count / TALLEST)));
  }

  /**
   * @param {MouseEvent} event
   * @returns {number | null}
   */
  seedAt({ clientX, clientY }) {
    const { left, top } = this.canvas.getBoundingClientRect();
    const [column, row] = [Math.floor((clientX - left) / CELL), Math.floor((clientY - top) / CELL)];
    const place = row * this.columns + column;
    return column >= 0 && column < this.columns && row >= 0 && place < this.count ? place : null;
  }

  /** @param {number | null} place */
  point(place) {
    if (place !== null && (place < 0 || place >= this.count)) return;
    this.pointed = place !== null;
    this.at = place ?? this.at;
    this.words.textContent = place === null || !this.networks ? "Click a seed to train it above." : sentence(this.networks, place);
    this.draw();
  }

  /** @param {number | null} place */
  take(place) {
    if (place !== null && this.networks && place < this.count) this.onpick(this.networks.seed[place]);
  }

  draw() {
    const { canvas } = this;
    this.paint(canvas, devicePixelRatio);
    canvas.style.width = `${canvas.width / devicePixelRatio}px`;
    canvas.style.height = `${canvas.height / devicePixelRatio}px`;
  }

  /** Whether there are any to be seen. */
  get standing() {
    return this.networks !== null && this.element.checkVisibility();
  }

  /**
   * The squares once more, to be kept.
   * @param {number} sharpness
   */
  painted(sharpness) {
    const canvas = document.createElement("canvas");
    this.paint(canvas, sharpness);
    return canvas;
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {number} scale how many pixels of the canvas a pixel of the page has
   */
  paint(canvas, scale) {
    const { columns, networks } = this;
    canvas.width = columns * CELL * scale;
    canvas.height = Math.ceil(this.count / columns) * CELL * scale;
    const context = canvas.getContext("2d");
    if (!context || !networks) return;
    context.scale(scale, scale);
    networks.seed.forEach((_, place) => {
      const [x, y] = [((place % columns) + 0.5) * CELL, (Math.floor(place / columns) + 0.5) * CELL];
      mark(context, x, y, networks.status[place] === "diverged" ? "diverged" : networks.learned[place] ? "right" : "wrong");
      if (!this.pointed || place !== this.at) return;
      context.strokeStyle = colour("focus");
      context.lineWidth = 2;
      context.strokeRect(x - CELL / 2 + 1, y - CELL / 2 + 1, CELL - 2, CELL - 2);
    });
  }
}

/**
 * @param {any} context
 * @param {number} x
 * @param {number} y
 * @param {"right" | "wrong" | "diverged"} end
 */
export function mark(context, x, y, end) {
  context.beginPath();
  context.lineWidth = 2;
  if (end === "right") {
    context.fillStyle = colour("good");
    context.arc(x, y, 4.5, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  context.strokeStyle = colour(end === "wrong" ? "bad" : "ink-soft");
  if (end === "wrong") {
    for (const way of [1, -1]) {
      context.moveTo(x - 3.5, y - 3.5 * way);
      context.lineTo(x + 3.5, y + 3.5 * way);
    }
  } else {
    context.moveTo(x - 4, y + 3.5);
    context.lineTo(x, y - 4);
    context.lineTo(x + 4, y + 3.5);
    context.closePath();
  }
  context.stroke();
}

/**
 * @param {EnsembleNetworks} networks
 * @param {number} place
 */
function sentence({ seed, status, step, learned, training, test, loss }, place) {
  if (status[place] === "diverged") return `Seed ${seed[place]}: diverged at update ${step[place]}.`;
  const percent = (/** @type {number} */ share) => `${shown(100 * share, 3)} %`;
  const tested = test ? `, ${percent(test[place])} of the test` : "";
  const last = loss[place];
  return `Seed ${seed[place]}: ${learned[place] ? "learned" : "not learned"}, right about ${percent(training[place])} of the training${tested}${last === null ? "" : `, last loss ${shown(last, 4)}`}.`;
}
