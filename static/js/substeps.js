// One update told one part after another. What is told follows from the rule's lines: sums are added up term by term,
// and products multiplied up factor by factor, the rate last.

import { evaluate, namesIn } from "./evaluate.js";
import { shown } from "./numbers.js";
import { Phrases } from "./phrases.js";
import { names } from "./update.js";

/** @import { Value } from "./evaluate.js" */
/** @import { Part } from "./plots/landscape.js" */
/** @import { Tree } from "./types.js" */
/** @import { Update } from "./update.js" */

const DIGITS = 5;
/** How long the longest arrow of a scale is, beside the hill. */
const LONGEST = 0.25;
/** The scale of the step itself. */
const TRUE = "";

/**
 * @typedef {object} Arrow
 * @property {Part["kind"]} kind
 * @property {Value} from how far from the ball it begins, downhill
 * @property {Value} by how far it goes on, downhill
 *
 * @typedef {object} Substep
 * @property {number} line the line of the rule
 * @property {string} place what of its right side is at hand, nothing where all of it is
 * @property {string} caption
 * @property {Arrow[]} arrows
 * @property {string} scale the arrows of the same scale compare; those of the step itself are as long as it is
 *
 * @typedef {{ tree: Tree, place: string }} Node
 */

/**
 * The parts of an update, the last of which is the step itself.
 * @param {Update} update
 * @returns {Substep[]}
 */
export function substeps(update) {
  const told = update.optimizer.mathml.flatMap((_, line) => new Teller(update, line).tell());
  // What a rule keeps may be worked out after the point, from the old one.
  const step = told.findLastIndex(({ scale, place }) => scale === TRUE && !place);
  return [...told.toSpliced(step, 1), told[step]];
}

/**
 * The arrows of a part on the hill.
 * @param {Substep[]} parts
 * @param {number} number of the part
 * @param {number[]} point where the ball is
 * @param {[number, number][]} domain
 * @returns {Part[]}
 */
export function arrowsOf(parts, number, point, domain) {
  const { arrows, scale } = parts[number];
  const unit = scale === TRUE ? 1 : fitting(parts.filter((part) => part.scale === scale).flatMap((part) => part.arrows), point, domain);
  const off = (/** @type {number[]} */ from, /** @type {Value} */ by) => from.map((each, place) => each - unit * [by].flat()[place]);
  return arrows.map(({ kind, from, by }) => {
    const start = off(point, from);
    return { kind, from: start, to: off(start, by) };
  });
}

/**
 * The scale at which arrows can be seen well, and end on the hill where there is some room.
 * @param {Arrow[]} arrows
 * @param {number[]} point
 * @param {[number, number][]} domain
 */
function fitting(arrows, point, domain) {
  let longest = 0;
  let unit = Infinity;
  for (const { from, by } of arrows)
    domain.forEach(([low, high], place) => {
      const [begin, length] = [[from].flat()[place], [by].flat()[place]];
      longest = Math.max(longest, Math.abs(length) / (high - low));
      const end = begin + length;
      const room = end > 0 ? point[place] - low : high - point[place];
      if (end && room > 0) unit = Math.min(unit, room / Math.abs(end));
    });
  const usual = LONGEST / (longest || 1);
  return Math.min(usual, Math.max(unit, usual / 3));
}

/** Tells one line. */
class Teller {
  /**
   * @param {Update} update
   * @param {number} line
   */
  constructor(update, line) {
    this.update = update;
    this.line = line;
    this.of = names(update, line);
    this.phrases = new Phrases(update.optimizer, this.of);
    /** @type {Substep[]} */
    this.told = [];
  }

  tell() {
    const { name, tree } = this.update.optimizer.mathml[this.line];
    const terms = termsOf({ tree, place: "" });
    const own = terms.findIndex((term) => namesIn(term.tree).includes(name));
    if (name === "x") this.step(terms);
    else if (terms.length > 1 && own === 0) this.sum(name, terms);
    else this.say("", `Work out ${this.phrases.whole(name)}: ${text(this.update.after[name])}`, []);
    return this.told;
  }

  /**
   * A sum that keeps a share of what it was: keep 0.9 of the velocity, add the gradient.
   * @param {string} name
   * @param {(Node & { sign: string })[]} terms
   */
  sum(name, terms) {
    const velocity = this.update.optimizer.state.some((each) => each.name === name && each.role === "velocity");
    let total = this.worth(terms[0].tree);
    if (terms[0].tree !== name) {
      const arrows = velocity ? [this.arrow("velocity", total)] : [];
      this.say(terms[0].place, `Keep ${this.phrases.of(terms[0].tree)}: ${text(total)}`, arrows, name);
    }
    for (const { tree, place, sign } of terms.slice(1)) {
      const more = this.worth(tree);
      const before = total;
      total = apply(sign, total, more);
      const arrows = velocity ? [this.arrow("velocity", before), this.arrow("gradient", more, before)] : [];
      const result = tree === terms[terms.length - 1].tree ? this.update.after[name] : total;
      this.say(place, `${sign === "+" ? "Add" : "Take away"} ${this.phrases.of(tree)}: ${worked(before, sign, more, result)}`, arrows, name);
    }
  }

  /**
   * The line that moves the point: what it moves by is worked out, then it steps.
   * @param {(Node & { sign: string })[]} terms
   */
  step(terms) {
    for (const { tree, place } of terms.slice(1)) this.product({ tree, place }, true);
    const { before, after } = this.update;
    const { x } = before;
    const by = apply("-", x, after.x);
    this.say("", `Step: ${worked(x, "-", by, after.x)} is the new x`, [this.arrow("step", by)], TRUE);
  }

