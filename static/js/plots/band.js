// The band of the losses of many networks, and the curve of the one that is trained above on it.

import { colour } from "../colours.js";
import { Overlay } from "./overlay.js";
import { projection, write } from "./plotly.js";

/** @import { EnsembleBand } from "../types.js" */

const LINES = /** @type {const} */ (["min", "max", "p10", "p90", "median"]);

export class BandPlot {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.overlay = new Overlay(host, () => {}, projection);
    /** @type {EnsembleBand | null} */
    this.band = null;
    this.end = 1;
    /** @type {{ loss: number[], hue: string } | null} */
    this.own = null;
  }

  /** Show the figure in the theme of the moment. */
  async show() {
    if (await this.overlay.show("/api/figures/band?")) this.settle();
  }

  /**
   * @param {EnsembleBand} band
   * @param {number} end how many updates there will be
   * @param {{ loss: number[], hue: string } | null} own
   */
  put(band, end, own) {
    Object.assign(this, { band, end, own });
    this.settle();
  }

  settle() {
    const { band, own, end } = this;
    const { div } = this.overlay;
    if (!band) return;
    const most = (/** @type {(number | null)[]} */ values) => values.reduce((high, value) => Math.max(Number(high), value ?? 0), 0) ?? 0;
    const usual = most(band.p90);
    // The one curve may leave over the top, unless there is no band to see.
    const tallest = Math.max(usual, usual ? Math.min(most(own?.loss ?? []), 2 * usual) : most(own?.loss ?? []), 1e-9);
    const lines = Object.fromEntries(LINES.map((name) => [name, { x: band.step, y: band[name] }]));
    const single = { x: own ? [...own.loss.keys()] : [], y: own?.loss ?? [] };
    write(div, { own: { "line.color": colour(own?.hue ?? "hue-1") } });
    write(div, { ...lines, own: single }, { x: [0, end], y: [-0.03 * tallest, 1.06 * tallest], log: false });
  }
}
