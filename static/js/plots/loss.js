// The loss curve: the whole run faintly, what has been run through strongly, and where it stands.

import { colour } from "../colours.js";
import { shown } from "../numbers.js";
import { paintBall } from "./ball.js";
import { paintBeyond } from "./beyond.js";
import { font } from "./font.js";
import { Overlay } from "./overlay.js";
import { projection, write } from "./plotly.js";
import { pointing } from "./pointing.js";
import { Readout } from "./readout.js";
import { Trails } from "./trail.js";

/** @import { Playback } from "../playback.js" */
/** @import { Projection } from "./plotly.js" */

/**
 * The losses of a run or a training, and where it stands in them.
 * @typedef {object} Curve
 * @property {{ loss: number[], length: number, last: number, steps?: number[] | null }} records
 * @property {number} position
 * @property {string} hue the colour token of its optimizer
 * @property {string} [label] the number of its ball where there are several
 * @property {string} [name] what it is called where there are several
 * @property {boolean} [wide] whether it is seen on both sides of another that lies above it
 * @property {boolean} [ghost] whether it is there to be compared with: faint, and nothing stands on it
 */

/** How far above the first loss a linear axis goes: what diverges leaves over the top. */
const HEADROOM = 4;
/** How large the mark is where a run stands, in pixels: with its number, and without. */
const [NUMBERED, PLAIN] = [8, 5];
/** How wide the line is that lies below another. */
const WIDE = 5;
/** The uids of the figure's traces, one for each lane of a race. */
const TRACES = ["path", "path-2", "path-3", "path-4", "path-5", "path-6"];

export class LossPlot {
  /**
   * @param {HTMLElement} host
   * @param {Playback} playback what a pointer over the curves leads along them
   * @param {number} headroom how many times the first loss a linear axis may show
   */
  constructor(host, playback, headroom = HEADROOM) {
    this.headroom = headroom;
    /** @type {Curve[]} */
    this.balls = [];
    this.trails = new Trails();
    /** @type {number} how many steps an epoch has, to mark where each begins; 0 where there are none */
    this.epoch = 0;
    this.log = false;
    /** What its axes were fitted to. */
    this.fitted = "";
    this.overlay = new Overlay(host, (context, project) => this.paint(context, project), projection);
    this.readout = new Readout(host);
    /** The step that is pointed at. @type {number | null} */
    this.pointed = null;
    pointing(host, (event) => this.stepAt(event), {
      look: (step) => {
        this.point(step);
        playback.look(step);
      },
      pin: (step) => {
        this.point(step);
        playback.seek(step);
      },
    });
  }

  /**
   * The step under a pointer, null outside the axes and over the plot's own buttons.
   * @param {PointerEvent} event
   */
  stepAt({ clientX, clientY, target }) {
    const project = projection(this.overlay.div);
    if (!project || !this.present.length || /** @type {Element} */ (target).closest(".modebar")) return null;
    const { left, top } = this.overlay.host.getBoundingClientRect();
    const [x, y] = [clientX - left - project.box.left, clientY - top - project.box.top];
    if (x < 0 || y < 0 || x > project.box.width || y > project.box.height) return null;
    const last = Math.max(...this.present.map(({ records }) => records.last));
    return Math.min(Math.max(Math.round(project.toX(clientX - left)), 0), last);
  }

  /** @param {number | null} step */
  point(step) {
    this.pointed = step;
    const project = projection(this.overlay.div);
    if (step === null || !project) return this.readout.hide();
    const { left, width } = project.box;
    this.readout.show(step, this.present, project.x(step) > left + width / 2);
    this.overlay.redraw();
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
    if (this.pointed !== null) this.point(this.pointed);
    this.overlay.div.classList.toggle("stale", this.overlay.lacks(...this.present));
    this.overlay.redraw();
  }

  /** The balls that have records. */
  get present() {
    return this.balls.filter(({ records }) => records.length);
  }