  /**
   * A product, from its first factor that has a direction, the rate last.
   * @param {Node} node
   * @param {boolean} last whether it is what the point moves by
   * @returns {Value} what it comes to
   */
  product(node, last) {
    const factors = factorsOf(node);
    const vector = (/** @type {Node} */ { tree }) => Array.isArray(this.worth(tree));
    const first = Math.max(0, factors.findIndex((factor) => !factor.under && vector(factor)));
    const others = factors.filter((_, number) => number !== first);
    const ordered = [...others.filter(({ tree }) => tree !== "lr"), ...others.filter(({ tree }) => tree === "lr")];
    let total = this.beginning(factors[first]);
    const kind = this.kindOf(factors[first].tree);
    ordered.forEach((factor, number) => {
      const before = total;
      const by = this.worth(factor.tree);
      const sign = factor.under ? "/" : "*";
      total = apply(sign, before, by);
      const words = factor.tree === "lr" ? "Scale by the rate" : `${factor.under ? "Divide" : "Multiply"} by ${this.phrases.factor(factor.tree)}`;
      const whole = last && number === ordered.length - 1;
      this.say(factor.place, `${words}: ${worked(before, sign, by, total)}`, [this.arrow(whole ? "step" : kind, total)], whole ? TRUE : undefined);
    });
    return total;
  }

  /**
   * What a product begins with. A sum is told term by term; what the line above has just come to is not told again.
   * @param {Node} node
   * @returns {Value}
   */
  beginning(node) {
    const { tree, place } = node;
    const terms = termsOf(node);
    if (terms.length > 1) {
      let total = this.product(terms[0], false);
      for (const term of terms.slice(1)) {
        const more = this.worth(term.tree);
        // A hyperparameter of zero leaves it out.
        if (factorsOf(term).some((factor) => this.worth(factor.tree) === 0)) continue;
        const before = total;
        total = apply(term.sign, before, more);
        const arrows = [this.arrow(this.kindOf(terms[0].tree), before), this.arrow(this.kindOf(term.tree), more, before)];
        this.say(term.place, `${term.sign === "+" ? "Add" : "Take away"} ${this.phrases.of(term.tree)}: ${worked(before, term.sign, more, total)}`, arrows);
      }
      return total;
    }
    const total = this.worth(tree);
    if (this.line === 0 || tree !== this.update.optimizer.mathml[this.line - 1].name)
      this.say(place, `Take ${this.phrases.of(tree)}: ${text(total)}`, [this.arrow(this.kindOf(tree), total)]);
    return total;
  }

  /**
   * What an arrow of a value stands for.
   * @param {Tree} tree
   * @returns {Part["kind"]}
   */
  kindOf(tree) {
    const { state } = this.update.optimizer;
    const found = namesIn(tree);
    if (found.some((name) => state.some((each) => each.name === name && each.role === "velocity"))) return "velocity";
    return found.includes("g") ? "gradient" : "step";
  }

  /** @param {Tree} tree */
  worth(tree) {
    return evaluate(tree, this.of);
  }

  /**
   * @param {Part["kind"]} kind
   * @param {Value} by
   * @param {Value} [from]
   * @returns {Arrow}
   */
  arrow(kind, by, from = [by].flat().map(() => 0)) {
    return { kind, from, by };
  }

  /**
   * @param {string} place
   * @param {string} caption
   * @param {Arrow[]} arrows
   * @param {string} [scale]
   */
  say(place, caption, arrows, scale = `${this.line} ${place}`) {
    this.told.push({ line: this.line, place, caption: `${caption}.`, arrows, scale });
  }
}

/**
 * The terms of a sum, each with its sign.
 * @param {Node} node
 * @param {string} [sign]
 * @returns {(Node & { sign: string })[]}
 */
function termsOf({ tree, place }, sign = "+") {
  if (!Array.isArray(tree) || (tree[0] !== "+" && tree[0] !== "-")) return [{ tree, place, sign }];
  const right = tree[0] === sign ? "+" : "-";
  return [...termsOf(child(tree, place, 1), sign), ...termsOf(child(tree, place, 2), right)];
}

/**
 * The factors of a product, `under` those that it is divided by.
 * @param {Node} node
 * @param {boolean} [under]
 * @returns {(Node & { under: boolean })[]}
 */
function factorsOf({ tree, place }, under = false) {
  if (!Array.isArray(tree) || (tree[0] !== "*" && tree[0] !== "/")) return [{ tree, place, under }];
  return [...factorsOf(child(tree, place, 1), under), ...factorsOf(child(tree, place, 2), under !== (tree[0] === "/"))];
}

/**
 * @param {Exclude<Tree, string | number>} tree
 * @param {string} place
 * @param {number} number
 * @returns {Node}
 */
function child(tree, place, number) {
  return { tree: tree[number], place: place ? `${place}.${number}` : String(number) };
}

/**
 * @param {string} operation
 * @param {Value} a
 * @param {Value} b
 */
function apply(operation, a, b) {
  return evaluate([operation, "a", "b"], (name) => (name === "a" ? a : b));
}

/**
 * A small sum with what it comes to: 1.8 + 1.6 = 3.4.
 * @param {Value} a
 * @param {string} operation
 * @param {Value} b
 * @param {Value} result
 */
function worked(a, operation, b, result) {
  const sign = /** @type {Record<string, string>} */ ({ "+": "+", "-": "−", "*": "×", "/": "÷" })[operation];
  const right = text(b);
  return `${text(a)} ${sign} ${right.startsWith("−") ? `(${right})` : right} = ${text(result)}`;
}

/**
 * A value as people read it: 0.8, or (0.8, −1).
 * @param {Value} value
 */
function text(value) {
  const numbers = [value].flat().map((each) => shown(each, DIGITS));
  return numbers.length > 1 ? `(${numbers.join(", ")})` : numbers[0];
}
