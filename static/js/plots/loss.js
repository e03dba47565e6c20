// The loss curve: the whole run faintly, what has been run through strongly, and where it stands.

import { colour } from "../colours.js";
import { shown } from "../numbers.js";
import { paintBeyond } from "./beyond.js";
import { Overlay } from "./overlay.js";
import { write } from "./plotly.js";
import { Trails } from "./trail.js";

/** @import { Projection } from "./plotly.js" */

/**
 * The losses of a run or a training, and where it stands in them.
 * @typedef {object} Curve
 * @property {{ loss: number[], length: number, last: number, steps?: number[] | null }} records
 * @property {number} position
 * @property {string} hue the colour token of its optimizer
 */

/** How far above the first loss a linear axis goes: what diverges leaves over the top. */
const HEADROOM = 4;

export class LossPlot {
  /**
   * @param {HTMLElement} host
   * @param {number} headroom how many times the first loss a linear axis may show
   */
  constructor(host, headroom = HEADROOM) {
    this.headroom = headroom;
    /** @type {Curve[]} */
    this.balls = [];
    this.trails = new Trails();
    /** @type {number} how many steps an epoch has, to mark where each begins; 0 where there are none */
    this.epoch = 0;
    this.log = false;
    /** What its axes were fitted to. */
    this.fitted = "";
    this.overlay = new Overlay(host, (context, project) => this.paint(context, project));
  }

  async show() {
    if (await this.overlay.show("/api/figures/loss?")) this.settle();
  }

  /**
   * Draw the losses of these balls from now on.
   * @param {Curve[]} balls
   */
  draw(balls) {
    this.balls = balls;
    this.overlay.div.classList.toggle("stale", this.overlay.lacks(balls[0]));
    this.overlay.redraw();
  }

  /** Write the curve into the plot itself, to hover over, and fit the axes to it where it needs others. */
  settle() {
    const [ball] = this.balls;
    if (!ball?.records.length) return;
    const { records, hue } = ball;
    const edge = 0.015 * (records.last || 1);
    const y = this.log ? logRange(records) : linearRange(records, this.headroom);
    const view = { x: [-edge, (records.last || 1) + edge], y, log: this.log };
    const wanted = JSON.stringify(view);
    if (!this.overlay.lacks(ball) && wanted === this.fitted) return;
    const data = { x: records.steps ?? [...records.loss.keys()], y: [...records.loss], "line.color": colour(hue) };
    write(this.overlay.div, "path", data, wanted === this.fitted ? null : view);
    this.fitted = wanted;
    this.overlay.wrote(ball);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Projection} project
   */
  paint(context, project) {
    if (this.epoch) this.paintEpochs(context, project);
    const stale = this.overlay.lacks(this.balls[0]);
    for (const { records, position, hue } of this.balls) {
      if (!records.length) continue;
      const step = Math.min(Math.floor(position), records.last);
      const share = step < records.last ? position - step : 0;
      context.strokeStyle = context.fillStyle = colour(hue);
      const { past, whole } = this.trails.of(records.loss);
      const steps = records.steps ?? null;
      const row = steps ? steps.indexOf(step) : step;
      if (stale) {
        context.globalAlpha = 0.45;
        context.lineWidth = 1.5;
        context.stroke(whole.follow(records.length, steps, records.loss, project).line);
        context.globalAlpha = 1;
      }
      context.lineWidth = 2.25;
      context.stroke(past.follow(row + 1, steps, records.loss, project).line);
      const next = records.loss[Math.min(row + 1, records.length - 1)];
      const loss = records.loss[row] + share * (next - records.loss[row]);
      const [x, y] = [project.x(step + share), project.y(loss)];
      if (paintBeyond(context, project.box, x, y, `loss ${shown(loss, 3)}`)) continue;
      context.beginPath();
      context.arc(x, y, 5, 0, 2 * Math.PI);
      context.fill();
      context.lineWidth = 2;
      context.strokeStyle = colour("raised");
      context.stroke();
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Projection} project
   */
  paintEpochs(context, project) {
    const { top, height } = project.box;
    const width = project.x(this.epoch) - project.x(0);
    const last = this.balls[0]?.records.last ?? 0;
    context.strokeStyle = colour("line-strong");
    context.fillStyle = colour("ink-soft");
    context.font = `12px ${getComputedStyle(this.overlay.host).fontFamily}`;
    context.lineWidth = 1;
    context.setLineDash([2, 3]);
    for (let first = 0; first <= last; first += this.epoch) {
      const x = Math.round(project.x(first)) + 0.5;
      context.beginPath();
      context.moveTo(x, top);
      context.lineTo(x, top + height);
      if (first && width > 6) context.stroke();
      if (width > WRITTEN) context.fillText(`epoch ${first / this.epoch + 1}`, x + 5, top + 12);
    }
    context.setLineDash([]);
  }
}

/** The least width of an epoch that has its number written beside it, in pixels. */
const WRITTEN = 56;

/**
 * @param {Curve["records"]} records
 * @param {number} headroom
 */
function linearRange(records, headroom) {
  const low = Math.min(...records.loss, 0);
  const high = Math.min(Math.max(...records.loss), headroom * Math.max(records.loss[0], 1e-6));
  const margin = 0.06 * (high - low || 1);
  return [low - margin, high + margin];
}

/** @param {Curve["records"]} records */
function logRange(records) {
  const positive = records.loss.filter((loss) => loss > 0);
  if (!positive.length) return [-6, 0];
  const low = Math.log10(Math.max(Math.min(...positive), 1e-30));
  const high = Math.log10(Math.max(...positive));
  const margin = 0.06 * (high - low || 1);
  return [low - margin, high + margin];
}
