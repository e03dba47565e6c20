// A hill of two coordinates from above.

import { colour } from "../colours.js";
import { addressOf } from "../hills.js";
import { Landscape } from "./landscape.js";
import { pinchable } from "./pinch.js";
import { projection } from "./plotly.js";

/** @import { Objective } from "../types.js" */
/** @import { Ball } from "./ball.js" */
/** @import { Sight } from "./landscape.js" */
/** @import { Projection } from "./plotly.js" */

/** @extends {Landscape<Projection>} */
export class ContourPlot extends Landscape {
  /** @param {HTMLElement} host */
  constructor(host) {
    super(host, projection);
    pinchable(host, this.overlay.div);
  }

  /**
   * Show an objective's contour.
   * @param {Objective} objective
   * @param {number[]} start
   */
  async show(objective, start) {
    await this.showFrom(`/api/figures/hill?view=contour&objective=${addressOf(objective)}&`, objective, start);
  }

  /**
   * The place in the page of the ball in focus, for the hand that drags it.
   * @returns {import("../drag.js").Grip | null}
   */
  grip() {
    const project = projection(this.overlay.div);
    const ball = this.focus;
    if (!project || !ball) return null;
    const { left, top } = this.overlay.host.getBoundingClientRect();
    const [x, y] = this.place(ball);
    return {
      x: left + project.x(x),
      y: top + project.y(y),
      toPoint: (pixelX, pixelY) => [project.toX(pixelX - left), project.toY(pixelY - top)],
    };
  }

  /**
   * @override
   * @param {Projection} project
   * @returns {Sight}
   */
  sight(project) {
    return { stand: project.stand, at: (x, y) => ({ x: project.x(x), y: project.y(y) }) };
  }

  /**
   * @override
   * @param {Ball} ball
   * @param {boolean} short
   */
  pathOf({ records, hue }, short) {
    const [gx, gy] = records.grads;
    return {
      customdata: records.loss.map((loss, step) => [step, loss, gx[step], gy[step]]),
      mode: short ? "lines+markers" : "none",
      "marker.color": colour(hue),
      "line.color": colour(hue),
    };
  }
}
