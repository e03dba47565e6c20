// The rule in focus as it is written: its formula, torch's own call, and the text of its file, fetched when it is opened.

import { getJson } from "./api.js";
import { rule } from "./equations.js";

/** @import { Optimizer } from "./types.js" */

const PARTS = /("""[^]*?"""|"[^"\n]*"|#.*)|\b(class|def|return|if|else|elif|for|in|not|and|or|from|import|with|None|True|False)\b/g;

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

export class RuleSource {
  constructor() {
    this.details = /** @type {HTMLDetailsElement} */ (byId("source"));
    /** @type {Optimizer | null} */
    this.optimizer = null;
    /** The rule whose source stands there. */
    this.written = "";
    this.details.addEventListener("toggle", () => this.write());
  }

  /** @param {Optimizer} optimizer */
  show(optimizer) {
    if (optimizer === this.optimizer) return;
    this.optimizer = optimizer;
    this.write();
  }

  async write() {
    const { optimizer } = this;
    if (!this.details.open || !optimizer || this.written === optimizer.name) return;
    const { file, reference, source } = await getJson(`/api/optimizers/${optimizer.name}/source`);
    if (optimizer !== this.optimizer) return;
    this.written = optimizer.name;
    byId("source-formula").replaceChildren(...rule(optimizer));
    byId("source-file").textContent = file;
    byId("source-reference").textContent = reference && `does what ${reference} does.`;
    byId("source-text").replaceChildren(...coloured(source));
  }
}

/**
 * Python with its texts and comments apart, and its words.
 * @param {string} source
 */
function coloured(source) {
  /** @type {(string | Node)[]} */
  const parts = [];
  let end = 0;
  for (const { 0: text, 1: quiet, index } of source.matchAll(PARTS)) {
    const part = document.createElement(quiet ? "i" : "b");
    part.textContent = text;
    parts.push(source.slice(end, index), part);
    end = index + text.length;
  }
  return [...parts, source.slice(end)];
}
