// The lab's form: optimizer and its hyperparameters, schedule of the rate, seed, epochs.

import { numberField } from "../controls.js";
import { RuleFields } from "../rule.js";
import { ScheduleFields } from "../schedule.js";
import { MAX_EPOCHS, MAX_SEED } from "./training.js";

/** @import { Range } from "../controls.js" */
/** @import { LabSetting, Optimizer, Schedule } from "../types.js" */

/** @type {Range} */
const SEED = {
  title: "Seed",
  help: "Which weights are drawn, as torch.manual_seed takes it.",
  minimum: 0,
  maximum: MAX_SEED,
  slider: [0, 99],
  scale: "linear",
  whole: true,
};
/** @type {Range} */
const EPOCHS = {
  title: "Epochs",
  help: "How often all pictures are shown.",
  minimum: 1,
  maximum: MAX_EPOCHS,
  slider: [1, MAX_EPOCHS],
  scale: "log",
  whole: true,
};

export class TrainingForm {
  /**
   * @param {HTMLElement} form
   * @param {Optimizer[]} optimizers
   * @param {Schedule[]} schedules
   * @param {LabSetting} setting
   * @param {(choice: Partial<LabSetting>) => void} onchange called with what was chosen
   */
  constructor(form, optimizers, schedules, setting, onchange) {
    this.rule = new RuleFields(optimizers, setting, onchange);
    this.schedule = new ScheduleFields(schedules, setting, onchange);
    this.seed = numberField(SEED, setting.seed, (seed) => onchange({ seed }));
    this.epochs = numberField(EPOCHS, setting.epochs, (epochs) => onchange({ epochs }));
    form.replaceChildren(this.rule.element, this.schedule.element, this.seed.element, this.epochs.element);
  }

  /** @param {LabSetting} setting */
  show(setting) {
    this.rule.show(setting);
    this.schedule.show(setting);
    this.seed.set(setting.seed);
    this.epochs.set(setting.epochs);
  }

  /**
   * Show what the server says against a field.
   * @param {string} name such as `training.optimizer.lr`
   * @param {string} reason
   * @returns {boolean} whether there is such a field
   */
  fault(name, reason) {
    const own = name.replace(/^training\./, "");
    const field = { seed: this.seed, epochs: this.epochs }[own];
    field?.fault(reason);
    return field !== undefined || this.rule.fault(own, reason) || this.schedule.fault(own, reason);
  }
}
