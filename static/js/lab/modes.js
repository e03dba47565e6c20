// What the drawing of a network can show: its weights, or what an update is made of.

/** @import { Frame, Optimizer, Tensors } from "../types.js" */

/**
 * @typedef {object} Mode
 * @property {string} name `weights`, `grads`, `update`, or the name of a state of the optimizer
 * @property {string} title
 * @property {string} noun what one of its numbers is called
 * @property {string} sentence
 */

/** @type {Mode[]} */
const ALWAYS = [
  { name: "weights", title: "Weights", noun: "weight", sentence: "What each input is multiplied by." },
  {
    name: "grads",
    title: "Gradients",
    noun: "gradient",
    sentence: "By how much the loss of what is shown would rise if a weight rose, a unit of loss for each unit of weight.",
  },
  { name: "update", title: "Update", noun: "update", sentence: "By how much each weight is about to change." },
];

/**
 * What there is to choose from. A number that an optimizer keeps for all weights together is no drawing.
 * @param {Frame} frame
 * @param {Optimizer} optimizer
 * @returns {Mode[]}
 */
export function modesOf(frame, optimizer) {
  const [kept] = Object.values(frame.state);
  const states = optimizer.state.filter(({ name }) => Array.isArray(kept?.[name]));
  return [
    ...ALWAYS,
    ...states.map(({ name, title, symbol }) => ({
      name,
      title,
      noun: title.toLowerCase(),
      sentence: `${title} ${symbol}: a number that the optimizer keeps for each weight from update to update.`,
    })),
  ];
}

/**
 * The numbers of a mode, null where there are none: after the last update nothing is coming.
 * @param {Frame} frame
 * @param {string} mode
 * @returns {Tensors | null}
 */
export function numbersOf(frame, mode) {
  if (mode === "weights") return frame.weights;
  if (mode === "grads" || mode === "update") return frame[mode];
  return Object.fromEntries(Object.entries(frame.state).map(([name, kept]) => [name, kept[mode]]));
}

/**
 * How far from zero the numbers go.
 * @param {Tensors | null} numbers
 */
export function reachOf(numbers) {
  return furthest(Object.values(numbers ?? {}));
}

/**
 * @param {any} nested
 * @returns {number}
 */
function furthest(nested) {
  if (!Array.isArray(nested)) return Math.abs(nested ?? 0);
  let far = 0;
  for (const each of nested) far = Math.max(far, furthest(each));
  return far;
}
