// The lab's form: optimizer and its hyperparameters, seed, epochs.

import { numberField } from "../controls.js";
import { RuleFields } from "../rule.js";
import { MAX_EPOCHS, MAX_SEED } from "./training.js";

/** @import { LabSetting, Optimizer } from "../types.js" */

const SEED = { title: "Seed", help: "Which weights are drawn at the start, as torch.manual_seed does.", minimum: 0, maximum: MAX_SEED, whole: true };
const EPOCHS = { title: "Epochs", help: "How many times all pictures are shown.", minimum: 1, maximum: MAX_EPOCHS, whole: true };

export class TrainingForm {
  /**
   * @param {HTMLElement} form
   * @param {Optimizer[]} optimizers
   * @param {LabSetting} setting
   * @param {(choice: Partial<LabSetting>) => void} onchange called with what was chosen
   */
  constructor(form, optimizers, setting, onchange) {
    this.rule = new RuleFields(optimizers, onchange);
    this.seed = numberField({ ...SEED, slider: [0, 99], scale: "linear" }, (seed) => onchange({ seed }));
    this.epochs = numberField({ ...EPOCHS, slider: [1, MAX_EPOCHS], scale: "linear" }, (epochs) => onchange({ epochs }));
    form.replaceChildren(...this.rule.elements, this.seed.element, this.epochs.element);
    this.show(setting);
  }

  /** @param {LabSetting} setting */
  show(setting) {
    this.rule.show(setting);
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
    const field = { seed: this.seed, epochs: this.epochs }[name.replace(/^training\./, "")];
    field?.fault(reason);
    return field !== undefined || this.rule.fault(name.replace(/^training\./, ""), reason);
  }
}
