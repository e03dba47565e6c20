// The fields of an optimizer: which rule, and its hyperparameters.

import { choiceField, numberField } from "./controls.js";

/** @import { Range } from "./controls.js" */
/** @import { Hyperparameters, Optimizer, Parameter } from "./types.js" */

/**
 * The part of a setting that says which rule steps.
 * @typedef {{ optimizer: string, hyperparameters: Hyperparameters }} Rule
 */

export class RuleFields {
  /**
   * @param {Optimizer[]} optimizers
   * @param {Rule} setting
   * @param {(choice: Partial<Rule>) => void} onchange called with what was chosen: of hyperparameters, all
   */
  constructor(optimizers, setting, onchange) {
    this.optimizers = optimizers;
    this.setting = setting;
    this.onchange = onchange;
    this.choice = choiceField({ title: "Optimizer" }, optimizers, setting.optimizer, (optimizer) =>
      onchange({ optimizer, hyperparameters: { lr: this.setting.hyperparameters.lr } }),
    );
    this.fields = document.createElement("div");
    this.element = document.createElement("div");
    this.fields.className = this.element.className = "fields";
    this.element.append(this.choice.element, this.fields);
    /** @type {Map<string, { field: ReturnType<typeof numberField>, range: Range, read: (rule: Rule) => number }>} by the server's names */
    this.numbers = new Map();
    this.draw();
  }

  /**
   * Show a setting. A field that is being typed in keeps its text.
   * @param {Rule} setting
   */
  show(setting) {
    const drawn = this.setting.optimizer === setting.optimizer;
    this.setting = setting;
    if (!drawn) this.draw();
    for (const { field, read } of this.numbers.values()) field.set(read(setting));
  }

  /**
   * Show what the server says against a field.
   * @param {string} name such as `optimizer.lr`
   * @param {string} reason
   * @returns {boolean} whether there is such a field
   */
  fault(name, reason) {
    const found = this.numbers.get(name);
    found?.field.fault(reason);
    return found !== undefined;
  }

  draw() {
    const optimizer = /** @type {Optimizer} */ (this.optimizers.find(({ name }) => name === this.setting.optimizer));
    this.choice.set(optimizer.name);
    this.choice.help.textContent = optimizer.about;
    this.numbers.clear();
    this.fields.replaceChildren();
    for (const parameter of optimizer.parameters)
      parameter.symbols.forEach((symbol, place) => {
        const several = parameter.symbols.length > 1;
        /** @type {(rule: Rule) => number} */
        const read = ({ hyperparameters }) => [hyperparameters[parameter.name]].flat()[place];
        const range = { ...parameter, title: several ? `${parameter.title} ${place + 1}` : parameter.title, symbol };
        const field = numberField(range, read(this.setting), (value) =>
          this.onchange({ hyperparameters: replaced(this.setting.hyperparameters, parameter, place, value) }),
        );
        const name = `optimizer.${parameter.name}${several ? `.${place}` : ""}`;
        this.numbers.set(name, { field, range, read });
        field.element.dataset.field = name;
        this.fields.append(field.element);
      });
  }
}

/**
 * @param {Hyperparameters} hyperparameters
 * @param {Parameter} parameter
 * @param {number} place
 * @param {number} value
 */
function replaced(hyperparameters, { name }, place, value) {
  const old = hyperparameters[name];
  return { ...hyperparameters, [name]: Array.isArray(old) ? old.with(place, value) : value };
}
