// The hill's form: objective, optimizer and every number of the setting.

import { choiceField, numberField } from "./controls.js";
import { parse } from "./equations.js";

/** @import { Objective, Optimizer, Parameter, Setting } from "./types.js" */

const STEPS = { name: "steps", title: "Steps", minimum: 1, maximum: 10000, whole: true };

/**
 * Draw the form, anew where it was drawn before.
 * @param {HTMLElement} form
 * @param {Objective[]} objectives
 * @param {Optimizer[]} optimizers
 * @param {Setting} setting
 * @param {(change: Partial<Setting>) => void} onchange with what was changed
 * @returns {{ start: (value: number) => void, fault: (field: string, reason: string) => boolean }}
 */
export function settingForm(form, objectives, optimizers, setting, onchange) {
  const objective = /** @type {Objective} */ (objectives.find((each) => each.name === setting.objective));
  const optimizer = /** @type {Optimizer} */ (optimizers.find((each) => each.name === setting.optimizer));
  const hill = choiceField({ name: "objective", title: "Objective" }, objectives, setting.objective, (name) =>
    onchange({ objective: name }),
  );
  hill.help.textContent = objective.about;
  const rule = choiceField({ name: "optimizer", title: "Optimizer" }, optimizers, setting.optimizer, (name) =>
    onchange({ optimizer: name }),
  );
  rule.help.textContent = optimizer.about;
  /** @type {Map<string, ReturnType<typeof numberField>>} */
  const numbers = new Map();
  for (const parameter of optimizer.parameters) {
    parameter.symbols.forEach((symbol, place) => {
      const field = numberField(rangeOf(parameter, symbol, place), valueOf(setting, parameter, place), (value) =>
        onchange({ hyperparameters: replaced(setting, parameter, place, value) }),
      );
      numbers.set(parameter.symbols.length > 1 ? `optimizer.${parameter.name}.${place}` : `optimizer.${parameter.name}`, field);
    });
  }
  const { minimum, maximum } = objective.start;
  const from = { name: "start", title: "Start", symbol: "x₀", minimum, maximum };
  const start = numberField({ ...from, slider: objective.domain[0], scale: "linear" }, setting.start, (value) =>
    onchange({ start: value }),
  );
  const steps = numberField({ ...STEPS, slider: [10, 1000], scale: "log" }, setting.steps, (value) =>
    onchange({ steps: value }),
  );
  numbers.set("start", start).set("start.0", start).set("steps", steps);
  const [rate, ...others] = [...numbers.values()].filter((field) => field !== start && field !== steps);
  const fields = [hill, rule, rate, start, ...others, steps].map((field) => field.element);
  form.replaceChildren(...new Set(fields));
  return {
    start: start.set,
    fault: (field, reason) => {
      const found = numbers.get(field.replace(/^run\./, ""));
      found?.fault(reason);
      return found !== undefined;
    },
  };
}

/**
 * @param {Parameter} parameter
 * @param {string} symbol
 * @param {number} place
 */
function rangeOf(parameter, symbol, place) {
  const ordinal = parameter.symbols.length > 1 ? ` ${place + 1}` : "";
  return { ...parameter, title: parameter.title + ordinal, symbol };
}

/**
 * @param {Setting} setting
 * @param {Parameter} parameter
 * @param {number} place
 */
function valueOf(setting, parameter, place) {
  const value = setting.hyperparameters[parameter.name];
  return Array.isArray(value) ? value[place] : value;
}

/**
 * @param {Setting} setting
 * @param {Parameter} parameter
 * @param {number} place
 * @param {number} value
 */
function replaced(setting, parameter, place, value) {
  const old = setting.hyperparameters[parameter.name];
  const next = Array.isArray(old) ? old.map((each, index) => (index === place ? value : each)) : value;
  return { [parameter.name]: next };
}

/**
 * Write an objective's formula, and its derivative.
 * @param {HTMLElement} place
 * @param {Objective} objective
 */
export function writeFormula(place, objective) {
  const math = ["f(x) = ", "f′(x) = "].map((name, which) => {
    const whole = document.createElementNS("http://www.w3.org/1998/Math/MathML", "math");
    const head = document.createElementNS(whole.namespaceURI, "mtext");
    head.textContent = name;
    whole.append(head, parse(which ? objective.mathml.derivative : objective.mathml.formula));
    return whole;
  });
  place.replaceChildren(...math);
}
