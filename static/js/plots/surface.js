// A hill of two coordinates in space, to be turned.

import { colour } from "../colours.js";
import { addressOf } from "../hills.js";
import { Landscape } from "./landscape.js";
import { prepareSpace, space, trace, write } from "./plotly.js";

/** @import { Objective } from "../types.js" */
/** @import { Ball } from "./ball.js" */
/** @import { Part, Sight } from "./landscape.js" */
/** @import { Space } from "./plotly.js" */

/** @extends {Landscape<Space>} */
export class SurfacePlot extends Landscape {
  /** @param {HTMLElement} host */
  constructor(host) {
    super(host, space);
  }

  /** The surface: heights over a grid, and how they are made of losses. */
  get field() {
    return trace(this.overlay.div, "field");
  }

  /**
   * Show an objective's surface.
   * @param {Objective} objective
   * @param {number[]} start
   * @returns {Promise<void>} rejected with an Error in words where the browser can't, or the script doesn't come
   */
  async show(objective, start) {
    await prepareSpace();
    await this.showFrom(`/api/figures/hill?view=surface&objective=${addressOf(objective)}&`, objective, start);
  }

  /**
   * @override
   * @param {Ball[]} balls
   * @param {Part[] | null} [parts]
   */
  draw(balls, parts = null) {
    super.draw(balls, parts);
    // What WebGL draws can't be hidden by a class.
    if (!this.lacks() || !this.overlay.written.length) return;
    write(this.overlay.div, { path: { x: [], y: [], z: [] } });
    this.overlay.wrote();
  }

  /**
   * The place in the page of the ball in focus, for the hand that drags it over the surface.
   * @returns {import("../drag.js").Grip | null}
   */
  grip() {
    const frame = space(this.overlay.div);
    const ball = this.focus;
    if (!frame || !ball) return null;
    const { left, top } = this.overlay.host.getBoundingClientRect();
    const place = this.place(ball);
    const { at } = this.sight(frame);
    const { x, y } = at(...place);
    return {
      x: left + x,
      y: top + y,
      toPoint: (pixelX, pixelY) => under(this.field, at, [place[0], place[1]], pixelX - left, pixelY - top),
    };
  }

  /**
   * @override
   * @param {Space} frame
   * @returns {Sight}
   */
  sight({ stand, spot }) {
    const { field } = this;
    return { stand, at: (x, y, loss) => spot(x, y, loss === null ? ground(field, x, y) : height(field, loss)) };
  }

  /** @override There is no room for an ellipse in space: the contour shows it. */
  spread() {
    return null;
  }

  /**
   * @override
   * @param {Ball} ball
   * @param {boolean} short
   */
  pathOf({ records, hue }, short) {
    const { field } = this;
    return {
      z: records.loss.map((loss) => height(field, loss)),
      customdata: records.loss.map((loss, step) => [step, loss]),
      mode: short ? "lines+markers" : "none",
      "marker.color": colour(hue),
      "line.color": colour(hue),
    };
  }
}

/**
 * The height at which a loss is shown, as `app/figures/relief.py` makes it.
 * @param {any} field
 * @param {number} loss
 */
function height({ meta: { low, unit } }, loss) {
  return unit === null ? loss : Math.log10(1 + Math.max(loss - low, 0) / unit);
}

/**
 * The surface's height at a place, between the points of its grid; NaN outside it.
 * @param {any} field
 * @param {number} x
 * @param {number} y
 */
function ground({ x: xs, y: ys, z }, x, y) {
  const across = ((x - xs[0]) / (xs[xs.length - 1] - xs[0])) * (xs.length - 1);
  const up = ((y - ys[0]) / (ys[ys.length - 1] - ys[0])) * (ys.length - 1);
  if (!(across >= 0 && up >= 0 && across <= xs.length - 1 && up <= ys.length - 1)) return NaN;
  const column = Math.min(Math.floor(across), xs.length - 2);
  const row = Math.min(Math.floor(up), ys.length - 2);
  const [u, v] = [across - column, up - row];
  const [near, far] = [z[row], z[row + 1]];
  return (1 - v) * ((1 - u) * near[column] + u * near[column + 1]) + v * ((1 - u) * far[column] + u * far[column + 1]);
}

/**
 * The point of the surface under a pixel that is reached from another one, by Newton's method.
 * @param {any} field
 * @param {Sight["at"]} at
 * @param {number[]} from
 * @param {number} pixelX
 * @param {number} pixelY
 */
function under({ x: xs, y: ys }, at, [x, y], pixelX, pixelY) {
  const [left, right, low, high] = [xs[0], xs[xs.length - 1], ys[0], ys[ys.length - 1]];
  const [dx, dy] = [(right - left) / 200, (high - low) / 200];
  for (let turn = 0; turn < 12; turn++) {
    const here = at(x, y, null);
    const [offX, offY] = [pixelX - here.x, pixelY - here.y];
    if (Math.hypot(offX, offY) < 0.1) break;
    const [east, north] = [at(x + dx, y, null), at(x, y + dy, null)];
    const [a, b, c, d] = [east.x - here.x, north.x - here.x, east.y - here.y, north.y - here.y];
    const whole = a * d - b * c;
    if (!Number.isFinite(whole) || Math.abs(whole) < 1e-6) break;
    // Not far at once: the surface bends.
    const [u, v] = [(d * offX - b * offY) / whole, (a * offY - c * offX) / whole];
    const short = Math.min(1, 20 / Math.hypot(u, v));
    x = Math.min(Math.max(x + short * u * dx, left), right - dx);
    y = Math.min(Math.max(y + short * v * dy, low), high - dy);
  }
  return [x, y];
}
