// The head of a picture that is taken home: what it is, and what its signs mean.

import { colour } from "../colours.js";
import { shown } from "../numbers.js";
import { paintBall } from "./ball.js";
import { font } from "./font.js";

/** @import { Optimizer } from "../types.js" */
/** @import { Curve } from "./loss.js" */
/** @import { Sketch } from "./sketch.js" */

/** How a sign is painted about a point, some 14 pixels wide. @typedef {(sketch: Sketch, x: number, y: number) => void} Mark */
/** What something means, with its sign where it has one. @typedef {{ text: string, mark?: Mark }} Sign */

/** @typedef {{ title: string, signs: Sign[] }} Caption */

const LEFT = 12;
const [TITLE, LINE] = [20, 19];
const [BIG, SMALL] = [15, 12.5];
/** How wide a sign is with the room beside it, and how far the next one is from a text, in pixels. */
const [MARK, APART] = [20, 26];

/**
 * The caption as it lies over a picture of this width.
 * @param {Caption} caption
 * @param {number} width
 * @returns {{ height: number, paint: (sketch: Sketch) => void }}
 */
export function laid({ title, signs }, width) {
  const ruler = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  const room = width - 2 * LEFT;
  ruler.font = font(BIG, 600);
  const lines = wrapped(title, (text) => ruler.measureText(text).width <= room);
  ruler.font = font(SMALL);
  let [x, y] = [LEFT, 6 + TITLE * lines.length];
  const places = signs.flatMap(({ text, mark }) => {
    const before = mark ? MARK : 0;
    const wide = before + ruler.measureText(text).width;
    if (x > LEFT && x + wide > width - LEFT) [x, y] = [LEFT, y + LINE];
    const rows = wrapped(text, (row) => before + ruler.measureText(row).width <= room);
    const pieces = rows.map((text, row) => ({ text, mark: row ? undefined : mark, x, at: x + before, y: y + LINE * (row + 0.5) }));
    y += LINE * (rows.length - 1);
    x += wide + APART;
    return pieces;
  });
  return {
    height: Math.ceil(y + (signs.length ? LINE : 0) + 4),
    paint(sketch) {
      Object.assign(sketch, { textBaseline: "middle", fillStyle: colour("ink"), font: font(BIG, 600) });
      lines.forEach((line, number) => sketch.fillText(line, LEFT, 6 + TITLE * (number + 0.5)));
      for (const { text, mark, x, at, y } of places) {
        mark?.(sketch, x + 7, y);
        Object.assign(sketch, { textAlign: "left", textBaseline: "middle", fillStyle: colour("ink-soft"), font: font(SMALL) });
        sketch.fillText(text, at, y);
      }
    },
  };
}

/**
 * A text in lines.
 * @param {string} text
 * @param {(line: string) => boolean} fits
 */
function wrapped(text, fits) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/**
 * A ball.
 * @param {string} hue the token of its colour
 * @param {string} [label] what is written on it
 * @returns {Mark}
 */
export function ballMark(hue, label = "") {
  return (sketch, x, y) => paintBall(/** @type {any} */ (sketch), x, y, { hue, label }, label ? 7.5 : 5.5);
}

/**
 * A piece of a colour, as high as this.
 * @param {string} token
 * @param {number} [height] in pixels
 * @returns {Mark}
 */
export function patchMark(token, height = 12) {
  return (sketch, x, y) => {
    sketch.look.fillStyle = colour(token);
    sketch.fillRect(x - 7, y - height / 2, 14, height);
  };
}

/**
 * A rule with its ball: its title, and its rate.
 * @param {Pick<Optimizer, "title" | "hue" | "parameters">} rule
 * @param {Record<string, unknown>} numbers
 * @param {string} [label] what is written on its ball
 * @returns {Sign}
 */
export function ruleSign({ title, hue, parameters }, { lr }, label = "") {
  const letter = parameters.find(({ name }) => name === "lr")?.symbols[0] ?? "lr";
  return { text: typeof lr === "number" ? `${title}, ${letter} = ${shown(lr)}` : title, mark: ballMark(`hue-${hue}`, label) };
}

/**
 * What the names of curves mean: those that lie there to be compared with are lines, the others end in a ball.
 * @param {Pick<Curve, "name" | "hue" | "ghost" | "label">[]} curves
 * @returns {Sign[]}
 */
export function curveSigns(curves) {
  return curves.flatMap(({ name, hue, ghost, label }) => (name ? [{ text: name, mark: ghost ? patchMark(hue, 2) : ballMark(hue, label) }] : []));
}