  /** Write the curves into the plot itself, and fit the axes to them where they need others. */
  settle() {
    const { present } = this;
    if (!present.length || !this.overlay.shown) return;
    const losses = present.map(({ records }) => records.loss);
    const last = Math.max(...present.map(({ records }) => records.last)) || 1;
    const y = this.log ? logRange(losses) : linearRange(losses, this.headroom);
    const margin = last * (present.some(({ label, wide }) => label || wide) ? 0.04 : 0.02);
    const view = { x: [-margin, last + margin], y, log: this.log };
    const wanted = JSON.stringify(view);
    if (!this.overlay.lacks(...present) && wanted === this.fitted) return;
    const traces = Object.fromEntries(TRACES.map((uid, place) => [uid, traceOf(present[place])]));
    write(this.overlay.div, traces, wanted === this.fitted ? null : view);
    this.fitted = wanted;
    this.overlay.wrote(...present);
    this.overlay.redraw();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Projection} project
   */
  paint(context, project) {
    if (this.epoch) this.paintEpochs(context, project);
    if (this.pointed !== null) this.paintPointed(context, project, this.pointed);
    const stale = this.overlay.lacks(...this.present);
    for (const { records, position, hue, label = "", wide, ghost } of this.present) {
      const at = Math.min(position, records.last);
      context.strokeStyle = context.fillStyle = colour(hue);
      const { past, whole } = this.trails.of(records.loss);
      const steps = records.steps ?? null;
      const row = steps ? steps.findLastIndex((step) => step <= at) : Math.floor(at);
      if (stale) {
        context.globalAlpha = 0.45;
        context.lineWidth = 1.5;
        context.stroke(whole.follow(records.length, steps, records.loss, project).line);
        context.globalAlpha = 1;
      }
      if (ghost) continue;
      context.lineWidth = wide ? WIDE : 2.25;
      context.stroke(past.follow(row + 1, steps, records.loss, project).line);
      const next = Math.min(row + 1, records.length - 1);
      const [from, to] = steps ? [steps[row], steps[next]] : [row, next];
      const share = to > from ? (at - from) / (to - from) : 0;
      const loss = records.loss[row] + share * (records.loss[next] - records.loss[row]);
      const [x, y] = [project.x(at), project.y(loss)];
      if (paintBeyond(context, project.box, x, y, `loss ${shown(loss, 3)}`)) continue;
      paintBall(context, x, y, { hue, label }, (label ? NUMBERED : PLAIN) + (wide ? 2.5 : 0));
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Projection} project
   * @param {number} step
   */
  paintPointed(context, project, step) {
    const { top, height } = project.box;
    context.fillStyle = colour("line-strong");
    context.fillRect(Math.round(project.x(step)), top, 1, height);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Projection} project
   */
  paintEpochs(context, project) {
    const { top, height } = project.box;
    const width = project.x(this.epoch) - project.x(0);
    const last = this.present[0]?.records.last ?? 0;
    context.strokeStyle = colour("line-strong");
    context.fillStyle = colour("ink-soft");
    context.font = font(12);
    context.lineWidth = 1;
    context.setLineDash([2, 3]);
    for (let first = 0; first <= last; first += this.epoch) {
      const x = Math.round(project.x(first)) + 0.5;
      context.beginPath();
      context.moveTo(x, top);
      context.lineTo(x, top + height);
      if (first && width > 16) context.stroke();
      if (width > WRITTEN) context.fillText(`epoch ${first / this.epoch + 1}`, x + 5, top + 12);
    }
    context.setLineDash([]);
  }
}

/** The least width of an epoch that has its number written beside it, in pixels. */
const WRITTEN = 56;

/**
 * What a curve's own trace shows.
 * @param {Curve | undefined} curve
 */
function traceOf(curve) {
  if (!curve) return { x: [], y: [], name: "", "line.color": "" };
  const { records, hue, name = "" } = curve;
  return { x: records.steps ?? [...records.loss.keys()], y: [...records.loss], name, "line.color": colour(hue) };
}

/**
 * @param {number[][]} all
 * @param {number} headroom
 */
function linearRange(all, headroom) {
  const losses = all.map((loss) => loss.filter(Number.isFinite)).filter((loss) => loss.length);
  const first = Math.max(...losses.map(([loss]) => loss), 1e-6);
  const low = Math.min(...losses.map((loss) => Math.min(...loss)), 0);
  const high = Math.min(Math.max(...losses.map((loss) => Math.max(...loss))), headroom * first);
  const margin = 0.06 * (high - low || 1);
  return [low - margin, high + margin];
}

/** @param {number[][]} losses */
function logRange(losses) {
  const positive = losses.flatMap((loss) => loss.filter((each) => each > 0));
  if (!positive.length) return [-6, 0];
  const low = Math.log10(Math.max(least(positive), 1e-30));
  const high = Math.log10(-least(positive.map((each) => -each)));
  const margin = 0.06 * (high - low || 1);
  return [low - margin, high + margin];
}

/**
 * The least of however many.
 * @param {number[]} values
 */
function least(values) {
  return values.reduce((low, each) => Math.min(low, each));
}
