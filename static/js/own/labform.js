// The classifier's small form beside an editor: which data, which network, how long, and at which rate.

import { numberField } from "../controls.js";
import { NUMBERS, OWN_ENTRY } from "../lab/form.js";
import { fitting, OWN } from "../lab/training.js";
import { NamedFields } from "../named.js";

/** @import { LabCatalogue } from "../types.js" */
/** @import { LabChoice } from "./training.js" */

export class LabForm {
  /**
   * @param {HTMLElement} form
   * @param {LabCatalogue} catalogue
   * @param {LabChoice} setting
   * @param {(choice: Partial<LabChoice>) => void} onchange
   */
  constructor(form, catalogue, setting, onchange) {
    this.catalogue = catalogue;
    const { optimizers } = catalogue;
    const rate = optimizers[0].parameters.find(({ name }) => name === "lr");
    if (!rate) throw new Error(`${optimizers[0].name} has no learning rate`);
    const help = "Of both rules in the classifier. What is right on a hill is often too much for a network.";
    /** Own points that were brought here. @type {LabChoice["data"] | null} */
    this.points = null;
    this.data = new NamedFields("data", "Data", this.offered(setting), setting.data, (data) => onchange({ data: data.name === OWN && this.points ? this.points : data }), true);
    this.network = new NamedFields("network", "Network", fitting(setting.data, catalogue), setting.network, (network) => onchange({ network }), true);
    this.rate = numberField({ ...rate, symbol: rate.symbols[0], help }, setting.rate, (rate) => onchange({ rate }));
    this.epochs = numberField(NUMBERS.epochs, setting.epochs, (epochs) => onchange({ epochs }));
    this.seed = numberField(NUMBERS.seed, setting.seed, (seed) => onchange({ seed }));
    const { data, network } = this;
    form.replaceChildren(...[data, network, this.rate, this.epochs, this.seed].map(({ element }) => element));
  }

  /** @param {LabChoice} setting */
  offered({ data }) {
    if (data.name === OWN) this.points = data;
    return this.points ? [...this.catalogue.datasets, OWN_ENTRY] : this.catalogue.datasets;
  }

  /** @param {LabChoice} setting */
  show(setting) {
    this.data.offer(this.offered(setting), setting.data);
    this.data.show(setting.data);
    this.network.offer(fitting(setting.data, this.catalogue), setting.network);
    this.network.show(setting.network);
    this.rate.set(setting.rate);
    this.epochs.set(setting.epochs);
    this.seed.set(setting.seed);
  }

  /**
   * Show what the server says against a field.
   * @param {string} path such as `training.epochs`
   * @param {string} reason
   * @returns {boolean} whether there is such a field
   */
  fault(path, reason) {
    const name = path.replace(/^training\./, "");
    const field = { "optimizer.lr": this.rate, seed: this.seed, epochs: this.epochs }[name];
    field?.fault(reason);
    return field !== undefined || [this.data, this.network].some((each) => each.fault(name, reason));
  }
}
