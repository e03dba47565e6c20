// What a formula is worth: the trees that the server sends, worked out in double precision.

/** @import { Tree } from "./types.js" */

/**
 * What a name may stand for: a number, or one for each coordinate.
 * @typedef {number | number[]} Value
 */

/** @type {Record<string, (...of: number[]) => number>} */
const OPERATIONS = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "**": Math.pow,
  neg: (a) => -a,
  "<": (a, b) => Number(a < b),
  ">": (a, b) => Number(a > b),
  "<=": (a, b) => Number(a <= b),
  ">=": (a, b) => Number(a >= b),
  ...Object.fromEntries(["sqrt", "abs", "sign", "exp", "log", "sin", "cos", "tanh", "min", "max"].map((name) => [name, /** @type {any} */ (Math)[name]])),
};

/**
 * The value of a tree: a number where all its names are, else a number for each coordinate.
 * @param {Tree} tree
 * @param {(name: string) => Value} of
 * @returns {Value}
 */
export function evaluate(tree, of) {
  const columns = namesIn(tree).map(of).filter(Array.isArray);
  if (!columns.length) return worth(tree, /** @type {(name: string) => number} */ (of));
  return columns[0].map((_, coordinate) => worth(tree, (name) => {
    const value = of(name);
    return Array.isArray(value) ? value[coordinate] : value;
  }));
}

/**
 * The names that a tree has.
 * @param {Tree} tree
 * @returns {string[]}
 */
export function namesIn(tree) {
  if (typeof tree === "string") return [tree];
  return Array.isArray(tree) ? tree.slice(1).flatMap(namesIn) : [];
}

/**
 * @param {Tree} tree
 * @param {(name: string) => number} of
 * @returns {number}
 */
function worth(tree, of) {
  if (typeof tree === "number") return tree;
  if (typeof tree === "string") return of(tree);
  const [operation, ...operands] = tree;
  if (operation === "if") return worth(worth(operands[0], of) ? operands[1] : operands[2], of);
  return OPERATIONS[operation](...operands.map((each) => worth(each, of)));
}
