// The fields of a learning-rate schedule: which one, and its parameters; and how an address holds it.

import { choiceField, numberField } from "./controls.js";
import { allowed, parse } from "./query.js";

/** @import { Schedule, ScheduleSpec } from "./types.js" */

/** The schedule where nothing is said. @type {ScheduleSpec} */
export const CONSTANT = { name: "constant" };

/**
 * The part of a setting that says how the rate goes on.
 * @typedef {{ schedule: ScheduleSpec }} Paced
 */

export class ScheduleFields {
  /**
   * @param {Schedule[]} schedules
   * @param {Paced} setting
   * @param {(choice: Paced) => void} onchange called with what was chosen, whole
   */
  constructor(schedules, setting, onchange) {
    this.schedules = schedules;
    this.setting = setting;
    this.onchange = onchange;
    this.choice = choiceField({ title: "Schedule" }, schedules, setting.schedule.name, (name) =>
      onchange({ schedule: usual(named(schedules, name)) }),
    );
    this.fields = document.createElement("div");
    this.element = document.createElement("div");
    this.fields.className = this.element.className = "fields";
    this.element.append(this.choice.element, this.fields);
    /** @type {Map<string, ReturnType<typeof numberField>>} by the server's names */
    this.numbers = new Map();
    this.draw();
  }

  /**
   * Show a setting. A field that is being typed in keeps its text.
   * @param {Paced} setting
   */
  show(setting) {
    const drawn = this.setting.schedule.name === setting.schedule.name;
    this.setting = setting;
    if (!drawn) this.draw();
    for (const [name, field] of this.numbers) field.set(Number(setting.schedule[name.replace("schedule.", "")]));
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
    const schedule = named(this.schedules, this.setting.schedule.name);
    this.choice.set(schedule.name);
    this.choice.help.textContent = schedule.about;
    this.numbers.clear();
    this.fields.replaceChildren();
    for (const parameter of schedule.parameters) {
      const range = { ...parameter, symbol: parameter.symbols[0] };
      const field = numberField(range, Number(this.setting.schedule[parameter.name]), (value) =>
        this.onchange({ schedule: { ...this.setting.schedule, [parameter.name]: value } }),
      );
      const name = `schedule.${parameter.name}`;
      this.numbers.set(name, field);
      field.element.dataset.field = name;
      this.fields.append(field.element);
    }
  }
}

/**
 * A schedule as an address says it: `cosine~T_max:50~eta_min:0`.
 * @param {ScheduleSpec} schedule
 */
export function toText({ name, ...numbers }) {
  return [name, ...Object.entries(numbers).map(([key, value]) => `${key}:${value}`)].join("~");
}

/**
 * The schedule of such a text, what it leaves out as the catalogue has it.
 * @param {string} text
 * @param {Schedule[]} schedules
 * @returns {ScheduleSpec | null} nothing where the text says it wrongly
 */
export function fromText(text, schedules) {
  const [name, ...items] = text.split("~");
  const schedule = schedules.find((each) => each.name === name);
  if (!schedule) return null;
  const spec = usual(schedule);
  for (const item of items) {
    const [key, said] = item.split(":");
    const parameter = schedule.parameters.find((each) => each.name === key);
    const value = parse(said ?? "");
    if (!parameter || typeof value !== "number" || !allowed(value, parameter)) return null;
    spec[key] = value;
  }
  return spec;
}

/**
 * A schedule as the catalogue has it.
 * @param {Schedule} schedule
 * @returns {ScheduleSpec}
 */
export function usual({ name, parameters }) {
  return Object.assign({ name }, Object.fromEntries(parameters.map((each) => [each.name, Number(each.default)])));
}

/**
 * @param {Schedule[]} schedules
 * @param {string} name
 */
function named(schedules, name) {
  return /** @type {Schedule} */ (schedules.find((each) => each.name === name));
}
