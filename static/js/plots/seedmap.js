// The map of the seeds that learn: which share of them, at every pair of two numbers of the rule.

import { decoded } from "../typed.js";
import { Overlay } from "./overlay.js";
import { projection, write } from "./plotly.js";

/** @import { SeedMapAnswer } from "../types.js" */

/**
 * @typedef {{ x: number, y: number, learned: number, diverged: number }} Place
 */

export class SeedMapPlot {
  /**
   * @param {HTMLElement} host
   * @param {(place: Place) => void} onpick
   * @param {(place: Place | null) => void} onpoint
   */
  constructor(host, onpick, onpoint) {
    this.overlay = new Overlay(host, () => {}, projection);
    this.address = "";
    /** @type {{ x: ArrayLike<number>, y: ArrayLike<number>, learned: ArrayLike<number>, diverged: ArrayLike<number>, count: number } | null} */
    this.map = null;
    host.addEventListener("pointermove", (event) => onpoint(this.at(event)));
    host.addEventListener("pointerleave", () => onpoint(null));
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
    if (this.address && (await this.overlay.show(this.address))) this.settle();
  }

  /** @param {SeedMapAnswer | null} answer */
  put(answer) {
    const arrays = answer && { x: decoded(answer.x), y: decoded(answer.y), learned: decoded(answer.learned), diverged: decoded(answer.diverged) };
    this.map = arrays && { ...arrays, count: answer.ensemble_map.count };
    this.settle();
  }

  settle() {
    const { map } = this;
    const z = map ? Array.from(map.y, (_, row) => Array.from(map.x, (_, column) => map.learned[row * map.x.length + column] / map.count)) : [];
    write(this.overlay.div, { map: map ? { x: Array.from(map.x), y: Array.from(map.y), z } : { z } });
  }

  /** The places, row by row. @returns {Place[]} */
  places() {
    const { map } = this;
    if (!map) return [];
    const place = (/** @type {number} */ cell) => ({
      x: map.x[cell % map.x.length],
      y: map.y[Math.floor(cell / map.x.length)],
      learned: map.learned[cell],
      diverged: map.diverged[cell],
    });
    return Array.from(map.learned, (_, cell) => place(cell));
  }

  /**
   * @param {MouseEvent} event
   * @returns {Place | null} the nearest on the screen
   */
  at({ clientX, clientY }) {
    const project = projection(this.overlay.div);
    if (!project || !this.map) return null;
    const { left, top } = this.overlay.host.getBoundingClientRect();
    const [x, y] = [clientX - left, clientY - top];
    const { box } = project;
    if (x < box.left || y < box.top || x > box.left + box.width || y > box.top + box.height) return null;
    const far = (/** @type {Place} */ place) => Math.hypot(project.x(place.x) - x, project.y(place.y) - y);
    return this.places().reduce((best, place) => (far(place) < far(best) ? place : best));
  }
}
