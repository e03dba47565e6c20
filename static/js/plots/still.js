// A plot as it stands, what moves over it included, as an SVG and as a PNG.

import { colour } from "../colours.js";
import { svgOf } from "./plotly.js";
import { Outline, Sketch } from "./sketch.js";
import { Trails } from "./trail.js";

/** @import { Overlay } from "./overlay.js" */

/** A plot with a canvas above it. @typedef {{ overlay: Overlay<any>, trails: Trails, settle(): void, paint(context: any, frame: any): void }} Plot */

/** How much larger than on the page a PNG is. */
const SHARPER = 2;

/**
 * The plot as an SVG that is complete in itself: our type is in it.
 * @param {Plot} plot
 * @returns {Promise<string>}
 */
export async function svgStill(plot) {
  plot.settle();
  const { div, look } = plot.overlay;
  const frame = look(div);
  if (!frame) throw new Error("there is no picture yet");
  const ground = element("rect", { width: "100%", height: "100%", fill: colour("raised") });
  const [below, above] = [[ground], overlayOf(plot, frame)].map((elements) => elements.map((each) => each.outerHTML).join(""));
  const style = `<style>${await fonts()}</style>`;
  // Put together as text: to parse Plotly's own would apply its inline styles, which no page of ours allows.
  const svg = await svgOf(div);
  const inside = svg.indexOf(">", svg.indexOf("<svg")) + 1;
  return `${svg.slice(0, inside)}${style}${below}${svg.slice(inside, svg.lastIndexOf("</svg>"))}${above}</svg>`;
}

/**
 * An SVG's picture as a PNG.
 * @param {string} svg
 * @returns {Promise<Blob>}
 */
export async function pngStill(svg) {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = SHARPER * image.naturalWidth;
    canvas.height = SHARPER * image.naturalHeight;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((made, failed) => canvas.toBlob((blob) => (blob ? made(blob) : failed(new Error("the browser can't make a PNG")))));
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * What the canvas shows, cut off where the axes end.
 * @param {Plot} plot
 * @param {{ box: { left: number, top: number, width: number, height: number } }} frame
 */
function overlayOf(plot, frame) {
  const sketch = new Sketch();
  const { trails } = plot;
  plot.trails = new Trails(Outline);
  try {
    plot.paint(sketch, frame);
  } finally {
    plot.trails = trails;
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
