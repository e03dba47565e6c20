// A hill of two coordinates: what is drawn over its picture, from above or in space. Trails, arrows, balls.

import { colour } from "../colours.js";
import { shown } from "../numbers.js";
import { paintArrow, TOKENS } from "./arrow.js";
import { paintBall, paintGhost, RADIUS, reached, upcoming } from "./ball.js";
import { paintBeyond } from "./beyond.js";
import { forcesOf, spreadOf } from "./forces.js";
import { Overlay } from "./overlay.js";
import { write } from "./plotly.js";
import { paintDots, Trails } from "./trail.js";

/** @import { Objective } from "../types.js" */
/** @import { Ball } from "./ball.js" */
/** @import { Frame } from "./plotly.js" */

/** As many records are drawn by the plot itself. More would hold the page up; the overlay draws them. */
const DOTS = 2000;
/** How far along itself an arrow is looked at to find its direction on the screen, in widths of the hill. */
const NEAR = 1e-3;

/**
 * A part of a step, as an arrow between two points of the hill.
 * @typedef {{ from: number[], to: number[], kind: "gradient" | "velocity" | "step" }} Part
 */

/**
 * How the picture stands: numbers that differ whenever it has moved, and where a point lies on it, in pixels. The height
 * is that of the loss, or the hill's own where that is null.
 * @typedef {{ stand: number[], at: (x: number, y: number, loss: number | null) => { x: number, y: number } }} Sight
 */

/** @template {Frame} F */
export class Landscape {
  /**
   * @param {HTMLElement} host
   * @param {(div: any) => F | null} look how its picture stands at the moment
   */
  constructor(host, look) {
    /** @type {Ball[]} */
    this.balls = [];
    /** @type {Part[] | null} */
    this.parts = null;
    this.trails = new Trails();
    this.look = look;
    this.width = 1;
    this.overlay = new Overlay(host, (context, frame) => this.paint(context, frame), look);
  }

  /**
   * How the picture stands.
   * @param {F} frame
   * @returns {Sight}
   */
  sight(frame) {
    throw new Error(`no sight of ${frame}`);
  }

  /**
   * The half axes of a ball's ellipse, where the picture has room for one.
   * @param {Ball} ball
   * @param {number} row
   * @returns {number[] | null}
   */
  spread(ball, row) {
    return spreadOf(ball, row);
  }

  /**
   * What the path's own trace shows of a run, beside its x and y.
   * @param {Ball} ball
   * @param {boolean} short whether it has few enough records to show them
   * @returns {Record<string, unknown>}
   */
  pathOf(ball, short) {
    throw new Error(`no path of ${ball.hue} ${short}`);
  }

  /**
   * Ask for the picture of an objective, wide enough for a start outside its domain.
   * @param {string} address
   * @param {Objective} objective
   * @param {number[]} start
   */
  async showFrom(address, objective, start) {
    const [[left, right]] = objective.domain;
    const edges = objective.domain.flatMap(([low, high], place) => edgesOf("xy"[place], low, high, start[place]));
    if (!(await this.overlay.show(`${address}${edges.join("")}`))) return;
    this.width = right - left;
    this.settle();
  }

  /**
   * Draw these balls from now on.
   * @param {Ball[]} balls
   * @param {Part[] | null} [parts] what to tell of the step of the ball in focus, instead of its usual arrows
   */
  draw(balls, parts = null) {
    this.balls = balls;
    this.parts = parts;
    this.overlay.div.classList.toggle("stale", this.lacks());
    this.overlay.redraw();
  }

  /** The balls that have records of two coordinates: an older run on another hill may have one. */
  get present() {
    return this.balls.filter(({ records }) => records.points.length === 2);
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
    if (!ball || !this.overlay.lacks(ball) || !this.look(this.overlay.div)) return;
    const [x, y] = ball.records.points.map((column) => [...column]);
    write(this.overlay.div, { path: { x, y, ...this.pathOf(ball, ball.records.length <= DOTS) } });
    this.overlay.wrote(ball);
    this.overlay.redraw();
  }

