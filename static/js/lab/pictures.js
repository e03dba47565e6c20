// The pictures of a training in its order, where they are few: which are being shown, and which the network gets right.

import { orderAt, twins } from "./epochs.js";
import { mostRight } from "./network.js";
import { answer, intensity } from "./words.js";

/** @import { Data, Frame } from "../types.js" */
/** @import { Cell } from "./confusion.js" */
/** @import { Updates } from "./updates.js" */

/**
 * What pictures show of a step.
 * @typedef {object} Showing
 * @property {Frame} frame
 * @property {number[]} batch the samples that are being shown
 * @property {Updates} updates
 * @property {number} step
 * @property {Cell | null} only of the confusion matrix: to see its samples in place of all that are wrong
 */

const SVG = "http://www.w3.org/2000/svg";

export class Pictures {
  /**
   * @param {HTMLElement} host
   * @param {Data} data
   * @param {(sample: number) => void} onpick called with the number of a picture that was clicked
   */
  constructor(host, data, onpick) {
    this.data = data;
    this.onpick = onpick;
    const { inputs } = data.training;
    const brightest = Math.max(...inputs.map(intensity));
    this.buttons = inputs.map(([image], sample) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "picture", tabIndex: -1 });
      button.append(drawing(image, brightest));
      button.addEventListener("click", () => onpick(sample));
      return button;
    });
    this.grid = document.createElement("div");
    this.grid.className = "pictures";
    this.grid.addEventListener("keydown", (event) => this.walk(event));
    /** The numbers of the pictures as they stand. @type {number[]} */ this.order = [];
    /** @type {number[]} */ this.batch = [];
    /** @type {number[]} */ this.said = [];
    host.className = "pictures-view";
    host.replaceChildren(this.grid, legend(data));
  }

  /** @param {Showing} showing */
  show({ frame, batch, updates, step }) {
    const { predictions } = frame.training;
    this.arrange(orderAt(updates, step, this.buttons.length));
    this.buttons.forEach((button, sample) => {
      if (predictions[sample] === this.said[sample]) return;
      const { classes, training } = this.data;
      const right = predictions[sample] === training.labels[sample];
      const what = `Picture ${sample + 1}: ${classes[training.labels[sample]]}, intensity ${intensity(training.inputs[sample])}`;
      const text = `${what}. The network says ${answer(classes, predictions[sample])}, ${right ? "right" : "wrong"}`;
      button.dataset.right = String(right);
      button.setAttribute("aria-label", text);
      button.title = text;
    });
    this.said = predictions;
    if (String(batch) === String(this.batch)) return;
    const focused = this.batch.some((sample) => this.buttons[sample] === document.activeElement);
    for (const sample of this.batch) this.buttons[sample].removeAttribute("aria-current");
    for (const sample of batch) this.buttons[sample].setAttribute("aria-current", "true");
    this.batch = batch;
    // One of the pictures is in the tab order: the first that is being shown, which the arrow keys change.
    const first = batch[0] ?? this.order[0];
    for (const [sample, button] of this.buttons.entries()) button.tabIndex = sample === first ? 0 : -1;
    if (focused) this.buttons[first].focus();
  }

  /**
   * In their own order the pictures have a row for each class, in any other they stand as they are shown.
   * @param {number[]} order
   */
  arrange(order) {
    if (String(order) === String(this.order)) return;
    const focused = document.activeElement;
    this.order = order;
    const { classes, training } = this.data;
    const given = order.every((sample, place) => sample === place);
    const rows = given
      ? classes.map((name, label) => ({ name, row: order.filter((sample) => training.labels[sample] === label) }))
      : classes.map((_, part) => {
          const size = Math.ceil(order.length / classes.length);
          return { name: String(part * size + 1), row: order.slice(part * size, (part + 1) * size) };
        });
    this.grid.replaceChildren(
      ...rows.map(({ name, row }) => {
        const element = document.createElement("div");
        element.className = "pictures-row";
        element.setAttribute("role", "group");
        element.setAttribute("aria-label", given ? `Pictures of ${name}` : `Pictures in the order of this epoch, from number ${name} on`);
        const title = document.createElement("span");
        Object.assign(title, { className: "pictures-name", textContent: name });
        element.append(title, ...row.map((sample) => this.buttons[sample]));
        return element;
      }),
    );
    if (focused instanceof HTMLButtonElement && this.buttons.includes(focused)) focused.focus();
  }

  /** @param {KeyboardEvent} event */
  walk(event) {
    const way = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowRight: 1 })[event.key];
    const from = this.buttons.indexOf(/** @type {any} */ (event.target));
    if (!way || from < 0) return;
    event.preventDefault();
    event.stopPropagation();
    // From one of several that are shown together it goes on to the next that is not.
    const together = this.batch.includes(from) ? this.batch : [from];
    const places = together.map((sample) => this.order.indexOf(sample));
    const next = this.order[way > 0 ? Math.max(...places) + 1 : Math.min(...places) - 1];
    if (next !== undefined) this.onpick(next);
  }
}

/**
 * What the marks mean, and which pictures are the same under different names.
 * @param {Data} data
 */
function legend({ classes, training: { inputs, labels } }) {
  const element = document.createElement("p");
  element.className = "soft small";
  const marks = [true, false].map((right) => {
    const mark = document.createElement("span");
    mark.className = "mark";
    mark.dataset.right = String(right);
    return mark;
  });
  element.append(marks[0], " right now, ", marks[1], " wrong. ");
  const [same] = twins(inputs, labels);
  if (same) {
    const names = same.map((sample) => `${sample + 1} (${classes[labels[sample]]})`).join(" and ");
    const most = document.createElement("span");
    Object.assign(most, { id: "most", textContent: `${mostRight(inputs, labels)} of ${inputs.length}` });
    element.append(`Pictures ${names} are the same ${intensity(inputs[same[0]]) ? "" : "dark "}one under different names, so at most `, most, " can be right.");
  }
  return element;
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
