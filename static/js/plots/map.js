// The map: what became of the run at every rate from every start, a cross-hair at the setting, and the hand on it.

import { colour } from "../colours.js";
import { addressOf } from "../hills.js";
import { Overlay } from "./overlay.js";
import { projection, write } from "./plotly.js";

/** @import { Objective } from "../types.js" */
/** @import { Chart } from "../chart.js" */
/** @import { Projection } from "./plotly.js" */

const RING = 7;

export class MapPlot {
  /**
   * @param {HTMLElement} host
   * @param {(rate: number, start: number, held: boolean) => void} onpick called while a hand moves on the map, and
   *   with held false when it lets go
   * @param {(pointed: { rate: number, start: number } | null) => void} onpoint called with where a pointer is, held or
   *   not, and with null when it leaves
   */
  constructor(host, onpick, onpoint) {
    /** @type {{ rate: number, start: number, hue: string } | null} */
    this.setting = null;
    /** @type {Chart | null} */
    this.chart = null;
    this.minima = 0;
    this.overlay = new Overlay(host, (context, project) => this.paint(context, project), projection);
    let held = false;
    /** @param {PointerEvent} event */
    const place = (event) => this.place(event.clientX, event.clientY);
    host.addEventListener("pointerdown", (event) => {
      const found = place(event);
      if (event.button !== 0 || !found?.inside) return;
      held = true;
      host.setPointerCapture(event.pointerId);
      onpick(found.rate, found.start, true);
    });
    host.addEventListener("pointermove", (event) => {
      const found = place(event);
      if (!found || !(held || found.inside)) return;
      onpoint(found);
      if (held) onpick(found.rate, found.start, true);
    });
    host.addEventListener("pointerleave", () => onpoint(null));
    for (const name of ["pointerup", "pointercancel"])
      host.addEventListener(name, (event) => {
        const found = place(/** @type {PointerEvent} */ (event));
        if (held && found) onpick(found.rate, found.start, false);
        held = false;
      });
  }

  /**
   * Show the empty map of an objective.
   * @param {Objective} objective
   */
  async show(objective) {
    this.minima = objective.minima.length;
    if (await this.overlay.show(`/api/figures/map?objective=${addressOf(objective)}&`)) this.settle();
  }

  /**
   * Show a map that has come, or none.
   * @param {Chart | null} chart
   */
  put(chart) {
    this.chart = chart;
    this.settle();
  }

  settle() {
    const { chart } = this;
    const { div } = this.overlay;
    write(div, { map: chart ? { x: chart.rates, y: chart.starts, z: chart.rows(this.minima) } : { z: [] } });
    write(div, { edge: chart?.edge ? { x: chart.edge, y: chart.starts } : { x: [], y: [] } });
    this.overlay.redraw();
  }

  /**
   * Draw the cross-hair here from now on.
   * @param {{ rate: number, start: number, hue: string }} setting
   */
  draw(setting) {
    const old = this.setting;
    if (old && old.rate === setting.rate && old.start === setting.start && old.hue === setting.hue) return;
    this.setting = setting;
    this.overlay.redraw();
  }

  /** Where the cross-hair is in the page. */
  spot() {
    const project = projection(this.overlay.div);
    if (!project || !this.setting) return null;
    const { left, top } = this.overlay.host.getBoundingClientRect();
    return { x: left + project.x(this.setting.rate), y: top + project.y(this.setting.start) };
  }

  /**
   * What lies under a place of the page, within the axes.
   * @param {number} clientX
   * @param {number} clientY
   */
  place(clientX, clientY) {
    const project = projection(this.overlay.div);
    if (!project) return null;
    const { left, top } = this.overlay.host.getBoundingClientRect();
    const { box } = project;
    const x = Math.min(Math.max(clientX - left, box.left), box.left + box.width);
    const y = Math.min(Math.max(clientY - top, box.top), box.top + box.height);
    const inside = x === clientX - left && y === clientY - top;
    return { rate: project.toX(x), start: project.toY(y), inside };
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Projection} project
   */
  paint(context, project) {
    if (!this.setting) return;
    const { left, top, width, height } = project.box;
    const x = project.x(this.setting.rate);
    const y = project.y(this.setting.start);
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(x, top + height);
    context.moveTo(left, y);
    context.lineTo(left + width, y);
    context.lineWidth = 3;
    context.strokeStyle = colour("raised");
    context.globalAlpha = 0.6;
    context.stroke();
    context.globalAlpha = 1;
    context.lineWidth = 1;
    context.strokeStyle = colour("ink");
    context.stroke();
    context.beginPath();
    context.arc(x, y, RING, 0, 2 * Math.PI);
    context.fillStyle = colour(this.setting.hue);
    context.fill();
    context.lineWidth = 2.5;
    context.strokeStyle = colour("raised");
    context.stroke();
  }
}
