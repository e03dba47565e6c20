// The fields of one of several named things, and how an address holds it: a schedule, a data set, a network.

import { choiceField, numberField } from "./controls.js";
import { allowed, parse } from "./query.js";

/** @import { NamedSpec, Parameter, ScheduleSpec } from "./types.js" */

/**
 * What may be chosen, as the catalogue has it.
 * @typedef {{ name: string, title: string, about: string, parameters: Parameter[] }} Entry
 */

/** The schedule where nothing is said. @type {ScheduleSpec} */
export const CONSTANT = { name: "constant" };

export class NamedFields {
  /**
   * @param {string} kind the field of the setting, and of the server's schema
   * @param {string} title
   * @param {Entry[]} entries
   * @param {NamedSpec} spec
   * @param {(spec: NamedSpec) => void} onchange called with what was chosen, whole
   * @param {boolean} folded whether the numbers are seen only when asked for
   */
  constructor(kind, title, entries, spec, onchange, folded = false) {
    this.kind = kind;
    this.entries = entries;
    this.spec = spec;
    this.onchange = onchange;
    this.choice = choiceField({ title }, entries, spec.name, (name) => onchange(usual(this.named(name))));
    this.fields = document.createElement("div");
    this.element = document.createElement("div");
    this.fields.className = this.element.className = "fields";
    this.fold = document.createElement(folded ? "details" : "div");
    this.summary = document.createElement("summary");
    this.fold.append(...(folded ? [this.summary] : []), this.fields);
    this.element.append(this.choice.element, this.fold);
    /** @type {Map<string, ReturnType<typeof numberField>>} by the server's names */
    this.numbers = new Map();
    this.draw();
  }

  /**
   * Show what is set. A field that is being typed in keeps its text.
   * @param {NamedSpec} spec
   */
  show(spec) {
    const drawn = this.spec.name === spec.name;
    this.spec = spec;
    if (!drawn) this.draw();
    for (const [name, field] of this.numbers) field.set(Number(spec[name.replace(`${this.kind}.`, "")]));
  }

  /**
   * Offer other entries, one of which is set.
   * @param {Entry[]} entries
   * @param {NamedSpec} spec
   */
  offer(entries, spec) {
    if (entries.length === this.entries.length && entries.every((entry, place) => entry === this.entries[place])) return;
    this.entries = entries;
    this.spec = spec;
    this.choice.offer(entries);
    this.draw();
  }

  /**
   * Show what the server says against a field.
   * @param {string} name such as `schedule.gamma`
   * @param {string} reason
   * @returns {boolean} whether there is such a field
   */
  fault(name, reason) {
    const found = this.numbers.get(name);
    found?.fault(reason);
    return found !== undefined;
  }

  draw() {
    const entry = this.named(this.spec.name);
    this.choice.set(entry.name);
    this.choice.help.textContent = entry.about;
    this.fold.hidden = entry.parameters.length === 0;
    this.summary.textContent = entry.parameters.map(({ title }) => title).join(", ");
    this.numbers.clear();
    this.fields.replaceChildren();
    for (const parameter of entry.parameters) {
      const range = { ...parameter, symbol: parameter.symbols[0] };
      const field = numberField(range, Number(this.spec[parameter.name]), (value) =>
        this.onchange({ ...this.spec, [parameter.name]: value }),
      );
      const name = `${this.kind}.${parameter.name}`;
      this.numbers.set(name, field);
      field.element.dataset.field = name;
      this.fields.append(field.element);
    }
  }

  /** @param {string} name */
  named(name) {
    return /** @type {Entry} */ (this.entries.find((each) => each.name === name));
  }
}

/**
 * What is named, and its numbers, as an address says it: `cosine~T_max:50~eta_min:0`.
 * @param {NamedSpec} spec
 */
export function toText({ name, ...numbers }) {
  return [name, ...Object.entries(numbers).map(([key, value]) => `${key}:${value}`)].join("~");
}

/**
 * What such a text names, what it leaves out as the catalogue has it.
 * @param {string} text
 * @param {{ name: string, parameters: Parameter[] }[]} entries
 * @returns {NamedSpec | null} nothing where the text says it wrongly
 */
export function fromText(text, entries) {
  const [name, ...items] = text.split("~");
  const entry = entries.find((each) => each.name === name);
  if (!entry) return null;
  const spec = usual(entry);
  for (const item of items) {
    const [key, said] = item.split(":");
    const parameter = entry.parameters.find((each) => each.name === key);
    const value = parse(said ?? "");
    if (!parameter || typeof value !== "number" || !allowed(value, parameter)) return null;
    spec[key] = value;
  }
  return spec;
}

/**
 * An entry with its numbers as the catalogue has them.
 * @param {{ name: string, parameters: Parameter[] }} entry
 * @returns {NamedSpec}
 */
export function usual({ name, parameters }) {
  return Object.assign({ name }, Object.fromEntries(parameters.map((each) => [each.name, Number(each.default)])));
}
