// A canvas over a plot for what moves. It draws in the plot's own coordinates, whole, once a frame at most.

import { getJson } from "../api.js";
import { theme } from "../colours.js";
import { onmove, resize, show } from "./plotly.js";

/** @import { Frame } from "./plotly.js" */

/**
 * A path that is written into the plot itself once it rests: records that may still grow, and a colour.
 * @typedef {{ records: { length: number }, hue: string }} Path
 */

/** @template {Frame} F */
export class Overlay {
  /**
   * @param {HTMLElement} host an element that takes the plot and, above it, the canvas
   * @param {(context: CanvasRenderingContext2D, frame: F) => void} paint
   * @param {(div: any) => F | null} look how the plot stands at the moment: `projection`, or `space` for one in space
   */
  constructor(host, paint, look) {
    this.host = host;
    this.paint = paint;
    this.look = look;
    this.listening = false;
    this.div = document.createElement("div");
    this.div.className = "plot-figure";
    this.canvas = document.createElement("canvas");
    this.canvas.className = "plot-overlay";
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    this.waiting = false;
    this.asked = "";
    /** The figure that is shown, by its address without the theme. */
    this.shown = "";
    /** @type {{ records: object, length: number, hue: string }[]} the paths that the plot itself has */
    this.written = [];
    new ResizeObserver(() => {
      if (!this.div.isConnected) return;
      resize(this.div);
      this.redraw();
    }).observe(host);
    addEventListener("themechange", () => this.redraw());
  }

  /**
   * Show the figure that the server has under an address, in the theme of the moment, in place of the one before.
   * @param {string} address with a query
   * @returns {Promise<boolean>} false where another was asked for in the meantime: then that one is shown
   */
  async show(address) {
    const asked = `${address}theme=${theme()}`;
    this.asked = asked;
    const figure = await getJson(asked);
    if (this.asked !== asked) return false;
    if (!this.div.isConnected) this.host.replaceChildren(this.div, this.canvas);
    await show(this.div, figure, this.shown === address);
    this.shown = address;
    this.written = [];
    if (!this.listening) onmove(this.div, () => this.draw());
    this.listening = true;
    this.draw();
    return true;
  }

  /**
   * Whether the plot itself has other paths than these, so that the overlay alone shows them.
   * @param {Path[]} paths
   */
  lacks(...paths) {
    /** @param {Path} path @param {number} place */
    const has = ({ records, hue }, place) => {
      const written = this.written[place];
      return records === written?.records && records.length === written.length && hue === written.hue;
    };
    return paths.length > 0 && !(paths.length === this.written.length && paths.every(has));
  }

  /**
   * Let these be the paths that the plot itself has.
   * @param {Path[]} paths
   */
  wrote(...paths) {
    this.written = paths.map(({ records, hue }) => ({ records, length: records.length, hue }));
    this.div.classList.remove("stale");
  }

  /** Draw at the next frame. */
  redraw() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  /** Draw now. */
  draw() {
    const frame = this.look(this.div);
    if (!frame) return;
    const { canvas, context } = this;
    const { width, height } = frame;
    const scale = devicePixelRatio;
    if (canvas.width !== Math.ceil(width * scale) || canvas.height !== Math.ceil(height * scale)) {
      canvas.width = Math.ceil(width * scale);
      canvas.height = Math.ceil(height * scale);
      // As large as the picture was drawn, not as its place is now: the two grow together.
      canvas.style.width = `${canvas.width / scale}px`;
      canvas.style.height = `${canvas.height / scale}px`;
    }
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    context.save();
    context.beginPath();
    context.rect(frame.box.left, frame.box.top, frame.box.width, frame.box.height);
    context.clip();
    this.paint(context, frame);
    context.restore();
  }
}
