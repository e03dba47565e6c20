// The hill: what is drawn over the curve. The path as a whole, the trail so far, the slope, the ball.

import { colour, theme } from "../colours.js";
import { shown } from "../numbers.js";
import { Overlay, polyline } from "./overlay.js";
import { projection, trace, write } from "./plotly.js";

/** @import { Objective } from "../types.js" */
/** @import { Projection } from "./plotly.js" */
/** @import { Records } from "../records.js" */

const BALL = 11;

/**
 * @typedef {object} Ball one run's ball on the hill
 * @property {Records} records
 * @property {number} position its step; between two whole steps it is on the way
 * @property {string} hue the colour token of its optimizer
 */

export class HillPlot {
  /** @param {HTMLElement} host */
  constructor(host) {
    /** @type {Ball[]} */
    this.balls = [];
    this.moving = false;
    this.overlay = new Overlay(host, (context, project) => this.paint(context, project));
  }

  /**
   * Show an objective's curve, wide enough for a start outside its domain.
   * @param {Objective} objective
   * @param {number} start
   */
  async show(objective, start) {
    const [low, high] = objective.domain[0];
    const reach = 1.1 * Math.abs(start);
    const span = start < low || start > high ? `&low=${Math.min(low, -reach)}&high=${Math.max(high, reach)}` : "";
    if (!(await this.overlay.show(`/api/figures/hill?objective=${objective.name}&theme=${theme()}${span}`))) return;
    this.curve = trace(this.overlay.div, "curve");
    this.settle();
  }

  /**
   * Draw these balls from now on.
   * @param {Ball[]} balls
   * @param {boolean} moving whether they move, so that the overlay alone shows the path
   */
  draw(balls, moving) {
    this.balls = balls;
    this.moving = moving;
    this.overlay.div.classList.toggle("moving", moving);
    this.overlay.redraw();
  }

  /** Write the path into the plot itself, to hover over. It costs a few frames, so only at rest. */
  settle() {
    const [{ records, hue }] = this.balls.length ? this.balls : [{ records: null, hue: "" }];
    if (!records?.length) return;
    const rows = records.x.map((_, step) => [step, records.grad[step]]);
    const data = { x: records.x, y: records.loss, customdata: rows, "marker.color": colour(hue) };
    write(this.overlay.div, "path", data);
  }

  /**
   * Where a ball is, in pixels.
   * @param {Ball} ball
   * @param {Projection} project
   */
  place(ball, project) {
    const { records, position } = ball;
    const step = Math.min(Math.floor(position), records.last);
    const share = step < records.last ? position - step : 0;
    const x = share ? records.x[step] + share * (records.x[step + 1] - records.x[step]) : records.x[step];
    const y = share ? this.height(x, ball, step, share) : records.loss[step];
    return { x: project.x(x), y: project.y(y), value: x };
  }

  /**
   * The first ball's place in the page, for the hand that drags it.
   * @returns {{ x: number, y: number, toX: (pixel: number) => number } | null}
   */
  grip() {
    const project = projection(this.overlay.div);
    if (!project || !this.balls[0]?.records.length) return null;
    const { left, top } = this.overlay.host.getBoundingClientRect();
    const { x, y } = this.place(this.balls[0], project);
    return { x: left + x, y: top + y, toX: (pixel) => project.toX(pixel - left) };
  }

