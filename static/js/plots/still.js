// A picture as it stands, under a head that says what it is, as an SVG and as a PNG.

import { colour } from "../colours.js";
import { laid } from "./caption.js";
import { svgOf } from "./plotly.js";
import { Outline, Sketch } from "./sketch.js";
import { Trails } from "./trail.js";

/** @import { Caption } from "./caption.js" */
/** @import { Overlay } from "./overlay.js" */

/** A plot with a canvas above it. @typedef {{ overlay: Overlay<any>, trails?: Trails, settle?(): void }} Plot */
/** What is painted on a canvas of its own, at any sharpness, where it stands. @typedef {{ standing: boolean, painted(sharpness: number): HTMLCanvasElement }} Painting */

/** How much larger than on the page a PNG is. */
const SHARPER = 2;
/** How wide a picture is at least, in pixels: its head needs room. */
const NARROWEST = 320;
/** The room below what is painted, where a plot has its axis. */
const FOOT = 8;
/** A letter of each face of our type, and how high the strip is that they stand in. */
const [LETTERS, STRIP] = [["A", "Ω"], 16];
/** As often the type is waited for. */
const PATIENCE = 100;
const SVG = "image/svg+xml";

/**
 * Whether a picture can be seen: its place is shown, and it is in it.
 * @param {Plot | Painting} picture
 */
export function stands(picture) {
  if (!("overlay" in picture)) return picture.standing;
  const { div, look } = picture.overlay;
  return div.checkVisibility() && look(div) !== null;
}

/**
 * A picture as a file: an SVG that is complete in itself, our type in it, or a PNG.
 * @param {Plot | Painting} picture
 * @param {Caption} caption
 * @param {"svg" | "png"} kind
 * @returns {Promise<Blob>}
 */
export async function still(picture, caption, kind) {
  if (!stands(picture)) throw new Error("there is no picture yet");
  const { width: own, height: below, inside } = "overlay" in picture ? await plotted(picture) : painted(picture);
  const width = Math.max(Math.ceil(own), NARROWEST);
  const head = laid(caption, width);
  const height = head.height + Math.ceil(below);
  const sketch = new Sketch();
  head.paint(sketch);
  const title = element("title", {});
  title.textContent = caption.title;
  const ground = element("rect", { width, height, fill: colour("raised") });
  const [named, ...parts] = [title, ground, sketch.group].map((each) => new XMLSerializer().serializeToString(each));
  const style = `<style>${await fonts()}</style>`;
  const body = [named, style, ...parts, `<g transform="translate(0 ${head.height})">${inside}</g>`].join("");
  return kind === "svg" ? new Blob([wrapped(width, height, body)], { type: SVG }) : png(width, height, body);
}

/**
 * @param {number} width
 * @param {number} height
 * @param {string} body
 */
function wrapped(width, height, body) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>`;
}

/**
 * A plot, and what its canvas shows.
 * @param {Plot} plot
 */
async function plotted(plot) {
  plot.settle?.();
  const { div, look } = plot.overlay;
  const frame = look(div);
  const above = overlayOf(plot, frame).map((each) => new XMLSerializer().serializeToString(each));
  // Put together as text: to parse Plotly's own would apply its inline styles, which no page of ours allows.
  return { ...frame, inside: [await svgOf(div), ...above].join("") };
}

/**
 * @param {Painting} painting
 */
function painted(painting) {
  const canvas = painting.painted(SHARPER);
  const [width, height] = [canvas.width / SHARPER, canvas.height / SHARPER];
  return { width, height: height + FOOT, inside: `<image width="${width}" height="${height}" href="${canvas.toDataURL()}"/>` };
}

/**
 * The PNG of an SVG. Its type comes after the rest: a letter of each face stands below what is kept, until it is seen.
 * @param {number} width
 * @param {number} height
 * @param {string} body
 * @returns {Promise<Blob>}
 */
async function png(width, height, body) {
  const letters = LETTERS.map((letter, place) => `<text x="${STRIP * place}" y="${height + 0.8 * STRIP}" font-family="Inter" font-size="${STRIP}">${letter}</text>`);
  const svg = wrapped(width, height + STRIP, body + letters.join(""));
  const address = URL.createObjectURL(new Blob([svg], { type: SVG }));
  const canvas = document.createElement("canvas");
  canvas.width = SHARPER * width;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    for (let turn = 0; turn < PATIENCE; turn++) {
      canvas.height = SHARPER * (height + STRIP);
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      if (LETTERS.every((_, place) => inked(context, place, height))) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally {
    URL.revokeObjectURL(address);
  }
  const kept = context.getImageData(0, 0, canvas.width, SHARPER * height);
  canvas.height = SHARPER * height;
  context.putImageData(kept, 0, 0);
  return new Promise((made, failed) => canvas.toBlob((blob) => (blob ? made(blob) : failed(new Error("the browser can’t make a PNG")))));
}

/**
 * Whether a letter is seen below a picture.
 * @param {CanvasRenderingContext2D} context
 * @param {number} place
 * @param {number} height of the picture
 */
function inked(context, place, height) {
  const side = SHARPER * STRIP;
  return context.getImageData(place * side, SHARPER * height, side, side).data.some((channel) => channel > 0);
}

/**
 * What the canvas shows, cut off where the axes end.
 * @param {Plot} plot
 * @param {{ box: { left: number, top: number, width: number, height: number } }} frame
 */
function overlayOf(plot, frame) {
  const sketch = new Sketch();
  const { trails } = plot;
  if (trails) plot.trails = new Trails(Outline);
  try {
    plot.overlay.paint(/** @type {any} */ (sketch), frame);
  } finally {
    if (trails) plot.trails = trails;
  }
  const { left: x, top: y, width, height } = frame.box;
  const clip = element("clipPath", { id: "overlay-box" });
  clip.append(element("rect", { x, y, width, height }));
  sketch.group.setAttribute("clip-path", "url(#overlay-box)");
  return [clip, sketch.group];
}

/** @type {Promise<string> | null} */
let known = null;

/** The page's type, in the letters that a plot has. */
function fonts() {
  return (known ??= read().catch((error) => {
    known = null;
    throw error;
  }));
}

/** @returns {Promise<string>} */
async function read() {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSFontFaceRule);
  const own = rules.filter(({ style }) => style.getPropertyValue("font-family").includes("Inter") && !style.getPropertyValue("src").includes("-ext-"));
  const faces = await Promise.all(
    own.map(async (rule) => {
      const [, address] = rule.style.getPropertyValue("src").match(/url\("?([^")]+)"?\)/) ?? [];
      const bytes = new Uint8Array(await (await fetch(new URL(address, rule.parentStyleSheet?.href ?? location.href))).arrayBuffer());
      return `@font-face{font-family:Inter;font-weight:100 900;src:url(data:font/woff2;base64,${btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ""))});unicode-range:${rule.style.getPropertyValue("unicode-range")}}`;
    }),
  );
  return faces.join("");
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
function element(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
