// A run's ball: where it is among its records, and how it is painted.

import { colour } from "../colours.js";
import { font } from "./font.js";

/** @import { Records } from "../records.js" */
/** @import { Optimizer } from "../types.js" */

export const RADIUS = 11;

/**
 * @typedef {object} Ball one run's ball on the hill
 * @property {Records} records
 * @property {number} position its step; between two whole steps it is on the way
 * @property {string} hue the colour token of its optimizer
 * @property {number[] | null} held where a hand holds it
 * @property {string} label what is written on it, nothing where it is alone
 * @property {boolean} focus whether it is the one that the form shows and the hand moves
 * @property {Optimizer["state"]} [state] what its optimizer keeps
 * @property {number} [radius] where it is another than that of most balls
 */

/**
 * The row of the last record that a ball has reached, and how far it is on its way to the next one.
 * @param {Ball} ball
 * @returns {{ row: number, share: number }}
 */
export function reached({ records, position }) {
  const step = Math.min(Math.floor(position), records.last);
  return { row: records.row(step), share: step < records.last ? position - step : 0 };
}

/**
 * The row of the record to which a ball steps next, null where it is on the way, in a hand or at the end.
 * @param {Ball} ball
 * @returns {number | null}
 */
export function upcoming({ records, position, held }) {
  if (held || !Number.isInteger(position) || position >= records.last) return null;
  const row = records.row(position + 1);
  return row < 0 ? null : row;
}

/**
 * The ball itself, with its number where it is one of several.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x in pixels
 * @param {number} y
 * @param {Pick<Ball, "hue" | "label" | "radius">} ball
 * @param {number} radius
 */
export function paintBall(context, x, y, { hue, label, radius: wanted = RADIUS }, radius = wanted) {
  circle(context, x, y, radius);
  context.fillStyle = colour(hue);
  context.fill();
  context.lineWidth = 2.5;
  context.strokeStyle = colour("raised");
  context.stroke();
  if (!label) return;
  context.font = font(radius + 2, 700);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = colour("raised");
  context.fillText(label, x, y + 0.5);
}

/**
 * Where it will be: a ring.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x in pixels
 * @param {number} y
 * @param {string} hue
 */
export function paintGhost(context, x, y, hue) {
  context.setLineDash([3, 3]);
  context.lineWidth = 1.5;
  context.strokeStyle = colour(hue);
  circle(context, x, y, RADIUS - 1);
  context.stroke();
  context.setLineDash([]);
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
