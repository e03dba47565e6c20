// The hill's form: objective, optimizer and every number of the setting.

import { choiceField, numberField } from "./controls.js";

/** @import { Range } from "./controls.js" */
/** @import { Hyperparameters, Objective, Optimizer, Parameter, Setting } from "./types.js" */

/** @type {Range} */
const STEPS = {
  title: "Steps",
  help: "How often the rule is applied.",
  minimum: 1,
  maximum: 10000,
  slider: [10, 1000],
  scale: "log",
  whole: true,
};

/**
 * A number's field, and how its value is read from a setting.
 * @typedef {{ field: ReturnType<typeof numberField>, read: (setting: Setting) => number }} Reader
 */

export class SettingForm {
  /**
   * @param {HTMLElement} form
   * @param {Objective[]} objectives
   * @param {Optimizer[]} optimizers
   * @param {Setting} setting
   * @param {(choice: Partial<Setting>) => void} onchange called with what was chosen: of hyperparameters, all
   */
  constructor(form, objectives, optimizers, setting, onchange) {
    this.objectives = objectives;
    this.optimizers = optimizers;
    this.setting = setting;
    this.onchange = onchange;
    this.hill = choiceField({ title: "Objective" }, objectives, setting.objective, (objective) => onchange({ objective }));
    this.rule = choiceField({ title: "Optimizer" }, optimizers, setting.optimizer, (optimizer) =>
      onchange({ optimizer, hyperparameters: { lr: this.setting.hyperparameters.lr } }),
    );
    this.hillFields = group();
    this.ruleFields = group();
    /** @type {Map<string, Reader>} by the name that the server calls it in a refusal */
    this.numbers = new Map();
    const stepsField = this.number("steps", STEPS, ({ steps }) => steps, (steps) => onchange({ steps }));
    this.drawHill();
    this.drawRule();
    form.replaceChildren(this.hill.element, this.hillFields, this.rule.element, this.ruleFields, stepsField);
  }

  /**
   * Show a setting. A field that is being typed in keeps its text.
   * @param {Setting} setting
   */
  show(setting) {
    const before = this.setting;
    this.setting = setting;
    if (setting.objective !== before.objective) this.drawHill();
    if (setting.optimizer !== before.optimizer) this.drawRule();
    for (const { field, read } of this.numbers.values()) field.set(read(setting));
  }

  /**
   * Show what the server says against a field.
   * @param {string} name such as `run.optimizer.lr`
   * @param {string} reason
   * @returns {boolean} whether there is such a field
   */
  fault(name, reason) {
    const found = this.numbers.get(name.replace(/^run\./, "").replace(/^start\.0$/, "start"));
    found?.field.fault(reason);
    return found !== undefined;
  }

  drawHill() {
    const objective = named(this.objectives, this.setting.objective);
    this.hill.set(objective.name);
    this.hill.help.textContent = objective.about;
    const { minimum, maximum } = objective.start;
    /** @type {Range} */
    const range = {
      title: "Start",
      symbol: "x₀",
      help: "Where the ball begins.",
      minimum,
      maximum,
      slider: objective.domain[0],
      scale: "linear",
    };
    this.hillFields.replaceChildren(
      this.number("start", range, ({ start }) => start, (start) => this.onchange({ start })),
    );
  }

  drawRule() {
    const optimizer = named(this.optimizers, this.setting.optimizer);
    this.rule.set(optimizer.name);
    this.rule.help.textContent = optimizer.about;
    for (const name of this.numbers.keys()) if (name.startsWith("optimizer.")) this.numbers.delete(name);
    this.ruleFields.replaceChildren(
      ...optimizer.parameters.flatMap((parameter) =>
        parameter.symbols.map((_, place) => {
          const { name, symbols } = parameter;
          const path = symbols.length > 1 ? `optimizer.${name}.${place}` : `optimizer.${name}`;
          const read = (/** @type {Setting} */ { hyperparameters }) => [hyperparameters[name]].flat()[place];
          return this.number(path, rangeOf(parameter, place), read, (value) =>
            this.onchange({ hyperparameters: replaced(this.setting.hyperparameters, name, place, value) }),
          );
        }),
      ),
    );
  }

  /**
   * Add a number's field.
   * @param {string} name
   * @param {Range} range
   * @param {(setting: Setting) => number} read
   * @param {(value: number) => void} oninput
   */
  number(name, range, read, oninput) {
    const field = numberField(range, read(this.setting), oninput);
    this.numbers.set(name, { field, read });
    return field.element;
  }
}

function group() {
  const element = document.createElement("div");
  element.className = "fields";
  return element;
}

/** @type {<T extends { name: string }>(entries: T[], name: string) => T} */
const named = (entries, name) => /** @type {any} */ (entries.find((entry) => entry.name === name));

/**
 * @param {Parameter} parameter
 * @param {number} place
 */
function rangeOf(parameter, place) {
  const ordinal = parameter.symbols.length > 1 ? ` ${place + 1}` : "";
  return { ...parameter, title: parameter.title + ordinal, symbol: parameter.symbols[place] };
}

/**
 * @param {Hyperparameters} hyperparameters
 * @param {string} name
 * @param {number} place
 * @param {number} value
 */
function replaced(hyperparameters, name, place, value) {
  const old = hyperparameters[name];
  return { ...hyperparameters, [name]: Array.isArray(old) ? old.with(place, value) : value };
}
