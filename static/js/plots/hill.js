// The hill: what is drawn over the curve. The path as a whole, the trail so far, the slope, the ball.

import { colour } from "../colours.js";
import { addressOf } from "../hills.js";
import { shown } from "../numbers.js";
import { paintArrow, TOKENS } from "./arrow.js";
import { paintBall, paintGhost, RADIUS, reached, upcoming } from "./ball.js";
import { paintBeyond } from "./beyond.js";
import { forcesOf } from "./forces.js";
import { Overlay } from "./overlay.js";
import { pinchable } from "./pinch.js";
import { projection, trace, write } from "./plotly.js";
import { paintDots, Trails } from "./trail.js";

/** @import { Objective } from "../types.js" */
/** @import { Projection } from "./plotly.js" */
/** @import { Ball } from "./ball.js" */
/** @import { Part } from "./landscape.js" */

/** As many records are dots of the plot itself. More would hold the page up; the overlay draws them. */
const DOTS = 2000;
/** How far one part of a step is drawn above the other, in pixels. */
const ROOM = 14;
/** How far the arrow of the velocity lies below that of the gradient, in pixels. */
const LOWERED = 8;

export class HillPlot {
  /** @param {HTMLElement} host */
  constructor(host) {
    /** @type {Ball[]} */
    this.balls = [];
    /** @type {Part[] | null} */
    this.parts = null;
    this.trails = new Trails();
    this.overlay = new Overlay(host, (context, project) => this.paint(context, project), projection);
    pinchable(host, this.overlay.div);
  }

  /**
   * Show an objective's curve, wide enough for a start outside its domain.
   * @param {Objective} objective
   * @param {number[]} start
   */
  async show(objective, [start]) {
    const [low, high] = objective.domain[0];
    const reach = 1.1 * Math.abs(start);
    const span = start < low || start > high ? `low=${Math.min(low, -reach)}&high=${Math.max(high, reach)}&` : "";
    if (!(await this.overlay.show(`/api/figures/hill?objective=${addressOf(objective)}&${span}`))) return;
    this.curve = trace(this.overlay.div, "curve");
    this.settle();
  }

  /**
   * Draw these balls from now on.
   * @param {Ball[]} balls
   * @param {Part[] | null} [parts] what to tell of the step of the ball in focus
   */
  draw(balls, parts = null) {
    this.balls = balls;
    this.parts = parts;
    this.overlay.div.classList.toggle("stale", this.lacks());
    this.overlay.redraw();
  }

  /** The balls that have records of one coordinate: an older run on another hill may have two. */
  get present() {
    return this.balls.filter(({ records }) => records.points.length === 1);
  }

  /** The ball in focus, if there is one yet. */
  get focus() {
    return this.present.find(({ focus }) => focus);
  }

  /** Whether the plot itself lacks the path in focus. */
  lacks() {
    return this.focus !== undefined && this.overlay.lacks(this.focus);
  }

  /** Write the path in focus into the plot itself, to hover over. It costs a few frames, so only at rest. */
  settle() {
    const ball = this.focus;
    if (!ball || !this.overlay.lacks(ball)) return;
    const { records, hue } = ball;
    const [xs] = records.points;
    const rows = xs.map((_, step) => [step, records.grads[0][step]]);
    const mode = records.length > DOTS ? "none" : "markers";
    const data = { x: [...xs], y: [...records.loss], customdata: rows, mode, "marker.color": colour(hue) };
    write(this.overlay.div, { path: data });
    this.overlay.wrote(ball);
    this.overlay.redraw();
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
    const { x, y } = this.place(ball);
    return { x: left + project.x(x), y: top + project.y(y), toPoint: (pixel) => [project.toX(pixel - left)] };
  }

  /**
   * Where a ball is. On its way between two records, and in a hand, it stays on the curve.
   * @param {Ball} ball
   * @returns {{ x: number, y: number }}
   */
  place(ball) {
    const { points, loss } = ball.records;
    const [xs] = points;
    const { row, share } = reached(ball);
    if (ball.held) return { x: ball.held[0], y: this.height(ball.held[0]) ?? loss[row] };
    if (!share) return { x: xs[row], y: loss[row] };
    const x = xs[row] + share * (xs[row + 1] - xs[row]);
    return { x, y: this.height(x) ?? loss[row] + share * (loss[row + 1] - loss[row]) };
  }

