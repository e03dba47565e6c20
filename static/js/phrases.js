// What the parts of a rule are called in a sentence: the velocity, 0.9 of it, its square.

import { evaluate, namesIn } from "./evaluate.js";
import { shown } from "./numbers.js";

/** @import { Value } from "./evaluate.js" */
/** @import { Optimizer, Tree } from "./types.js" */

/** @type {Record<string, string>} */
const OF = { sign: "the sign of", sqrt: "the root of", abs: "the size of" };

export class Phrases {
  /**
   * @param {Optimizer} optimizer
   * @param {(name: string) => Value} of what its names stand for
   */
  constructor({ parameters, state, intermediates }, of) {
    this.value = of;
    /** What is not kept. */
    this.passing = new Set(intermediates.map(({ name }) => name));
    /** What is worked out has a title: velocity. @type {Map<string, { title: string, symbol: string }>} */
    this.titles = new Map([...state, ...intermediates].map((each) => [each.name, { ...each, title: lowered(each.title) }]));
    for (const { name, title, symbols } of parameters) this.titles.set(name, { title: lowered(title), symbol: symbols[0] });
  }

  /**
   * What a tree is, with the value of what it is multiplied by: 0.9 of the velocity.
   * @param {Tree} tree
   * @returns {string}
   */
  of(tree) {
    if (tree === "x") return "the point";
    if (tree === "g") return "the gradient";
    if (typeof tree === "string") return `the ${this.titles.get(tree)?.title ?? tree}`;
    if (typeof tree === "number") return shown(tree);
    const [operation, a, b] = tree;
    if (operation in OF) return `${OF[operation]} ${this.of(a)}`;
    if (operation === "**" && b === 2) return `the square of ${this.of(a)}`;
    if (operation === "+") return `${this.of(a)} and ${this.of(b)}`;
    const share = operation === "*" ? evaluate(a, this.value) : [];
    if (typeof share === "number") return `${shown(share)} of ${this.of(b)}`;
    return "what is marked";
  }

  /**
   * A factor, by what of the rule's memory is in it: 0.2, from the average square.
   * @param {Tree} tree
   * @returns {string}
   */
  factor(tree) {
    if (typeof tree === "string" && this.passing.has(tree)) return this.titles.get(tree)?.symbol ?? tree;
    if (typeof tree === "string" || (Array.isArray(tree) && tree[0] in OF)) return this.of(tree);
    const found = namesIn(tree);
    const kept = found.filter((name) => Array.isArray(this.value(name)));
    if (kept.length) return `what comes of ${[...new Set(kept)].map((name) => this.of(name)).join(" and ")}`;
    return found.includes("t") ? `what step ${this.value("t")} asks for` : "what is marked";
  }

  /**
   * What a line gives a value.
   * @param {string} name
   */
  whole(name) {
    const { symbol, title } = /** @type {{ symbol: string, title: string }} */ (this.titles.get(name));
    return `${symbol}, ${title}`;
  }
}

/** @param {string} title */
function lowered(title) {
  return title[0].toLowerCase() + title.slice(1);
}
