// A function that is typed: the text, where it is looked at, and what the server says against it.

import { Refusal } from "./api.js";

/** @import { Hills } from "./hills.js" */
/** @import { Objective, ObjectiveSpec } from "./types.js" */

export const TYPED = "typed";
/** How long nothing may be typed before the server reads it, in milliseconds. */
const REST = 250;

export class TypedFields {
  /**
   * @param {Hills} hills
   * @param {(objective: ObjectiveSpec) => void} onchange called with what the server could read
   */
  constructor(hills, onchange) {
    this.hills = hills;
    this.onchange = onchange;
    this.element = document.createElement("div");
    this.element.className = "field typed";
    this.element.innerHTML = `
      <label for="formula">f(x), or f(x, y)</label>
      <textarea id="formula" rows="2" spellcheck="false" autocapitalize="off" maxlength="300"
        aria-describedby="formula-fault formula-help"></textarea>
      <p class="fault" id="formula-fault" role="alert" hidden></p>
      <p class="help" id="formula-help">As Python writes it: <code>x**2 + 0.3*sin(12*x)</code>. With a y it is a landscape.</p>
      <fieldset class="domain"><legend>Looked at</legend></fieldset>`;
    this.text = /** @type {HTMLTextAreaElement} */ (this.element.querySelector("textarea"));
    this.complaint = /** @type {HTMLElement} */ (this.element.querySelector(".fault"));
    this.domain = /** @type {HTMLElement} */ (this.element.querySelector(".domain"));
    this.ends = ["x from", "x to", "y from", "y to"].map((title) => end(title, () => this.typed()));
    this.domain.append(...this.ends.map(({ parentElement }) => /** @type {Node} */ (parentElement)));
    this.text.addEventListener("input", () => this.typed());
    this.resting = 0;
    this.shown = "";
  }

  /**
   * Begin with a function that is there, to change it.
   * @param {Objective} objective
   */
  begin({ formula, parameters, domain }) {
    const numbers = new Map(parameters.map((each) => [each.name, each.default]));
    this.text.value = formula.replace(/[a-z_]+/g, (name) => String(numbers.get(name) ?? name));
    this.put(domain);
    this.typed();
    this.text.focus();
  }

  /**
   * Show what was read. What is being typed keeps its text.
   * @param {ObjectiveSpec} spec
   * @param {Objective} about
   */
  show(spec, about) {
    const text = JSON.stringify(spec);
    if (text === this.shown) return;
    this.shown = text;
    if (document.activeElement !== this.text) this.text.value = spec.formula ?? "";
    if (!this.ends.some((each) => each === document.activeElement)) this.put(about.domain);
    for (const each of this.ends.slice(2)) /** @type {HTMLElement} */ (each.parentElement).hidden = about.dimension < 2;
    this.fault("");
  }

  /** @param {[number, number][]} domain */
  put(domain) {
    const [x, y = x] = domain;
    [...x, ...y].forEach((value, place) => (this.ends[place].value = String(value)));
  }

  /** Have the server read it as soon as nothing is typed. */
  typed() {
    clearTimeout(this.resting);
    this.resting = window.setTimeout(() => this.read(), REST);
  }

  async read() {
    const formula = this.text.value;
    const [x0, x1, y0, y1] = this.ends.map(({ value }) => (value.trim() === "" ? NaN : Number(value)));
    /** @type {[number, number][]} */
    const domain = /\by\b/.test(formula) ? [[x0, x1], [y0, y1]] : [[x0, x1]];
    if (domain.flat().some(Number.isNaN)) return this.fault("Each end must be a number.");
    /** @type {ObjectiveSpec} */
    const spec = { name: TYPED, formula, domain };
    try {
      await this.hills.learn(spec);
    } catch (error) {
      if (this.text.value === formula) this.fault(error instanceof Refusal ? reason(error) : "The server can't be reached.");
      return;
    }
    if (this.text.value !== formula) return;
    this.fault("");
    this.onchange(spec);
  }

  /** @param {string} reason nothing where nothing is wrong */
  fault(reason) {
    this.complaint.textContent = reason;
    this.complaint.hidden = reason === "";
    this.text.setAttribute("aria-invalid", String(reason !== ""));
  }
}

/** @param {Refusal} refusal */
function reason({ problems: [first], message }) {
  return first ? first.msg : message;
}

/**
 * A small number box.
 * @param {string} title
 * @param {() => void} oninput
 */
function end(title, oninput) {
  const label = document.createElement("label");
  label.className = "small";
  const box = document.createElement("input");
  Object.assign(box, { type: "number", step: "any" });
  box.addEventListener("input", oninput);
  label.append(`${title} `, box);
  return box;
}
