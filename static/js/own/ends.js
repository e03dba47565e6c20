// How each rule's run ended, a line for each under its ball.

/** @import { Sentence } from "./words.js" */

/** @typedef {Sentence & { title: string, label: string, hue: string }} End */

export class Ends {
  /** @param {HTMLElement} list */
  constructor(list) {
    this.list = list;
    this.drawn = "";
  }

  /** @param {End[]} ends those without a text are left out */
  show(ends) {
    const told = ends.filter(({ text }) => text);
    const drawn = JSON.stringify(told);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.list.replaceChildren(
      ...told.map(({ title, label, hue, text, mood }) => {
        const line = document.createElement("li");
        const name = document.createElement("span");
        Object.assign(name, { className: "unseen", textContent: `${title}: ` });
        const words = document.createElement("span");
        Object.assign(words, { className: "outcome", textContent: text });
        words.dataset.mood = mood;
        line.append(ball(label, hue), name, words);
        return line;
      }),
    );
  }
}

/**
 * A ball as a table shows it.
 * @param {string} label
 * @param {string} hue its colour token
 */
export function ball(label, hue) {
  const element = document.createElement("span");
  element.className = "duo-ball";
  element.ariaHidden = "true";
  element.textContent = label;
  element.style.setProperty("--ball", `var(--${hue})`);
  return element;
}
