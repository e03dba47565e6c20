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
   * @param {{ chosen: Values, only: boolean }} given what an address says of them
   * @param {() => void} onchange called when somebody has chosen a value
   */
  constructor(form, known, { chosen, only }, onchange) {
    this.form = form;
    this.known = known;
    /** What was chosen otherwise than the code has it. @type {Values} */
    this.chosen = chosen;
    /** Whether what was chosen is all that the class is given. */
    this.only = only;
    this.onchange = onchange;
    /** @type {Found[]} */
    this.found = [];
    /** By the server's names. @type {Map<string, ReturnType<typeof numberField>>} */
    this.numbers = new Map();
    this.drawn = "";
  }

  /** Every value that a field holds, and what else was chosen. What has no field stays as the code has it. */
  get values() {
    if (this.only) return this.chosen;
    return { ...Object.fromEntries(this.found.filter((each) => this.has(each)).map((each) => [each.name, this.value(each)])), ...this.chosen };
  }

  /**
   * Show those of the code. What was chosen holds as long as it is possible.
   * @param {Found[]} found
   */
  show(found) {
    const drawn = JSON.stringify(found);
    // What was brought belongs to its code, whatever that does with it, as long as nobody changes the code.
    const kept = this.only && [drawn, ""].includes(this.drawn);
    const possible = found.filter((each) => Object.hasOwn(this.chosen, each.name) && (this.only || suits(this.chosen[each.name], each, this.known)));
    if (!kept) this.chosen = Object.fromEntries(possible.map(({ name }) => [name, this.chosen[name]]));
    this.found = found;
    if (drawn !== this.drawn) this.draw();
    this.drawn = drawn;
  }

  /** All as the code has it: it is other code. */
  forget() {
    this.bring({}, false);
  }

  /**
   * Values that come with other code.
   * @param {Values} values
   * @param {boolean} only whether the class is given nothing else
   */
  bring(values, only = true) {
    this.chosen = values;
    this.only = only;
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
    const ranges = rangesOf(found, this.known);
    if (found.kind !== "switch" && !ranges.length) return false;
    if (!Object.hasOwn(this.chosen, found.name)) return true;
    const value = this.chosen[found.name];
    if (found.kind === "switch") return typeof value === "boolean";
    const numbers = [value].flat();
    return Array.isArray(value) === Array.isArray(usual(found, this.known)) && numbers.length === ranges.length && numbers.every((each) => typeof each === "number");
  }

  /** @param {Found} found */
  value(found) {
    return Object.hasOwn(this.chosen, found.name) ? this.chosen[found.name] : usual(found, this.known);
  }

  /**
   * @param {Found} found
   * @param {any} value
   */
  choose(found, value) {
    this.chosen = { ...this.chosen, [found.name]: value };
    if (!this.only && String(value) === String(usual(found, this.known))) delete this.chosen[found.name];
    this.onchange();
  }

  draw() {
    this.numbers.clear();
    this.form.replaceChildren();
    const fielded = this.found.filter((each) => this.has(each));
    for (const found of fielded) {
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
    const others = Object.entries(this.chosen).filter(([name]) => !fielded.some((each) => each.name === name));
    if (!others.length) return;
    const given = document.createElement("p");
    Object.assign(given, { className: "small soft", textContent: `Also given: ${others.map(([name, value]) => `${name} = ${JSON.stringify(value)}`).join(", ")}.` });
    this.form.append(given);
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
