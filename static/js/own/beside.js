// A saved run or training whose losses are beside those that are shown, as a grey curve, until it is taken away.

import { Along } from "./along.js";

/** @import { Curve } from "../plots/loss.js" */

/**
 * @template Spec
 * @template Losses
 * @typedef {object} Shown
 * @property {Spec} spec
 * @property {Losses} losses
 * @property {string} name
 * @property {string[]} sentences what is told of it
 */

/**
 * @template Spec
 * @template Losses
 */
export class Beside {
  /**
   * @param {HTMLElement} element
   * @param {(spec: Spec) => boolean} compares whether such a one compares with what is shown
   * @param {() => void} onchange
   */
  constructor(element, compares, onchange) {
    this.compares = compares;
    this.onchange = onchange;
    /** @type {Shown<Spec, Losses> | null} */
    this.saved = null;
    this.along = new Along(element, "Take it away", () => this.put(null));
  }

  /** @param {Shown<Spec, Losses> | null} saved raised is why it can't be */
  put(saved) {
    if (saved && !this.compares(saved.spec)) throw new Error("it is of another kind than what is shown here, so that it can only be opened");
    this.saved = saved;
    this.onchange();
  }

  /**
   * Its curve, where it compares.
   * @param {(losses: Losses) => Curve["records"]} recordsOf
   * @returns {Curve[]}
   */
  curves(recordsOf) {
    const { saved } = this;
    const shown = saved && this.compares(saved.spec) ? saved : null;
    this.along.show(shown ? [`Grey: ${shown.name} out of a file.`, ...shown.sentences] : []);
    if (!shown) return [];
    const records = recordsOf(shown.losses);
    return [{ records, position: records.last, hue: "ghost", name: `${shown.name} out of a file`, ghost: true }];
  }
}
