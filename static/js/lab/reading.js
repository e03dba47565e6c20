// What a network makes of what it is shown, in words and as its loss.

import { shown, subscript } from "../numbers.js";
import { argmax } from "./network.js";

/**
 * @typedef {object} Said
 * @property {string[]} answers what each output stands for
 * @property {number[]} logits
 * @property {number[]} shares their softmax
 * @property {number} label
 * @property {number | null} loss the server's, null where it told none of this sample alone
 * @property {"cross_entropy" | "mse"} kind
 */

export class Reading {
  constructor() {
    this.verdict = document.createElement("p");
    this.verdict.className = "verdict";
    this.loss = document.createElement("p");
    this.loss.className = "loss-lines digits";
    this.element = document.createElement("div");
    this.element.className = "network-says";
    this.element.append(this.verdict, this.loss);
  }

  /** @param {Said} said */
  show(said) {
    this.verdict.textContent = verdictOf(said);
    const lines = lossLines(said);
    while (this.loss.childElementCount < lines.length) this.loss.append(document.createElement("span"));
    lines.forEach((line, place) => (this.loss.children[place].textContent = line));
  }
}

/** @param {Pick<Said, "answers" | "logits" | "label">} said */
export function verdictOf({ answers, logits, label }) {
  if (logits.some((logit) => !Number.isFinite(logit))) return "A logit is not finite: the network says nothing.";
  if (logits.length > 1 && logits.every((logit) => logit === logits[0])) return "All logits are equal: an equal share for each.";
  const answer = argmax(logits);
  return `It says ${answers[answer]}: ${answer === label ? "right" : `wrong, it is ${answers[label]}`}.`;
}

/**
 * The loss of one sample, in steps.
 * @param {Pick<Said, "logits" | "shares" | "label" | "loss" | "kind">} said
 */
export function lossLines({ logits, shares, label, loss, kind }) {
  const value = shown(loss ?? Math.fround(kind === "mse" ? meanSquare(logits, label) : crossEntropy(logits, label)), 9);
  if (kind === "mse") return ["loss = mean of", `(z − ${label} of ${logits.length} is 1)²`, `= ${value}`];
  return [`loss = −ln p${subscript(label)}`, `= −ln ${shown(shares[label], 4)}`, `= ${value}`];
}

/**
 * @param {number[]} logits
 * @param {number} label
 */
function crossEntropy(logits, label) {
  const highest = Math.max(...logits);
  return highest + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - highest), 0)) - logits[label];
}

/**
 * @param {number[]} logits
 * @param {number} label
 */
function meanSquare(logits, label) {
  return logits.reduce((sum, logit, place) => sum + (logit - Number(place === label)) ** 2, 0) / logits.length;
}
