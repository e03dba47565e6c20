// The map of the seeds that learn: which share of them, at every pair of two numbers of the rule.

import { colour } from "../colours.js";
import { decoded } from "../typed.js";
import { Overlay } from "./overlay.js";
import { projection } from "./plotly.js";

/** @import { SeedMapAnswer } from "../types.js" */
/** @import { Projection } from "./plotly.js" */

/**
 * @typedef {{ cell: number, x: number, y: number, learned: number, diverged: number }} Place
 */

export class SeedMapPlot {
  /**
   * @param {HTMLElement} host
   * @param {(place: Place) => void} onpick
   * @param {(place: Place | null) => void} onpoint
   */
  constructor(host, onpick, onpoint) {
    this.overlay = new Overlay(host, (context, project) => this.paint(context, project), projection);
    /** @type {Place | null} */
    this.pointed = null;
    this.address = "";
    /** @type {{ x: ArrayLike<number>, y: ArrayLike<number>, learned: ArrayLike<number>, diverged: ArrayLike<number>, count: number } | null} */
    this.map = null;
    /** @param {Place | null} place */
    const point = (place) => {
      this.pointed = place;
      this.overlay.redraw();
      onpoint(place);
    };
    host.addEventListener("pointermove", (event) => point(this.at(event)));
    host.addEventListener("pointerleave", () => point(null));
    host.addEventListener("click", (event) => {
      const place = this.at(event);
      if (place) onpick(place);
    });
  }

  /**
   * Show the empty map of a rule's numbers.
   * @param {string} optimizer
   * @param {string} x
   * @param {string} y
   */
  async frame(optimizer, x, y) {
    this.address = `/api/figures/seeds?${new URLSearchParams({ optimizer, x, y })}&`;
    await this.show();
  }

  async show() {
    if (this.address) await this.overlay.show(this.address);
  }

  /** @param {SeedMapAnswer | null} answer */
  put(answer) {
    const arrays = answer && { x: decoded(answer.x), y: decoded(answer.y), learned: decoded(answer.learned), diverged: decoded(answer.diverged) };
    this.map = arrays && { ...arrays, count: answer.ensemble_map.count };
    this.pointed = null;
    this.overlay.redraw();
  }

  /**
   * A square around each place, the stronger the more seeds learn there; those at the axes' ends are cut in half.
   * @param {CanvasRenderingContext2D} context
   * @param {Projection} project
   */
  paint(context, project) {
    if (!this.map) return;
    const { box } = project;
    const [columns, rows] = [this.map.x.length, this.map.y.length];
    const [width, height] = [box.width / (columns - 1), box.height / (rows - 1)];
    this.places().forEach(({ learned }, cell) => {
      const [x, y] = [box.left + ((cell % columns) - 0.5) * width, box.top + box.height - (Math.floor(cell / columns) + 0.5) * height];
      for (const [token, share] of /** @type {[string, number][]} */ ([["sunken", 1], ["good", learned / (this.map?.count ?? 1)]])) {
        context.globalAlpha = share;
        context.fillStyle = colour(token);
        context.fillRect(x + 0.5, y + 0.5, width - 1, height - 1);
      }
      context.globalAlpha = 1;
      if (cell !== this.pointed?.cell) return;
      context.strokeStyle = colour("ink");
      context.lineWidth = 2;
      context.strokeRect(x + 1, y + 1, width - 2, height - 2);
    });
  }

  /** The places, row by row. @returns {Place[]} */
  places() {
    const { map } = this;
    if (!map) return [];
    const place = (/** @type {number} */ cell) => ({
      cell,
      x: map.x[cell % map.x.length],
      y: map.y[Math.floor(cell / map.x.length)],
      learned: map.learned[cell],
      diverged: map.diverged[cell],
    });
    return Array.from(map.learned, (_, cell) => place(cell));
  }

  /**
   * @param {MouseEvent} event
   * @returns {Place | null} the place under a pointer
   */
  at({ clientX, clientY }) {
    const project = projection(this.overlay.div);
    if (!project || !this.map) return null;
    const { left, top } = this.overlay.host.getBoundingClientRect();
    const [x, y] = [clientX - left, clientY - top];
    const { box } = project;
    if (x < box.left || y < box.top || x > box.left + box.width || y > box.top + box.height) return null;
    const { x: across, y: up } = this.map;
    const column = Math.round(((x - box.left) / box.width) * (across.length - 1));
    const row = Math.round((1 - (y - box.top) / box.height) * (up.length - 1));
    return this.places()[row * across.length + column];
  }
}
