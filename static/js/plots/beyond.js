// What has left the picture: an arrow at the edge where it went, and where it is in numbers.

import { colour } from "../colours.js";
import { font } from "./font.js";

/** @import { Projection } from "./plotly.js" */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Projection["box"]} box
 * @param {number} x in pixels, as y
 * @param {number} y
 * @param {string} text
 * @returns {boolean} whether it has left the picture; where not, nothing is painted
 */
export function paintBeyond(context, { left, top, width, height }, x, y, text) {
  if (x >= left && x <= left + width && y >= top && y <= top + height) return false;
  const edgeX = Math.min(Math.max(x, left + 14), left + width - 14);
  // Below the plot's own buttons.
  const edgeY = Math.min(Math.max(y, top + 40), top + height - 14);
  context.save();
  context.translate(edgeX, edgeY);
  context.rotate(Math.atan2(y - edgeY, x - edgeX));
  context.beginPath();
  context.moveTo(10, 0);
  context.lineTo(-6, -8);
  context.lineTo(-6, 8);
  context.closePath();
  context.fill();
  context.restore();
  const right = edgeX > left + width / 2;
  context.font = font(13, 500);
  context.textAlign = right ? "right" : "left";
  context.textBaseline = "middle";
  context.lineWidth = 5;
  context.strokeStyle = colour("raised");
  context.strokeText(text, edgeX + (right ? -18 : 18), edgeY);
  context.fillText(text, edgeX + (right ? -18 : 18), edgeY);
  return true;
}