  /**
   * The curve's height, where it is drawn.
   * @param {number} x
   * @returns {number | null}
   */
  height(x) {
    const xs = this.curve?.x;
    if (!xs || !(x >= xs[0] && x <= xs[xs.length - 1])) return null;
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
    const { present } = this;
    const lacking = this.lacks();
    for (const ball of present) this.paintTrail(context, project, ball, lacking || !ball.focus);
    // The one in focus lies above the others.
    for (const ball of present) if (!ball.focus) this.paintBall(context, project, ball);
    for (const ball of present) if (ball.focus) this.paintBall(context, project, ball);
  }

  /**
   * The way so far; the whole way only where the plot itself doesn't show it, and where it is short.
   * @param {CanvasRenderingContext2D} context
   * @param {Projection} project
   * @param {Ball} ball
   * @param {boolean} lacking
   */
  paintTrail(context, project, { records, position, hue }, lacking) {
    const { past, whole } = this.trails.of(records.loss);
    const [xs] = records.points;
    context.strokeStyle = colour(hue);
    context.globalAlpha = 0.45;
    if (lacking || records.length > DOTS) paintDots(context, whole.follow(records.length, xs, records.loss, project).dots, 6);
    past.follow(records.row(Math.min(Math.floor(position), records.last)) + 1, xs, records.loss, project);
    context.lineWidth = 1.25;
    context.stroke(past.line);
    context.globalAlpha = 0.9;
    paintDots(context, past.dots, 4.5);
    context.globalAlpha = 1;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Projection} project
   * @param {Ball} ball
   */
  paintBall(context, project, ball) {
    const place = this.place(ball);
    const [x, y] = [project.x(place.x), project.y(place.y)];
    context.strokeStyle = context.fillStyle = colour(ball.hue);
    if (paintBeyond(context, project.box, x, y, `x = ${shown(place.x, 3)}`)) return;
    if (ball.focus && Number.isInteger(ball.position) && !ball.held) paintStep(context, project, ball);
    paintBall(context, x, y, ball);
    if (!ball.focus) return;
    if (this.parts) paintParts(context, project, y, ball.hue, this.parts);
    else if (Number.isInteger(ball.position) && !ball.held) paintForces(context, x, y, ball);
  }
}

/**
 * Parts of a step as arrows above the ball, each over the one before.
 * @param {CanvasRenderingContext2D} context
 * @param {Projection} project
 * @param {number} y where the ball is, in pixels
 * @param {string} hue
 * @param {Part[]} parts
 */
function paintParts(context, project, y, hue, parts) {
  parts.forEach(({ from, to, kind }, number) => {
    const height = y - RADIUS - ROOM * (number + 1);
    const token = kind === "step" ? hue : TOKENS[kind];
    paintArrow(context, { x: project.x(from[0]), y: height }, { x: project.x(to[0]), y: height }, token, kind === "step");
  });
}

/**
 * Which way the gradient drives a ball, and which way its velocity, out of its side.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x in pixels
 * @param {number} y
 * @param {Ball} ball
 */
function paintForces(context, x, y, ball) {
  forcesOf(ball, reached(ball).row).forEach(({ kind, direction: [across], length }, number) => {
    const height = y + number * LOWERED;
    const way = Math.sign(across);
    paintArrow(context, { x: x + way * RADIUS, y: height }, { x: x + way * (RADIUS + length), y: height }, TOKENS[kind]);
  });
}

/**
 * What the next step looks at, and where it leads: the tangent, whose slope is the gradient, and a ring.
 * @param {CanvasRenderingContext2D} context
 * @param {Projection} project
 * @param {Ball} ball
 */
function paintStep(context, project, ball) {
  const { points, loss, grads } = ball.records;
  const [xs] = points;
  const { row } = reached(ball);
  const next = upcoming(ball);
  if (next !== null) paintGhost(context, project.x(xs[next]), project.y(loss[next]), ball.hue);
  const [x, y, slope] = [xs[row], loss[row], grads[0][row]];
  const across = project.x(x + 1) - project.x(x);
  const up = project.y(y + slope) - project.y(y);
  const reach = 72 / Math.hypot(across, up);
  context.beginPath();
  context.moveTo(project.x(x) - reach * across, project.y(y) - reach * up);
  context.lineTo(project.x(x) + reach * across, project.y(y) + reach * up);
  context.lineWidth = 2.5;
  context.strokeStyle = colour("slope");
  context.stroke();
}
