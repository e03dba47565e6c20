// The forty pictures in the order of training: which is being shown, and which the network gets right.

import { ANSWERS, intensity } from "./words.js";

/** @import { Samples } from "../types.js" */

const SVG = "http://www.w3.org/2000/svg";

export class Pictures {
  /**
   * @param {HTMLElement} host
   * @param {Samples} samples
   * @param {(sample: number) => void} onpick called with the number of a picture that was clicked
   */
  constructor(host, samples, onpick) {
    this.samples = samples;
    const brightest = Math.max(...samples.images.map(intensity));
    this.buttons = samples.images.map((image, sample) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "picture", tabIndex: -1 });
      button.append(drawing(image, brightest));
      button.addEventListener("click", () => onpick(sample));
      return button;
    });
    host.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const from = this.buttons.indexOf(/** @type {any} */ (event.target));
      if (way === undefined || !this.buttons[from + way]) return;
      event.preventDefault();
      event.stopPropagation();
      onpick(from + way);
    });
    this.lit = -1;
    /** @type {number[]} */
    this.said = [];
    host.replaceChildren(
      ...samples.classes.map((name, label) => {
        const row = document.createElement("div");
        row.className = "pictures-row";
        row.setAttribute("role", "group");
        row.setAttribute("aria-label", `Pictures of ${name}`);
        const title = document.createElement("span");
        Object.assign(title, { className: "pictures-name", textContent: name });
        row.append(title, ...this.buttons.filter((_, sample) => samples.labels[sample] === label));
        return row;
      }),
    );
  }

  /**
   * @param {number | null} lit the picture that is being shown, if one is
   * @param {number[]} predictions
   */
  show(lit, predictions) {
    this.buttons.forEach((button, sample) => {
      if (predictions[sample] === this.said[sample]) return;
      const label = this.samples.labels[sample];
      const right = predictions[sample] === label;
      const what = `Picture ${sample + 1}: ${this.samples.classes[label]}, intensity ${intensity(this.samples.images[sample])}`;
      const text = `${what}. The network says ${ANSWERS[predictions[sample]]}, ${right ? "right" : "wrong"}`;
      button.dataset.right = String(right);
      button.setAttribute("aria-label", text);
      button.title = text;
    });
    this.said = predictions;
    const next = lit ?? -1;
    if (next === this.lit) return;
    const [old, now] = [this.buttons[this.lit], this.buttons[next]];
    const focused = old === document.activeElement;
    this.lit = next;
    old?.removeAttribute("aria-current");
    now?.setAttribute("aria-current", "true");
    // One of the pictures is in the tab order: the one being shown, which the arrow keys change.
    for (const [place, button] of this.buttons.entries()) button.tabIndex = place === Math.max(next, 0) ? 0 : -1;
    if (focused) now?.focus();
  }
}

/**
 * A picture: its pixels from dark to lit.
 * @param {number[][]} image
 * @param {number} brightest what is drawn fully lit
 */
function drawing(image, brightest) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${image[0].length} ${image.length}`);
  svg.setAttribute("aria-hidden", "true");
  image.forEach((row, y) =>
    row.forEach((value, x) => {
      if (!value) return;
      const pixel = document.createElementNS(SVG, "rect");
      const where = { x, y, width: 1, height: 1, "fill-opacity": value / brightest };
      for (const [name, number] of Object.entries(where)) pixel.setAttribute(name, String(number));
      svg.append(pixel);
    }),
  );
  return svg;
}
