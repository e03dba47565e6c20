// The canvas of the plane: what stays is drawn once, and laid over what changes from frame to frame.

import { colour } from "../colours.js";
import { shown } from "../numbers.js";
import { ticks } from "./axes.js";
import { boundary, picture } from "./decision.js";
import { hueOf, shapes } from "./signs.js";

/** @import { Samples } from "../types.js" */
/** @import { Axes } from "./axes.js" */
/** @import { Decision } from "./decision.js" */

const SIZE = 5;
/** How large a point is drawn where there are very many. */
const SMALL = 3.5;
const MANY = 300;
const RING = 10;

/** @param {HTMLCanvasElement} canvas */
const brush = (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));

export class PlanePicture {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {number | null} sharpness how many pixels of the canvas a pixel of the page has: as many as the screen where null
   */
  constructor(canvas, sharpness = null) {
    this.canvas = canvas;
    this.sharpness = sharpness;
    this.context = brush(canvas);
    this.still = brush(document.createElement("canvas"));
    this.map = brush(document.createElement("canvas"));
    this.size = SIZE;
    /** @type {number[][]} */
    this.colours = [];
    /** @type {Decision | null} */
    this.decision = null;
    /** @type {number[][]} */
    this.lines = [];
  }

  get scale() {
    return this.sharpness ?? devicePixelRatio;
  }

  /**
   * Draw what stays: the axes, and the samples.
   * @param {Axes} axes
   * @param {number} width
   * @param {number} height
   * @param {number} classes
   * @param {{ samples: Samples, test: boolean }[]} seen
   */
  fit(axes, width, height, classes, seen) {
    for (const { canvas } of [this.context, this.still]) {
      canvas.width = Math.round(width * this.scale);
      canvas.height = Math.round(height * this.scale);
    }
    this.colours = Array.from({ length: classes }, (_, label) => channels(colour(hueOf(label))));
    this.size = seen[0].samples.labels.length > MANY ? SMALL : SIZE;
    const { still } = this;
    still.setTransform(this.scale, 0, 0, this.scale, 0, 0);
    drawAxes(still, axes);
    for (const { samples, test } of seen.toReversed())
      for (let label = 0; label < classes; label++) {
        const places = samples.inputs.filter((_, place) => samples.labels[place] === label).map(([x, y]) => ({ x: axes.x(x), y: axes.y(y) }));
        const all = shapes(label, places, this.size);
        const hue = colour(hueOf(label));
        still.lineWidth = test ? 3.5 : 2;
        still.strokeStyle = colour("raised");
        still.stroke(all);
        still.fillStyle = test ? colour("raised") : hue;
        still.fill(all);
        if (!test) continue;
        still.lineWidth = 1.5;
        still.strokeStyle = hue;
        still.stroke(all);
      }
    this.decide(this.decision);
  }

  /**
   * Have this at hand to be drawn.
   * @param {Decision | null} decision
   */
  decide(decision) {
    this.decision = decision;
    if (!decision || !this.colours.length) return;
    const { size } = decision;
    const { canvas } = this.map;
    if (canvas.width !== size) canvas.width = canvas.height = size;
    this.map.putImageData(new ImageData(picture(decision, this.colours), size), 0, 0);
    this.lines = boundary(decision);
  }

  /**
   * Draw all.
   * @param {Axes} axes
   * @param {{ decided: boolean, wrong: number[][], lit: number[][], at: number[] | null }} marks decided: whether what the
   *   network says is seen
   */
  paint(axes, { decided, wrong, lit, at }) {
    const { canvas, context } = this;
    const { left, top, width, height } = axes.box;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(this.scale, 0, 0, this.scale, 0, 0);
    if (decided && this.decision) this.drawDecision(axes, this.decision);
    context.drawImage(this.still.canvas, 0, 0, canvas.width / this.scale, canvas.height / this.scale);
    const reach = this.size * 1.3;
    context.beginPath();
    for (const [x, y] of wrong) {
      const [u, v] = [axes.x(x), axes.y(y)];
      context.moveTo(u - reach, v - reach);
      context.lineTo(u + reach, v + reach);
      context.moveTo(u + reach, v - reach);
      context.lineTo(u - reach, v + reach);
    }
    context.lineWidth = 1.5;
    context.strokeStyle = colour("ink");
    context.stroke();
    context.beginPath();
    for (const [x, y] of lit) {
      context.moveTo(axes.x(x) + RING, axes.y(y));
      context.arc(axes.x(x), axes.y(y), RING, 0, 2 * Math.PI);
    }
    this.stroke(2.5, "ink");
    if (!at) return;
    context.beginPath();
    context.moveTo(axes.x(at[0]), top);
    context.lineTo(axes.x(at[0]), top + height);
    context.moveTo(left, axes.y(at[1]));
    context.lineTo(left + width, axes.y(at[1]));
    this.stroke(1, "ink");
  }

  /**
   * @param {Axes} axes
   * @param {Decision} decision
   */
  drawDecision({ box }, { size }) {
    const { context } = this;
    const { left, top, width, height } = box;
    // The places of the grid are the middles of the pixels, the first and the last on the edges of the box.
    const [across, up] = [width / (size - 1), height / (size - 1)];
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    context.drawImage(this.map.canvas, left - across / 2, top - up / 2, width + across, height + up);
    context.beginPath();
    for (const [x, y, u, v] of this.lines) {
      context.moveTo(left + x * across, top + height - y * up);
      context.lineTo(left + u * across, top + height - v * up);
    }
    this.stroke(1.5, "ink");
    context.restore();
  }

  /**
   * Draw the path over a light seam, which parts it from what it crosses.
   * @param {number} width
   * @param {string} token
   */
  stroke(width, token) {
    const { context } = this;
    context.lineCap = "round";
    context.lineWidth = width + 2;
    context.strokeStyle = colour("raised");
    context.stroke();
    context.lineWidth = width;
    context.strokeStyle = colour(token);
    context.stroke();
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Axes} axes
 */
function drawAxes(context, { domain, box, x, y }) {
  const { left, top, width, height } = box;
  context.strokeStyle = colour("line-strong");
  context.lineWidth = 1;
  context.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1);
  context.fillStyle = colour("ink-soft");
  context.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const tick of ticks(domain[0], width)) context.fillText(shown(tick), x(tick), top + height + 5);
  context.fillText("x", left + width / 2, top + height + 22);
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const tick of ticks(domain[1], height)) context.fillText(shown(tick), left - 6, y(tick));
  context.textAlign = "left";
  context.fillText("y", left - 42, top + height / 2);
}

/**
 * @param {string} css such as `rgb(0, 103, 165)`
 * @returns {number[]}
 */
function channels(css) {
  return (css.match(/\d+/g) ?? []).slice(0, 3).map(Number);
}

/**
 * The points that the network takes for another class.
 * @param {Samples} samples
 * @param {{ predictions: number[] } | null} verdict
 * @returns {number[][]}
 */
export function wrongOf({ inputs, labels }, verdict) {
  return verdict ? inputs.filter((_, place) => verdict.predictions[place] !== labels[place]) : [];
}
