// The pairs that a threshold is tried on, each with its rating and whether it is judged rightly.

import { numberField } from "../controls.js";
import { shown } from "../numbers.js";
import { HIGHEST } from "./address.js";
import { brightest, drawing } from "./picture.js";
import { judged, most } from "./threshold.js";
import { countSentence } from "./words.js";

/** @import { Range } from "../controls.js" */
/** @import { Pair } from "./types.js" */

/** @type {Range} */
const THRESHOLD = {
  title: "Different where the rating is above",
  minimum: 0,
  maximum: HIGHEST,
  slider: [0.0001, HIGHEST],
  scale: "log",
};

export class ThresholdPanel {
  /**
   * @param {HTMLElement} field where the threshold is chosen
   * @param {HTMLTableElement} table
   * @param {HTMLElement} result
   * @param {Pair[]} pairs
   * @param {number} threshold
   * @param {(threshold: number) => void} onchange
   */
  constructor(field, table, result, pairs, threshold, onchange) {
    this.result = result;
    this.pairs = pairs;
    this.threshold = threshold;
    /** @type {number[] | null} */
    this.ratings = null;
    field.replaceChildren(
      numberField(THRESHOLD, threshold, (chosen) => {
        this.threshold = chosen;
        this.judge();
        onchange(chosen);
      }).element,
    );
    this.rows = pairs.map((pair) => {
      const row = table.tBodies[0].insertRow();
      const title = document.createElement("th");
      title.scope = "row";
      title.append(pictured(pair));
      row.append(title);
      const [rating, verdict] = [row.insertCell(), row.insertCell()];
      rating.className = "digits";
      return { rating, verdict };
    });
  }

  /** @param {number[] | null} ratings how the untrained network rates the pairs */
  show(ratings) {
    if (ratings === this.ratings) return;
    this.ratings = ratings;
    this.judge();
  }

  judge() {
    const { pairs, ratings, threshold } = this;
    if (!ratings) return;
    const right = judged(pairs, ratings, threshold);
    this.rows.forEach(({ rating, verdict }, place) => {
      rating.textContent = shown(ratings[place], 4);
      verdict.dataset.right = String(right[place]);
      verdict.textContent = `${right[place] === pairs[place].same ? "same" : "different"}: ${right[place] ? "right" : "wrong"}`;
    });
    const text = countSentence(right, most(pairs, ratings));
    if (this.result.textContent !== text) this.result.textContent = text;
  }
}

/**
 * Both pictures of a pair, and what they are.
 * @param {Pair} pair
 */
function pictured({ title, right, other }) {
  const element = document.createElement("div");
  element.className = "pair";
  const name = document.createElement("span");
  name.textContent = title;
  const most = brightest(right, other);
  element.append(drawing(right, most), drawing(other, most), name);
  return element;
}
