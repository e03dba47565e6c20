// The fields of the hyperparameters of somebody's own optimizer, as the server found them in its `__init__`.

import { numberField } from "../controls.js";
import { rangesOf, suits, usual } from "./ranges.js";

/** @import { Parameter } from "../types.js" */
/** @import { Found } from "./ranges.js" */
/** @typedef {Record<string, any>} Values */

export class HyperparameterFields {
  /**
   * @param {HTMLElement} form
   * @param {Map<string, Parameter>} known
   * @param {Values} chosen what an address says of them
   * @param {() => void} onchange called when somebody has chosen a value
   */
  constructor(form, known, chosen, onchange) {
    this.form = form;
    this.known = known;
    /** What was chosen otherwise than the code has it. @type {Values} */
    this.chosen = chosen;
    this.onchange = onchange;
    /** @type {Found[]} */
    this.found = [];
    /** By the server's names. @type {Map<string, ReturnType<typeof numberField>>} */
    this.numbers = new Map();
    this.drawn = "";
  }

  /** Every value that a field holds. What has no field stays as the code has it. */
  get values() {
    return Object.fromEntries(this.found.filter((each) => this.has(each)).map((each) => [each.name, this.value(each)]));
  }

  /**
   * Show those of the code. What was chosen holds as long as it is possible.
   * @param {Found[]} found
   */
  show(found) {
    this.found = found;
    const possible = found.filter((each) => each.name in this.chosen && suits(this.chosen[each.name], each, this.known));
    this.chosen = Object.fromEntries(possible.map(({ name }) => [name, this.chosen[name]]));
    const drawn = JSON.stringify(found);
    if (drawn !== this.drawn) this.draw();
    this.drawn = drawn;
  }

  /** All as the code has it: it is other code. */
  forget() {
    this.chosen = {};
    this.drawn = "";
  }

  /**
   * Show what the server says against a field.
   * @param {string} name such as `lr` or `betas.0`
   * @param {string} reason
   * @returns {boolean} whether there is such a field
   */
  fault(name, reason) {
    const found = this.numbers.get(name);
    found?.fault(reason);
    return found !== undefined;
  }

  /** @param {Found} found */
  has(found) {
    return found.kind === "switch" || rangesOf(found, this.known).length > 0;
  }

  /** @param {Found} found */
  value(found) {
    return this.chosen[found.name] ?? usual(found, this.known);
  }

  /**
   * @param {Found} found
   * @param {any} value
   */
  choose(found, value) {
    this.chosen = { ...this.chosen, [found.name]: value };
    if (String(value) === String(usual(found, this.known))) delete this.chosen[found.name];
    this.onchange();
  }

  draw() {
    this.numbers.clear();
    this.form.replaceChildren();
    for (const found of this.found) {
      if (found.kind === "switch") this.form.append(this.switch(found));
      rangesOf(found, this.known).forEach((range, place) => {
        const value = this.value(found);
        const several = Array.isArray(value);
        const field = numberField(range, several ? value[place] : value, (number) =>
          this.choose(found, several ? this.value(found).with(place, number) : number),
        );
        this.numbers.set(several ? `${found.name}.${place}` : found.name, field);
        this.form.append(field.element);
      });
    }
  }

  /** @param {Found} found */
  switch(found) {
    const label = document.createElement("label");
    label.className = "toggle";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = this.value(found);
    box.addEventListener("change", () => this.choose(found, box.checked));
    label.append(box, ` ${found.name}`);
    return label;
  }
}
