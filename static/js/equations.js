// The update of one step as a formula, in symbols and with this step's numbers.

import { shown } from "./numbers.js";

/** @import { Hyperparameters, Objective, Optimizer } from "./types.js" */
/** @import { Records } from "./records.js" */

const MATH = "http://www.w3.org/1998/Math/MathML";
const DIGITS = 5;

/**
 * The values of a rule's symbols at a step: before it, and after it.
 * @typedef {object} Values
 * @property {Record<string, number | number[]>} before a number, or one for each coordinate
 * @property {Record<string, number | number[]>} after
 */

/**
 * @param {Records} records
 * @param {number} step the record from which the update goes
 * @param {Hyperparameters} hyperparameters as they are for this update
 * @returns {Values}
 */
export function valuesAt(records, step, hyperparameters) {
  const row = records.row(step);
  /** @param {number[][]} columns @param {number} row */
  const at = (columns, row) => columns.map((column) => column[row]);
  /** @type {Values["before"]} */
  const before = { x: at(records.points, row), g: at(records.grads, row), t: step + 1 };
  /** @type {Values["after"]} */
  const after = { x: at(records.points, row + 1) };
  for (const [name, value] of Object.entries(hyperparameters)) {
    if (Array.isArray(value)) value.forEach((each, place) => (before[`${name.replace(/s$/, "")}${place + 1}`] = each));
    else before[name] = value;
  }
  for (const [name, column] of Object.entries(records.state)) {
    before[name] = at(column, row);
    after[name] = at(column, row + 1);
  }
  return { before, after };
}

/**
 * The lines of a rule for one step: x₁ = x₀ − η f′(x₀) = 1 − 0.1 × 2 = 0.8.
 * @param {Optimizer} optimizer
 * @param {Values} values
 * @param {number} step
 * @returns {Element[]} an element for each line, which may break before the numbers and before the result
 */
export function equations(optimizer, values, step) {
  return optimizer.mathml.map((line) => {
    const left = parse(line.left);
    const symbols = parse(line.right);
    const numbers = /** @type {Element} */ (symbols.cloneNode(true));
    fill(numbers, values);
    for (const times of symbols.querySelectorAll(".times")) times.textContent = "·";
    for (const index of [...left.querySelectorAll(".index"), ...symbols.querySelectorAll(".index")])
      index.textContent = index.textContent === "k" ? String(step) : String(step + 1);
    const equation = document.createElement("p");
    equation.className = "equation";
    const parts = [[left, element("mo", "="), symbols], [element("mo", "="), numbers]];
    // What is not kept has no record: an intermediate stays a symbol.
    if (values.after[line.name] !== undefined) {
      const result = element("mrow", "");
      result.append(...number(values.after[line.name]));
      result.setAttribute("class", "result");
      parts.push([element("mo", "="), result]);
    }
    equation.append(...parts.map((part) => math(...part)));
    return equation;
  });
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
 * @param {Values} values
 */
function fill(formula, values) {
  for (const symbol of formula.querySelectorAll("[data-symbol]")) {
    const from = symbol.getAttribute("data-after") === "true" ? values.after : values.before;
    const value = from[/** @type {string} */ (symbol.getAttribute("data-symbol"))];
    if (value === undefined) continue;
    const parts = number(value);
    const powered = symbol.closest("msup")?.firstElementChild?.contains(symbol) ?? false;
    const leading = symbol.previousElementSibling === null;
    const negative = typeof plain(value) === "number" && Number(plain(value)) < 0;
    const bracketed = powered ? negative || parts.length > 1 : negative && !leading;
    symbol.replaceChildren(...(bracketed ? [bracket("("), ...parts, bracket(")")] : parts));
  }
  for (const times of formula.querySelectorAll(".times")) times.textContent = "×";
}

/**
 * A value of one coordinate as the number that it is.
 * @param {number | number[]} value
 */
function plain(value) {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

/**
 * A number: 0.8, or 1.43 × 10⁻⁵; or a column of them, one for each coordinate.
 * @param {number | number[]} given
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
