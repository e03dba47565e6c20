// Which picture shows the hill: a curve, or of two coordinates the view from above, or in space where that is asked for.

import { notice } from "./banner.js";
import { ContourPlot } from "./plots/contour.js";
import { HillPlot } from "./plots/hill.js";
import { SurfacePlot } from "./plots/surface.js";

/** @import { Objective } from "./types.js" */

export class HillView {
  /**
   * @param {HTMLElement} host
   * @param {(spacious: boolean) => void} onview called with whether the hill is shown in space, when that changes
   */
  constructor(host, onview = () => {}) {
    this.curve = new HillPlot(host);
    this.contour = new ContourPlot(host);
    this.surface = new SurfacePlot(host);
    this.onview = onview;
    /** Whether hills of two coordinates are shown in space. */
    this.spacious = false;
    /** @type {HillPlot | ContourPlot | SurfacePlot} */
    this.plot = this.curve;
  }

  /**
   * @param {Objective} objective
   * @param {number[]} start
   */
  async show(objective, start) {
    const { balls } = this.plot;
    this.plot = objective.dimension === 1 ? this.curve : this.spacious ? this.surface : this.contour;
    this.plot.draw(balls);
    if (this.plot !== this.surface) return this.plot.show(objective, start);
    try {
      await this.surface.show(objective, start);
    } catch (error) {
      notice(/** @type {Error} */ (error).message);
      this.spacious = false;
      this.onview(false);
      await this.show(objective, start);
    }
  }
}
