// The signs of classes: a colour and a shape for each of ten, so that no one needs the colour.

import { colour } from "../colours.js";

/** @import { Mark } from "../plots/caption.js" */

/** Shapes about the origin, near 1 in every direction, as SVG and a canvas both read them. */
export const SHAPES = [
  "M-.9 0a.9 .9 0 1 0 1.8 0a.9 .9 0 1 0 -1.8 0z",
  "M-.8 -.8h1.6v1.6h-1.6z",
  "M0 -1.1L1 .75H-1z",
  "M0 -1.2L1 0L0 1.2L-1 0z",
  "M0 1.1L1 -.75H-1z",
  "M-.35 -1h.7v.65h.65v.7h-.65v.65h-.7v-.65h-.65v-.7h.65z",
  "M0 -1.2L.29 -.41L1.14 -.37L.48 .15L.71 .97L0 .5L-.71 .97L-.48 .15L-1.14 -.37L-.29 -.41z",
  "M-.85 -1H.85L.25 0L.85 1H-.85L-.25 0z",
  "M-1.2 -.45h2.4v.9h-2.4z",
  "M0 -1.05L1 -.32L.62 .85H-.62L-1 -.32z",
];

/**
 * The token of a class's colour.
 * @param {number} label
 */
export const hueOf = (label) => `class-${label + 1}`;

/**
 * Shapes of a class at places of a canvas.
 * @param {number} label
 * @param {{ x: number, y: number }[]} places
 * @param {number} size
 */
export function shapes(label, places, size) {
  const shape = new Path2D(SHAPES[label]);
  const all = new Path2D();
  for (const { x, y } of places) all.addPath(shape, { a: size, d: size, e: x, f: y });
  return all;
}

/**
 * The sign of a class in the head of a picture.
 * @param {number} label
 * @returns {Mark}
 */
export function markOf(label) {
  return (sketch, x, y) => {
    sketch.save();
    sketch.translate(x, y);
    sketch.scale(5);
    sketch.look.fillStyle = colour(hueOf(label));
    sketch.fill(/** @type {any} */ ({ d: SHAPES[label] }));
    sketch.restore();
  };
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * The sign of a class as a picture among text.
 * @param {number} label
 */
export function sign(label) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "-1.3 -1.3 2.6 2.6");
  svg.setAttribute("class", "sign");
  svg.setAttribute("aria-hidden", "true");
  svg.style.fill = `var(--${hueOf(label)})`;
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[label]);
  svg.append(path);
  return svg;
}
