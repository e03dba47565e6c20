// A function that is typed: the text, where it is looked at, and the place that the server can't read.

import { Refusal } from "./api.js";

/** @import { Problem } from "./api.js" */
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
    this.element.className = "typed";
    this.element.innerHTML = `
      <label for="formula">f(x), or f(x, y)</label>
      <div class="typed-text">
        <div class="typed-mark" aria-hidden="true"></div>
        <textarea id="formula" rows="1" spellcheck="false" autocapitalize="off" autocomplete="off" maxlength="300"
          aria-describedby="formula-fault"></textarea>
      </div>
      <p class="fault" id="formula-fault" role="alert" hidden></p>
      <fieldset class="typed-domain"><legend class="unseen">What the plot shows</legend></fieldset>
      <details class="small">
        <summary>What can be written</summary>
        <p>Arithmetic as Python writes it: <code>x**2 + 0.3*sin(12*x)</code>. With a <code>y</code> in it, it is a landscape.
          <code>x^2</code>, <code>2x</code> and <code>x²</code> are understood.</p>
        <p><code>pi</code>, <code>e</code>, <code>sin</code>, <code>cos</code>, <code>tan</code>, <code>sinh</code>,
          <code>cosh</code>, <code>tanh</code>, <code>atan</code>, <code>exp</code>, <code>log</code>, <code>sqrt</code>,
          <code>abs</code>, <code>sign</code>, <code>sigmoid</code>, <code>relu</code>, <code>max(a, b)</code>,
          <code>min(a, b)</code></p>
      </details>`;
    this.text = /** @type {HTMLTextAreaElement} */ (this.element.querySelector("textarea"));
    this.mark = /** @type {HTMLElement} */ (this.element.querySelector(".typed-mark"));
    this.complaint = /** @type {HTMLElement} */ (this.element.querySelector(".fault"));
    this.ends = ["x from", "x to", "y from", "y to"].map((title) => end(title, () => this.typed()));
    this.rows = [this.ends.slice(0, 2), this.ends.slice(2)].map(([from, to], place) => row("xy"[place], from, to));
    /** @type {HTMLElement} */ (this.element.querySelector("fieldset")).append(...this.rows);
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("scroll", () => (this.mark.scrollTop = this.text.scrollTop));
    this.resting = 0;
    this.shown = "";
  }

  /**
   * Begin with a function that is there, to change it.
   * @param {Objective} objective
   */
  begin(objective) {
    this.element.hidden = false;
    this.text.value = asText(objective);
    this.put(objective.domain);
    this.typed();
    this.text.focus();
  }

  /** Leave off: what was typed last is not asked for any more. */
  end() {
    clearTimeout(this.resting);
    this.element.hidden = true;
    this.fault();
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
    this.rows[1].hidden = about.dimension < 2;
    this.fault();
  }

  /** @param {[number, number][]} domain */
  put(domain) {
    const [x, y = x] = domain;
    [...x, ...y].forEach((value, place) => (this.ends[place].value = String(value)));
    this.rows[1].hidden = domain.length < 2;
  }

  /** Have the server read it as soon as nothing is typed. */
  typed() {
    this.mark.replaceChildren();
    clearTimeout(this.resting);
    this.resting = window.setTimeout(() => this.read(), REST);
  }

  async read() {
    const formula = this.text.value;
    const ends = this.ends.map(({ value }) => (value.trim() === "" ? null : Number(value)));
    const domain = /\by\b/.test(formula) ? [ends.slice(0, 2), ends.slice(2)] : [ends.slice(0, 2)];
    const spec = /** @type {ObjectiveSpec} */ ({ name: TYPED, formula, domain });
    /** Whether something else was typed, or chosen, meanwhile. */
    const past = () => this.element.hidden || this.text.value !== formula;
    try {
      await this.hills.learn(spec);
    } catch (error) {
      const lost = { field: "formula", msg: "The server can't be reached" };
      if (!past()) this.fault(error instanceof Refusal ? (error.problems[0] ?? { ...lost, msg: error.message }) : lost);
      return;
    }
    if (past()) return;
    this.fault();
    this.onchange(spec);
  }

  /**
   * Say what is wrong, and mark the place.
   * @param {Problem} [problem] nothing where nothing is wrong
   */
  fault(problem) {
    const [, coordinate, side] = problem?.field.match(/^domain\.(\d)\.(\d)/) ?? [];
    const wrong = problem && (coordinate ? this.ends[2 * Number(coordinate) + Number(side)] : this.text);
    for (const field of [this.text, ...this.ends]) field.setAttribute("aria-invalid", String(field === wrong));
    this.complaint.hidden = !problem;
    this.complaint.textContent = problem ? sentence(problem, wrong?.getAttribute("aria-label") ?? "") : "";
    this.mark.replaceChildren(...(problem?.column ? marked(this.text.value, problem.column) : []));
  }
}

/**
 * A function of the catalogue as one types it, its parameters as the numbers that they are.
 * @param {Pick<Objective, "formula" | "parameters" | "spec">} objective
 */
export function asText({ formula, parameters, spec }) {
  const numbers = new Map(parameters.map((each) => [each.name, Number(spec[each.name] ?? each.default)]));
  return formula.replace(/[a-z_]\w*/gi, (name) => {
    const value = numbers.get(name);
    return value === undefined ? name : value < 0 ? `(${value})` : String(value);
  });
}

/**
 * @param {Problem} problem
 * @param {string} title of the field
 */
function sentence({ msg }, title) {
  // What is known stands below the text.
  const said = title ? `${title} ${msg}` : msg.replace(/; known are .*/, "");
  return `${said[0].toUpperCase()}${said.slice(1)}.`;
}

/**
 * The text with a mark at a column: on a word or a number whole, past the end on nothing.
 * @param {string} text
 * @param {number} column counted from 1, in characters
 */
function marked(text, column) {
  const letters = [...text];
  const before = letters.slice(0, column - 1).join("");
  const rest = letters.slice(column - 1).join("");
  const [found = " "] = rest.match(/^(\w+|[^])/u) ?? [];
  const mark = document.createElement("mark");
  mark.textContent = found;
  return [before, mark, rest.slice(found.length)];
}

/**
 * A small number box.
 * @param {string} title
 * @param {() => void} oninput
 */
function end(title, oninput) {
  const box = document.createElement("input");
  Object.assign(box, { type: "number", step: "any", inputMode: "decimal" });
  box.setAttribute("aria-label", title);
  box.setAttribute("aria-describedby", "formula-fault");
  box.addEventListener("input", oninput);
  return box;
}

/**
 * From one end to the other: x from [-2] to [2].
 * @param {string} letter
 * @param {HTMLElement} from
 * @param {HTMLElement} to
 */
function row(letter, from, to) {
  const element = document.createElement("div");
  const symbol = document.createElement("span");
  symbol.className = "symbol";
  symbol.textContent = letter;
  element.append(symbol, " from ", from, " to ", to);
  return element;
}
