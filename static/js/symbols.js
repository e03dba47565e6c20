// What the letters of a rule mean: a list to read, and in the formula the same letter lit wherever it stands.

/** @import { Objective, Optimizer } from "./types.js" */

export class Symbols {
  /**
   * @param {HTMLElement} formula
   * @param {HTMLElement} list
   * @param {HTMLElement} tip what says the meaning beside the letter
   */
  constructor(formula, list, tip) {
    this.formula = formula;
    this.list = list;
    this.tip = tip;
    /** The names under the hand, or of the item of the list that has the focus. @type {string[]} */
    this.lit = [];
    /** @type {Map<string, { symbol: string, meaning: string, names: string[] }>} by each of their names */
    this.letters = new Map();
    formula.addEventListener("pointerover", ({ target }) => this.light(letterAt(target)));
    formula.addEventListener("pointerleave", () => this.light(null));
    for (const [name, on] of /** @type {const} */ ([["pointerover", true], ["focusin", true], ["pointerleave", false], ["focusout", false]]))
      list.addEventListener(name, ({ target }) => {
        const item = /** @type {HTMLElement} */ (target).closest("button");
        this.mark(on && item ? (item.dataset.names ?? "").split(" ") : []);
      });
    addEventListener("keydown", ({ key }) => key === "Escape" && this.light(null));
  }

  /**
   * Say what the letters of a rule mean.
   * @param {Optimizer} optimizer
   * @param {Objective} objective
   */
  explain({ formula, parameters, state, intermediates }, { dimension }) {
    const uses = (/** @type {string} */ name) => formula.some((line) => new RegExp(`\\b${name}\\b`).test(line));
    const letters = [
      { symbol: "x", meaning: dimension > 1 ? "point (x, y)" : "position", names: ["x"] },
      { symbol: dimension > 1 ? "∇f(x)" : "f′(x)", meaning: dimension > 1 ? "gradient there" : "slope there", names: ["g"] },
      ...(uses("t") ? [{ symbol: "t", meaning: "number of the step", names: ["t"] }] : []),
      ...parameters.map(({ name, symbols, title }) => ({
        symbol: symbols.join(", "),
        meaning: lowered(title),
        names: symbols.length > 1 ? symbols.map((_, place) => `${name.replace(/s$/, "")}${place + 1}`) : [name],
      })),
      ...[...state, ...intermediates].map(({ name, symbol, title }) => ({ symbol, meaning: lowered(title), names: [name] })),
    ];
    this.letters = new Map(letters.flatMap((letter) => letter.names.map((name) => [name, letter])));
    this.list.replaceChildren(
      ...letters.map(({ symbol, meaning, names }) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        const letter = document.createElement("span");
        letter.className = dimension > 1 && names[0] === "x" ? "symbol bold" : "symbol";
        letter.textContent = symbol;
        button.type = "button";
        button.dataset.names = names.join(" ");
        button.append(letter, ` ${meaning}`);
        item.append(button);
        return item;
      }),
    );
  }

  /**
   * Light the letter under the hand, and say beside it what it means.
   * @param {Element | null} symbol
   */
  light(symbol) {
    const letter = symbol && this.letters.get(symbol.getAttribute("data-symbol") ?? "");
    this.mark(letter ? letter.names : []);
    this.tip.hidden = !letter;
    if (!letter || !symbol) return;
    this.tip.textContent = `${letter.symbol}: ${letter.meaning}`;
    const { left, bottom } = symbol.getBoundingClientRect();
    const frame = /** @type {HTMLElement} */ (this.tip.offsetParent).getBoundingClientRect();
    this.tip.style.left = `${Math.max(0, Math.min(left - frame.left, frame.width - this.tip.offsetWidth))}px`;
    this.tip.style.top = `${bottom - frame.top + 4}px`;
  }

  /** @param {string[]} names */
  mark(names) {
    this.lit = names;
    this.relight();
  }

  /** Light what is to be lit in a formula that was written anew. */
  relight() {
    for (const symbol of this.formula.querySelectorAll("[data-symbol]"))
      symbol.classList.toggle("lit", this.lit.includes(symbol.getAttribute("data-symbol") ?? ""));
    for (const item of this.list.querySelectorAll("button"))
      item.classList.toggle("lit", (item.dataset.names ?? "").split(" ").some((name) => this.lit.includes(name)));
  }
}

/**
 * The letter at a place of the formula.
 * @param {EventTarget | null} target
 */
function letterAt(target) {
  return /** @type {Element} */ (target).closest("[data-symbol]");
}

/** @param {string} title */
function lowered(title) {
  return title[0].toLowerCase() + title.slice(1);
}
