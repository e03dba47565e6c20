// How often the network is right: before the training, now, and after it.

import { argmax, logitsOf, tally } from "./network.js";
import { ANSWERS, percent } from "./words.js";

/** @import { Examination, Samples } from "../types.js" */
/** @import { Updates } from "./updates.js" */

/**
 * What a network says of every picture, and of the article's test.
 * @typedef {object} Answers
 * @property {number[]} predictions
 * @property {number} test
 */

/**
 * What the server told of the network at an end of the training.
 * @param {Examination | null} told
 * @returns {Answers | null}
 */
export function answersOf(told) {
  return told && { predictions: told.predictions, test: told.test.predicted };
}

/**
 * What the network at a step says: at both ends as the server told, in between from the weights that it told.
 * @param {Samples} samples
 * @param {Updates} updates
 * @param {number} step
 * @returns {Answers}
 */
export function answersAt(samples, updates, step) {
  const told = answersOf(step === 0 ? updates.before : step > updates.last ? updates.after : null);
  if (told) return told;
  const weights = updates.weights[Math.min(step, updates.last)];
  /** @param {number[][]} image */
  const answer = (image) => argmax(logitsOf(weights, image));
  return { predictions: samples.images.map(answer), test: answer(samples.test.image) };
}

export class Accuracy {
  /**
   * @param {HTMLTableElement} table with a row for each class, for all, and for the test; a column for each time
   * @param {Samples} samples
   */
  constructor(table, samples) {
    this.samples = samples;
    this.rows = [...table.tBodies[0].rows].map((row) => [...row.cells].filter((cell) => cell.tagName === "TD"));
  }

  /** @param {(Answers | null)[]} times before, now, after; null where that hasn't come */
  show(times) {
    const { labels, classes, test } = this.samples;
    times.forEach((answers, time) => {
      const counts = answers ? tally(answers.predictions, labels, classes) : [];
      this.rows.forEach((cells, place) => {
        const cell = cells[time];
        if (!answers) return cell.replaceChildren();
        if (place < counts.length) {
          const { right, count } = counts[place];
          cell.textContent = percent(right, count);
          cell.title = `${right} of ${count}`;
          cell.style.setProperty("--share", `${(100 * right) / count}%`);
        } else {
          cell.textContent = ANSWERS[answers.test];
          cell.dataset.right = String(answers.test === test.label);
          cell.title = answers.test === test.label ? "right" : "wrong";
        }
      });
    });
  }
}