  /**
   * The curve's height between two records, so that a ball on its way stays on the curve.
   * @param {number} x
   * @param {Ball} ball
   * @param {number} step
   * @param {number} share
   */
  height(x, { records }, step, share) {
    const xs = this.curve?.x;
    if (!xs || x < xs[0] || x > xs[xs.length - 1])
      return records.loss[step] + share * (records.loss[step + 1] - records.loss[step]);
    let low = 0;
    let high = xs.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (xs[middle] <= x) low = middle;
      else high = middle;
    }
    const ys = this.curve.y;
    return ys[low] + ((x - xs[low]) / (xs[high] - xs[low])) * (ys[high] - ys[low]);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Projection} project
   */
  paint(context, project) {
    for (const ball of this.balls) if (ball.records.length) this.paintTrail(context, project, ball);
    for (const ball of this.balls) if (ball.records.length) this.paintBall(context, project, ball);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Projection} project
   * @param {Ball} ball
   */
  paintTrail(context, project, { records, position, hue }) {
    const step = Math.min(Math.floor(position), records.last);
    context.strokeStyle = context.fillStyle = colour(hue);
    context.lineWidth = 1.25;
    if (this.moving) {
      context.globalAlpha = 0.25;
      polyline(context, records.x, records.loss, project, step, records.last);
      dots(context, project, records, step + 1, records.last, 2.5);
    }
    context.globalAlpha = 0.45;
    polyline(context, records.x, records.loss, project, 0, step);
    context.globalAlpha = 0.9;
    dots(context, project, records, 0, step, 3);
    context.globalAlpha = 1;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Projection} project
   * @param {Ball} ball
   */
  paintBall(context, project, ball) {
    const { records, position, hue } = ball;
    const { x, y, value } = this.place(ball, project);
    const { left, top, width, height } = project.box;
    if (x < left || x > left + width || y < top || y > top + height) {
      paintBeyond(context, project, x, y, value, colour(hue));
      return;
    }
    const step = Math.min(Math.floor(position), records.last);
    if (!this.moving) {
      paintSlope(context, project, records.x[step], records.loss[step], records.grad[step]);
      if (step < records.last) {
        context.setLineDash([3, 3]);
        circle(context, project.x(records.x[step + 1]), project.y(records.loss[step + 1]), BALL - 1);
        context.strokeStyle = colour(hue);
        context.lineWidth = 1.5;
        context.stroke();
        context.setLineDash([]);
      }
    }
    circle(context, x, y, BALL);
    context.fillStyle = colour(hue);
    context.fill();
    context.lineWidth = 2.5;
    context.strokeStyle = colour("raised");
    context.stroke();
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Projection} project
 * @param {Records} records
 * @param {number} first
 * @param {number} last
 * @param {number} radius
 */
function dots(context, project, records, first, last, radius) {
  context.beginPath();
  for (let row = first; row <= last; row++) {
    const x = project.x(records.x[row]);
    const y = project.y(records.loss[row]);
    context.rect(x - radius / 2, y - radius / 2, radius, radius);
  }
  context.fill();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
function circle(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
}

/**
 * The tangent at a point: its slope is the gradient.
 * @param {CanvasRenderingContext2D} context
 * @param {Projection} project
 * @param {number} x
 * @param {number} y
 * @param {number} slope
 */
function paintSlope(context, project, x, y, slope) {
  const across = project.x(x + 1) - project.x(x);
  const up = project.y(y + slope) - project.y(y);
  const reach = 64 / Math.hypot(across, up);
  context.beginPath();
  context.moveTo(project.x(x) - reach * across, project.y(y) - reach * up);
  context.lineTo(project.x(x) + reach * across, project.y(y) + reach * up);
  context.lineWidth = 2;
  context.strokeStyle = colour("slope");
  context.stroke();
}

/**
 * A ball that has left the picture: an arrow at the edge where it went, and its place in numbers.
 * @param {CanvasRenderingContext2D} context
 * @param {Projection} project
 * @param {number} x
 * @param {number} y
 * @param {number} value
 * @param {string} hue
 */
function paintBeyond(context, project, x, y, value, hue) {
  const { left, top, width, height } = project.box;
  const edgeX = Math.min(Math.max(x, left + 14), left + width - 14);
  const edgeY = Math.min(Math.max(y, top + 14), top + height - 14);
  const angle = Math.atan2(y - edgeY, x - edgeX);
  context.save();
  context.translate(edgeX, edgeY);
  context.rotate(angle);
  context.beginPath();
  context.moveTo(10, 0);
  context.lineTo(-6, -8);
  context.lineTo(-6, 8);
  context.closePath();
  context.fillStyle = hue;
  context.fill();
  context.restore();
  const right = edgeX > left + width / 2;
  context.font = `500 13px ${getComputedStyle(document.body).fontFamily}`;
  context.textAlign = right ? "right" : "left";
  context.textBaseline = "middle";
  context.fillText(`x = ${shown(value, 3)}`, edgeX + (right ? -18 : 18), edgeY);
}
