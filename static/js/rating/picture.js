// A picture of four rows: how it is written in an address, how bright each pixel looks, and a small drawing of it.

/** @import { Picture } from "./types.js" */

export const SIZE = 4;
export const BRIGHTEST = 1000;
/** Between these shares of full brightness neither a white number nor a black one is read well. */
const [DUSK, DAWN] = [0.42, 0.54];
const SVG = "http://www.w3.org/2000/svg";

/**
 * A picture as an address has it: rows of digits, or of numbers with dashes between where one has several digits.
 * @param {Picture} picture
 */
export function toText(picture) {
  return picture.map((row) => row.join(row.every((pixel) => String(pixel).length === 1) ? "" : "-")).join("_");
}

/**
 * The picture that a text means, null where it means none.
 * @param {string} text
 * @returns {Picture | null}
 */
export function fromText(text) {
  const rows = text.split("_").map((row) => row.split(row.includes("-") ? "-" : ""));
  const plain = rows.every((row) => row.length === SIZE && row.every((pixel) => /^\d+(\.\d+)?$/.test(pixel)));
  if (rows.length !== SIZE || !plain) return null;
  const picture = rows.map((row) => row.map(Number));
  return picture.flat().every((pixel) => pixel <= BRIGHTEST) ? picture : null;
}

/**
 * The picture with other pixels in it.
 * @param {Picture} picture
 * @param {number} row
 * @param {number} column
 * @param {number} value
 */
export function painted(picture, row, column, value) {
  return picture.with(row, picture[row].with(column, value));
}

/**
 * How bright a pixel looks beside the brightest, between 0 and 1: so that 1 is seen beside 20.
 * @param {number} value
 * @param {number} brightest
 */
export function share(value, brightest) {
  return Math.min(value / brightest, 1) ** 0.4;
}

/**
 * The brightest pixel of pictures that are looked at together.
 * @param {Picture[]} pictures
 */
export function brightest(...pictures) {
  return Math.max(1, ...pictures.flat(2));
}

/**
 * Let an element look like a pixel whose number is read well: dark enough or bright enough.
 * @param {HTMLElement} element
 * @param {number} value
 * @param {number} most the brightest value
 */
export function shade(element, value, most) {
  const bright = share(value, most);
  const lit = bright > 0.5;
  const seen = lit ? DAWN + (2 * bright - 1) * (1 - DAWN) : 2 * bright * DUSK;
  element.style.setProperty("--share", `${100 * seen}%`);
  element.dataset.lit = String(lit);
}

/**
 * @param {Picture} picture
 * @param {number} most the brightest value
 */
export function drawing(picture, most) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${SIZE} ${SIZE}`);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "thumb");
  picture.forEach((row, y) =>
    row.forEach((value, x) => {
      const pixel = document.createElementNS(SVG, "rect");
      const where = { x, y, width: 1, height: 1, "fill-opacity": share(value, most) };
      for (const [name, number] of Object.entries(where)) pixel.setAttribute(name, String(number));
      svg.append(pixel);
    }),
  );
  return svg;
}
