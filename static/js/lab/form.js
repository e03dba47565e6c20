// The lab's form: data, network, the rule and its numbers, and how the samples are shown.

import { choiceField, numberField } from "../controls.js";
import { NamedFields } from "../named.js";
import { RuleFields } from "../rule.js";
import { fitting, MAX_BATCH, MAX_EPOCHS, MAX_SEED, OWN } from "./training.js";

/** @import { Range } from "../controls.js" */
/** @import { LabCatalogue, LabSetting } from "../types.js" */

/** @type {Record<"seed" | "epochs" | "batch", Range>} */
export const NUMBERS = {
  batch: {
    title: "Batch",
    help: "How many samples an update is shown at once. Their mean loss counts.",
    minimum: 1,
    maximum: MAX_BATCH,
    slider: [1, MAX_BATCH],
    scale: "log",
    whole: true,
  },
  epochs: {
    title: "Epochs",
    help: "How often all samples are shown.",
    minimum: 1,
    maximum: MAX_EPOCHS,
    slider: [1, 100],
    scale: "log",
    whole: true,
  },
  seed: {
    title: "Seed",
    help: "Which weights are drawn, as torch.manual_seed takes it, and how samples are shuffled.",
    minimum: 0,
    maximum: MAX_SEED,
    slider: [0, 99],
    scale: "linear",
    whole: true,
  },
};
const ORDERS = [
  { name: "given", title: "As given, class after class" },
  { name: "alternating", title: "Alternating" },
  { name: "shuffled", title: "Shuffled by the seed" },
];
const LOSSES = [
  { name: "cross_entropy", title: "Cross-entropy" },
  { name: "mse", title: "Mean squared error" },
];
/** Own points, as the data sets are listed. */
export const OWN_ENTRY = { name: OWN, title: "Own points…", about: "Points drawn by hand, or brought as a CSV file.", parameters: [] };

export class TrainingForm {
  /**
   * @param {HTMLElement} form
   * @param {LabCatalogue} catalogue
   * @param {LabSetting} setting
   * @param {(choice: Partial<LabSetting>) => void} onchange called with what was chosen
   */
  constructor(form, catalogue, setting, onchange) {
    this.catalogue = catalogue;
    const { datasets, optimizers, schedules } = catalogue;
    const networks = fitting(setting.data, catalogue);
    this.data = new NamedFields("data", "Data", [...datasets, OWN_ENTRY], setting.data, (data) => onchange({ data }), true);
    this.network = new NamedFields("network", "Network", networks, setting.network, (network) => onchange({ network }), true);
    this.rule = new RuleFields(optimizers, setting, onchange);
    this.schedule = new NamedFields("schedule", "Schedule", schedules, setting.schedule, (schedule) =>
      onchange({ schedule: /** @type {LabSetting["schedule"]} */ (schedule) }),
    );
    this.loss = choiceField({ title: "Loss" }, LOSSES, setting.loss, (loss) => onchange({ loss: /** @type {any} */ (loss) }));
    this.order = choiceField({ title: "Order" }, ORDERS, setting.order, (order) => onchange({ order: /** @type {any} */ (order) }));
    this.batch = numberField(NUMBERS.batch, setting.batch, (batch) => onchange({ batch }));
    this.epochs = numberField(NUMBERS.epochs, setting.epochs, (epochs) => onchange({ epochs }));
    this.seed = numberField(NUMBERS.seed, setting.seed, (seed) => onchange({ seed }));
    const { data, network, rule, schedule, loss, order, batch, epochs, seed } = this;
    form.replaceChildren(...[data, network, rule, schedule, loss, order, batch, epochs, seed].map(({ element }) => element));
  }

  /** @param {LabSetting} setting */
  show(setting) {
    this.data.show(setting.data);
    this.network.offer(fitting(setting.data, this.catalogue), setting.network);
    this.network.show(setting.network);
    this.rule.show(setting);
    this.schedule.show(setting.schedule);
    this.loss.set(setting.loss);
    this.order.set(setting.order);
    this.batch.set(setting.batch);
    this.epochs.set(setting.epochs);
    this.seed.set(setting.seed);
  }

  /**
   * Show what the server says against a field.
   * @param {string} name such as `training.optimizer.lr`
   * @param {string} reason
   * @returns {boolean} whether there is such a field
   */
  fault(name, reason) {
    const own = name.replace(/^training\./, "");
    const field = { seed: this.seed, epochs: this.epochs, batch: this.batch }[own];
    field?.fault(reason);
    return field !== undefined || [this.rule, this.schedule, this.data, this.network].some((each) => each.fault(own, reason));
  }
}
