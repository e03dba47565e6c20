// The hill's form: objective, optimizer and every number of the setting.

import { choiceField, numberField, sliderValues } from "./controls.js";
import { RuleFields } from "./rule.js";

/** @import { Range } from "./controls.js" */
/** @import { Objective, Optimizer, Setting } from "./types.js" */

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
    this.setting = setting;
    this.onchange = onchange;
    this.hill = choiceField({ title: "Objective" }, objectives, setting.objective, (objective) => onchange({ objective }));
    this.place = document.createElement("div");
    this.start = this.drawHill();
    this.rule = new RuleFields(optimizers, setting, onchange);
    this.steps = numberField(STEPS, setting.steps, (steps) => onchange({ steps }));
    form.replaceChildren(this.hill.element, this.place, this.rule.element, this.steps.element);
  }

  /**
   * Show a setting. A field that is being typed in keeps its text.
   * @param {Setting} setting
   */
  show(setting) {
    const { objective } = this.setting;
    this.setting = setting;
    if (setting.objective !== objective) this.start = this.drawHill();
    this.start.set(setting.start);
    this.rule.show(setting);
    this.steps.set(setting.steps);
  }

  /**
   * The values of the sliders that fans are of, by the server's names.
   * @returns {Map<string, number[]>}
   */
  sliders() {
    const sliders = new Map([["start.0", sliderValues(startRange(this.objective()))]]);
    for (const [name, { range }] of this.rule.numbers) sliders.set(name, sliderValues(range));
    return sliders;
  }

  /**
   * The nearest value that a slider has, where it covers this one.
   * @param {string} field
   * @param {number} value
   */
  nearest(field, value) {
    const values = this.sliders().get(field) ?? [];
    if (!(value >= values[0] && value <= values[values.length - 1])) return value;
    return values.reduce((best, each) => (Math.abs(each - value) < Math.abs(best - value) ? each : best));
  }

  /**
   * Show what the server says against a field.
   * @param {string} path such as `run.optimizer.lr`
   * @param {string} reason
   * @returns {boolean} whether there is such a field
   */
  fault(path, reason) {
    const name = path.replace(/^run\./, "").replace(/^start\.0$/, "start");
    const field = { start: this.start, steps: this.steps }[name];
    field?.fault(reason);
    return field !== undefined || this.rule.fault(name, reason);
  }

  objective() {
    return /** @type {Objective} */ (this.objectives.find(({ name }) => name === this.setting.objective));
  }

  /** Draw what goes with an objective: where the ball begins. */
  drawHill() {
    const objective = this.objective();
    this.hill.set(objective.name);
    this.hill.help.textContent = objective.about;
    const field = numberField(startRange(objective), this.setting.start, (start) => this.onchange({ start }));
    this.place.replaceChildren(field.element);
    return field;
  }
}

/**
 * @param {Objective} objective
 * @returns {Range}
 */
function startRange({ start: { minimum, maximum }, domain: [slider] }) {
  return { title: "Start", symbol: "x₀", help: "Where the ball begins.", minimum, maximum, slider, scale: "linear" };
}