  /**
   * Where a ball is. On its way between two records, and in a hand, it stays on the hill.
   * @param {Ball} ball
   * @returns {[number, number, number | null]} x, y, and the loss where it stands on a record
   */
  place(ball) {
    const { points, loss } = ball.records;
    const { row, share } = reached(ball);
    if (ball.held) return [ball.held[0], ball.held[1], null];
    if (!share) return [points[0][row], points[1][row], loss[row]];
    const [x, y] = points.map((column) => column[row] + share * (column[row + 1] - column[row]));
    return [x, y, null];
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {F} frame
   */
  paint(context, frame) {
    const sight = this.sight(frame);
    const { present } = this;
    const lacking = this.lacks();
    for (const ball of present) this.paintTrail(context, sight, ball, lacking || !ball.focus);
    // The one in focus lies above the others.
    for (const ball of present) if (!ball.focus) this.paintBall(context, frame, sight, ball);
    for (const ball of present) if (ball.focus) this.paintBall(context, frame, sight, ball);
  }

  /**
   * The way so far, and the whole way where the plot itself doesn't show it.
   * @param {CanvasRenderingContext2D} context
   * @param {Sight} sight
   * @param {Ball} ball
   * @param {boolean} lacking
   */
  paintTrail(context, { stand, at }, ball, lacking) {
    const { records, hue } = ball;
    const { past, whole } = this.trails.of(records.loss);
    const [xs, ys] = records.points;
    /** @param {number} row */
    const spot = (row) => at(xs[row], ys[row], records.loss[row]);
    context.strokeStyle = colour(hue);
    context.lineWidth = 1.25;
    if (lacking || records.length > DOTS) {
      context.globalAlpha = 0.35;
      context.stroke(whole.along(records.length, stand, spot).line);
    }
    past.along(reached(ball).row + 1, stand, spot);
    context.globalAlpha = 0.8;
    context.lineWidth = 1.5;
    context.stroke(past.line);
    context.globalAlpha = 1;
    paintDots(context, past.dots, 4.5);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {F} frame
   * @param {Sight} sight
   * @param {Ball} ball
   */
  paintBall(context, frame, sight, ball) {
    const place = this.place(ball);
    const { x, y } = sight.at(...place);
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    context.fillStyle = colour(ball.hue);
    if (paintBeyond(context, frame.box, x, y, `(${shown(place[0], 3)}, ${shown(place[1], 3)})`)) return;
    if (ball.focus && this.parts) this.paintParts(context, sight, ball.hue, this.parts);
    else if (ball.focus && Number.isInteger(ball.position) && !ball.held) this.paintStep(context, sight, ball);
    paintBall(context, x, y, ball);
  }

  /**
   * What the next step looks at, and where it leads.
   * @param {CanvasRenderingContext2D} context
   * @param {Sight} sight
   * @param {Ball} ball
   */
  paintStep(context, sight, ball) {
    const { points, loss, grads } = ball.records;
    const { row } = reached(ball);
    /** @param {number} row */
    const spot = (row) => sight.at(points[0][row], points[1][row], loss[row]);
    const here = spot(row);
    const spread = this.spread(ball, row);
    if (spread) paintEllipse(context, here, spread, ball.hue);
    const next = upcoming(ball);
    if (next !== null) {
      const there = spot(next);
      if (Math.hypot(there.x - here.x, there.y - here.y) > 2 * RADIUS) paintArrow(context, here, there, ball.hue, true);
      paintGhost(context, there.x, there.y, ball.hue);
    }
    for (const { kind, direction, length } of forcesOf(ball, row)) {
      const share = (NEAR * this.width) / Math.hypot(...direction);
      const [dx, dy] = direction.map((each) => share * each);
      const rise = dx * grads[0][row] + dy * grads[1][row];
      const near = sight.at(points[0][row] + dx, points[1][row] + dy, loss[row] + rise);
      const reach = (RADIUS + length) / Math.hypot(near.x - here.x, near.y - here.y);
      const to = { x: here.x + reach * (near.x - here.x), y: here.y + reach * (near.y - here.y) };
      paintArrow(context, here, to, TOKENS[kind]);
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Sight} sight
   * @param {string} hue
   * @param {Part[]} parts
   */
  paintParts(context, { at }, hue, parts) {
    for (const { from, to, kind } of parts) {
      const token = kind === "step" ? hue : TOKENS[kind];
      paintArrow(context, at(from[0], from[1], null), at(to[0], to[1], null), token, kind === "step");
    }
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{ x: number, y: number }} centre
 * @param {number[]} halves
 * @param {string} hue
 */
function paintEllipse(context, { x, y }, [across, up], hue) {
  context.beginPath();
  context.ellipse(x, y, across, up, 0, 0, 2 * Math.PI);
  context.fillStyle = context.strokeStyle = colour(hue);
  context.globalAlpha = 0.14;
  context.fill();
  context.globalAlpha = 0.7;
  context.lineWidth = 1.25;
  context.stroke();
  context.globalAlpha = 1;
}

/**
 * The edges of a window that a start lies outside of, as an address has them.
 * @param {string} name
 * @param {number} low
 * @param {number} high
 * @param {number} start
 */
function edgesOf(name, low, high, start) {
  const room = 0.1 * (Math.max(high, start) - Math.min(low, start));
  if (start < low) return [`${name}0=${start - room}&`];
  return start > high ? [`${name}1=${start + room}&`] : [];
}
