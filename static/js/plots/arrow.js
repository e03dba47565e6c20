// An arrow on a canvas, with an edge in the paper's colour so that it can be seen on any ground.

import { colour } from "../colours.js";

const HEAD = 9;
/** The colour tokens of arrows by what they stand for; a step has its ball's. */
export const TOKENS = { gradient: "slope", velocity: "velocity" };

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{ x: number, y: number }} from in pixels
 * @param {{ x: number, y: number }} to
 * @param {string} token its colour
 * @param {boolean} [dashed]
 */
export function paintArrow(context, from, to, token, dashed = false) {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (!(length > 1)) return;
  const head = Math.min(HEAD, length / 2);
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const neck = { x: to.x - 0.8 * head * ux, y: to.y - 0.8 * head * uy };
  for (const [style, wider] of /** @type {[string, number][]} */ ([["raised", 2.5], [token, 0]])) {
    context.strokeStyle = context.fillStyle = colour(style);
    context.lineWidth = 2.5 + wider;
    context.setLineDash(dashed ? [5, 4] : []);
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(neck.x, neck.y);
    context.stroke();
    context.setLineDash([]);
    context.lineWidth = wider;
    context.beginPath();
    context.moveTo(to.x, to.y);
    context.lineTo(to.x - head * ux - 0.5 * head * uy, to.y - head * uy + 0.5 * head * ux);
    context.lineTo(to.x - head * ux + 0.5 * head * uy, to.y - head * uy - 0.5 * head * ux);
    context.closePath();
    if (wider) context.stroke();
    context.fill();
  }
}
