// The update of one step as a formula, in symbols and with this step's numbers.

import { shown } from "./numbers.js";
import { names } from "./update.js";

/** @import { Value } from "./evaluate.js" */
/** @import { Objective, Optimizer } from "./types.js" */
/** @import { Update } from "./update.js" */

const MATH = "http://www.w3.org/1998/Math/MathML";
const DIGITS = 5;

/**
 * The lines of an update with its numbers: x₁ = x₀ − η f′(x₀) = 1 − 0.1 × 2 = 0.8.
 * @param {Update} update
 * @param {number} dimension how many coordinates a point has
 * @returns {HTMLElement[]} an element for each line, which may break before the numbers and before the result
 */
export function equations(update, dimension) {
  const { optimizer, step, after } = update;
  return optimizer.mathml.map((line, place) => {
    const left = parse(line.left);
    const symbols = parse(line.right);
    const numbers = /** @type {Element} */ (symbols.cloneNode(true));
    fill(numbers, names(update, place));
    for (const times of symbols.querySelectorAll(".times")) times.textContent = "·";
    for (const side of [left, symbols]) {
      if (dimension > 1) inSeveral(side);
      for (const index of side.querySelectorAll(".index"))
        index.textContent = index.textContent === "k" ? String(step) : String(step + 1);
    }
    const result = element("mrow", "");
    result.append(...number(after[line.name]));
    result.setAttribute("class", "result");
    result.setAttribute("data-symbol", line.name);
    const equation = document.createElement("p");
    equation.className = "equation";
    const parts = [[left, element("mo", "="), symbols], [element("mo", "="), numbers], [element("mo", "="), result]];
    equation.append(...parts.map((part) => math(...part)));
    return equation;
  });
}

/**
 * Write the point in bold and its slope as a gradient: a point has several coordinates.
 * @param {Element} formula
 */
function inSeveral(formula) {
  for (const slope of formula.querySelectorAll("[data-symbol='g'] > mi")) slope.replaceWith(element("mo", "∇"), element("mi", "f"));
  for (const letter of formula.querySelectorAll("[data-symbol='x'] mi:not(.index), [data-symbol='g'] msub > mi:not(.index)"))
    letter.setAttribute("class", "bold");
}

/**
 * The lines of a rule in its symbols: xₖ₊₁ = xₖ − η f′(xₖ).
 * @param {Optimizer} optimizer
 * @returns {Element[]} a `math` element for each line
 */
export function rule({ mathml }) {
  return mathml.map(({ left, right }) => math(parse(left), element("mo", "="), parse(right)));
}

const OF_X = "<mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow>";
const OF_XY = "<mrow><mo>(</mo><mi>x</mi><mo>,</mo><mi>y</mi><mo>)</mo></mrow>";

/**
 * What an objective and its derivatives are: f(x) = x², f′(x) = 2x.
 * @param {Objective} objective
 * @returns {Element[]} a `math` element for each
 */
export function definitions({ dimension, mathml }) {
  if (dimension === 1) return [define(`<mi>f</mi>${OF_X}`, mathml.formula), define(`<mi>f′</mi>${OF_X}`, mathml.gradient[0])];
  const partial = (/** @type {string} */ letter) => `<mfrac><mrow><mi>∂</mi><mi>f</mi></mrow><mrow><mi>∂</mi><mi>${letter}</mi></mrow></mfrac>`;
  return [define(`<mi>f</mi>${OF_XY}`, mathml.formula), ...mathml.gradient.map((line, place) => define(partial("xy"[place]), line))];
}

/**
 * @param {string} left
 * @param {string} right
 */
function define(left, right) {
  return math(parse(`<mrow>${left}<mo>=</mo>${right}</mrow>`));
}

/** @type {Map<string, Element>} */
const parsed = new Map();

/**
 * A formula of the catalogue as an element.
 * @param {string} mathml
 * @returns {Element}
 */
function parse(mathml) {
  let found = parsed.get(mathml);
  if (!found) {
    const whole = new DOMParser().parseFromString(`<math xmlns="${MATH}">${mathml}</math>`, "application/xml");
    found = document.importNode(/** @type {Element} */ (whole.documentElement.firstElementChild), true);
    for (const letter of found.querySelectorAll("mi"))
      if (/[′₀-₉]$/.test(letter.textContent ?? "")) letter.setAttribute("class", "slanted");
    for (const mark of found.querySelectorAll("mo"))
      if (!mark.parentElement?.querySelector("mfrac, msqrt, mtable")) mark.setAttribute("stretchy", "false");
    parsed.set(mathml, found);
  }
  return /** @type {Element} */ (found.cloneNode(true));
}

/**
 * Put numbers in the places of symbols.
 * @param {Element} formula
 * @param {(name: string) => Value} of
 */
function fill(formula, of) {
  for (const symbol of formula.querySelectorAll("[data-symbol]")) {
    const value = of(/** @type {string} */ (symbol.getAttribute("data-symbol")));
    const parts = number(value);
    const powered = symbol.closest("msup")?.firstElementChild?.contains(symbol) ?? false;
    const negative = typeof plain(value) === "number" && Number(plain(value)) < 0;
    const bracketed = powered ? negative || parts.length > 1 : negative && !leads(symbol);
    symbol.replaceChildren(...(bracketed ? [bracket("("), ...parts, bracket(")")] : parts));
  }
  for (const times of formula.querySelectorAll(".times")) times.textContent = "×";
}

/**
 * Whether nothing stands before a symbol, so that a minus sign needs no bracket.
 * @param {Element} symbol
 * @returns {boolean}
 */
function leads({ previousElementSibling, parentElement }) {
  if (previousElementSibling) return false;
  return parentElement?.hasAttribute("data-place") ? leads(parentElement) : true;
}

/**
 * A value of one coordinate as the number that it is.
 * @param {Value} value
 */
function plain(value) {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

/**
 * A number: 0.8, or 1.43 × 10⁻⁵; or a column of them, one for each coordinate.
 * @param {Value} given
 * @returns {Element[]}
 */
export function number(given) {
  const value = plain(given);
  if (Array.isArray(value)) return [column(value)];
  const [mantissa, exponent] = shown(value, DIGITS).split("e");
  if (exponent === undefined) return [element("mn", mantissa)];
  const power = element("msup", "");
  power.append(element("mn", "10"), element("mn", exponent));
  return [element("mn", mantissa), element("mo", "×"), power];
}

/** @param {number[]} values */
function column(values) {
  const table = element("mtable", "");
  table.append(
    ...values.map((value) => {
      const cell = element("mtd", "");
      cell.append(...number(value));
      const row = element("mtr", "");
      row.append(cell);
      return row;
    }),
  );
  const made = element("mrow", "");
  made.append(element("mo", "("), table, element("mo", ")"));
  return made;
}

/**
 * A bracket as tall as a digit, whatever exponents stand within.
 * @param {string} text
 */
function bracket(text) {
  const made = element("mo", text);
  made.setAttribute("stretchy", "false");
  return made;
}

/** @param {Element[]} parts */
function math(...parts) {
  const made = element("math", "");
  made.setAttribute("displaystyle", "true");
  made.append(...parts);
  return made;
}

/**
 * @param {string} name
 * @param {string} text
 */
function element(name, text) {
  const made = document.createElementNS(MATH, name);
  made.textContent = text;
  return made;
}
