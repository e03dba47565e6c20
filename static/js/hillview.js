// Which picture shows the hill: a curve, or of two coordinates a map of heights.

import { HillPlot } from "./plots/hill.js";

/** @import { Objective } from "./types.js" */

export class HillView {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.curve = new HillPlot(host);
    this.plot = this.curve;
  }

  /**
   * @param {Objective} objective
   * @param {number[]} start
   */
  show(objective, start) {
    this.plot.show(objective, start);
  }
}
