// Why a step led lower or higher, and why a run diverged: the numbers that tell, from the records alone.

import { evaluate } from "./evaluate.js";
import { shown } from "./numbers.js";

/** @import { Update } from "./update.js" */

const DIGITS = 3;
/** The share by which a float32 may be off, and by which the curvature may be before it isn't told. */
const ROUNDING = 2 ** -24;
const DOUBT = 0.005;
export const EFFECTIVE = "The effective rate is how long the step is for each unit of slope along it.";
const MOODS = /** @type {const} */ ({ lower: "good", higher: "bad", "the same": "" });

/**
 * How the hill bends along a step.
 * @typedef {object} Bend
 * @property {number} curvature the average second derivative along the step
 * @property {number} rate how long the step is for each unit of slope along it, negative where it leads uphill
 * @property {number} product of both: what share of the slope along the step is gone at its end
 */

/**
 * How a step is judged.
 * @param {number} before the loss
 * @param {number} after
 * @returns {{ text: string, mood: "good" | "bad" | "" }}
 */
export function verdict(before, after) {
  const word = after < before ? "lower" : after > before ? "higher" : "the same";
  let digits = DIGITS;
  while (digits < 9 && before !== after && shown(before, digits) === shown(after, digits)) digits++;
  return { text: `loss ${shown(before, digits)} → ${shown(after, digits)}, ${word}`, mood: MOODS[word] };
}

/**
 * How the hill bends along an update, null where there is no step, or none long enough to tell in float32.
 * @param {Update} update
 * @param {number[]} gradient where it leads
 * @returns {Bend | null}
 */
export function bendOf({ before, after }, gradient) {
  const [x, g, to] = /** @type {number[][]} */ ([before.x, before.g, after.x]);
  const step = to.map((each, place) => each - x[place]);
  const turn = gradient.map((each, place) => each - g[place]);
  const square = dot(step, step);
  const slope = dot(g, step);
  const change = dot(turn, step);
  if (!square || !slope || !change) return null;
  const length = Math.sqrt(square);
  const doubt = ROUNDING * ((size(x) + size(to)) / length + ((size(g) + size(gradient)) * length) / Math.abs(change));
  if (!(doubt < DOUBT)) return null;
  return { curvature: change / square, rate: -square / slope, product: -change / slope };
}

/**
 * What a step does in the valley that it steps through, in a sentence, nothing where that can't be told.
 * @param {Update} update
 * @param {number[]} gradient where it leads
 * @returns {string}
 */
export function stepSentence(update, gradient) {
  const bend = bendOf(update, gradient);
  if (!bend) return "";
  const { curvature, rate, product } = bend;
  if (rate < 0) return `This step leads uphill: what the rule keeps carries it there. ${edgeSentence(update, curvature)}`.trim();
  if (product < 0) return `The hill bends down along this step (curvature ${shown(curvature, DIGITS)}): the slope is steeper at its end. ${edgeSentence(update, curvature)}`.trim();
  const lead = plain(update, rate) ? "Rate × curvature" : "Effective rate × curvature";
  return `${lead} = ${factors(rate, curvature)} = ${shown(product, DIGITS)}: ${meaning(product)}. ${edgeSentence(update, curvature)}`.trim();
}

/**
 * Why a run diverged, as far as its last step tells; nothing where it doesn't.
 * @param {Update} update the last one
 * @param {number[]} gradient where it leads
 * @returns {string}
 */
export function divergence(update, gradient) {
  const bend = bendOf(update, gradient);
  if (!bend) return "";
  const { curvature, rate, product } = bend;
  const edge = edgeOf(update);
  const scaled = /** @type {number} */ (update.before.lr) * curvature;
  if (edge !== null && scaled > edge)
    return `rate × curvature is ${shown(scaled, DIGITS)}, above ${shown(edge, DIGITS)}, so each step overshoots further`;
  if (rate > 0 && product > 2)
    return `effective rate × curvature is ${shown(product, DIGITS)}, above 2, so each step overshoots further`;
  return "";
}

/**
 * What the product of rate and curvature means, along the step.
 * @param {number} product
 */
function meaning(product) {
  if (Math.abs(product - 1) < DOUBT) return "it lands on the valley's floor";
  if (Math.abs(product - 2) < DOUBT) return "it crosses the valley, and the other side is as steep as this one";
  if (product < 1) return "below 1, so it stops short of the valley's floor";
  if (product < 2) return "between 1 and 2, so it crosses the valley, to where the other side is less steep";
  return "above 2, so it crosses the valley, to where the other side is steeper than this one";
}

/**
 * Where theory has the edge of divergence, if that is not the plain one of 2.
 * @param {Update} update
 * @param {number} curvature
 */
function edgeSentence(update, curvature) {
  const edge = edgeOf(update);
  if (edge === null || edge === 2 || curvature <= 0) return "";
  const lr = /** @type {number} */ (update.before.lr);
  return `This rule diverges in a bowl where rate × curvature, here ${factors(lr, curvature)} = ${shown(lr * curvature, DIGITS)}, is above ${shown(edge, DIGITS)}.`;
}

/**
 * The rate times the curvature at which a rule begins to diverge, null where theory doesn't know it.
 * @param {Update} update
 * @returns {number | null}
 */
function edgeOf({ optimizer, before }) {
  return optimizer.edge === null ? null : /** @type {number} */ (evaluate(optimizer.edge, (name) => before[name]));
}

/**
 * Whether a step is that of plain descent, the rate for each unit of slope.
 * @param {Update} update
 * @param {number} rate
 */
function plain({ before: { lr } }, rate) {
  return Math.abs(rate / /** @type {number} */ (lr) - 1) < DOUBT / 2;
}

/**
 * @param {number} rate
 * @param {number} curvature
 */
function factors(rate, curvature) {
  return `${shown(rate, DIGITS)} × ${shown(curvature, DIGITS)}`;
}

/**
 * @param {number[]} a
 * @param {number[]} b
 */
function dot(a, b) {
  return a.reduce((sum, each, place) => sum + each * b[place], 0);
}

/** @param {number[]} a */
function size(a) {
  return Math.hypot(...a);
}
