// The trainings before the one at hand, whose curves stay to be compared with.

/** @import { LabSetting } from "../types.js" */
/** @import { Updates } from "./updates.js" */

/** How many stay. */
const KEPT = 4;

/** @typedef {{ setting: LabSetting, updates: Updates }} Ghost a training that came to its end */

export class Ghosts {
  constructor() {
    /** @type {Ghost[]} the latest first */
    this.past = [];
    /** What will be a ghost when another has taken its place. @type {Ghost | null} */
    this.present = null;
  }

  /**
   * A training has come to its end, and nobody is about to change it.
   * @param {LabSetting} setting
   * @param {Updates} updates
   */
  rest(setting, updates) {
    if (updates === this.present?.updates) return;
    if (this.present) this.add(this.present.setting, this.present.updates);
    this.present = { setting, updates };
  }

  /**
   * Have another one among those before.
   * @param {LabSetting} setting
   * @param {Updates} updates
   */
  add(setting, updates) {
    this.past = [{ setting, updates }, ...this.past].slice(0, KEPT);
  }

  /** Forget all but the present. */
  clear() {
    this.past = [];
  }

  /**
   * Those that compare with a training: the same data, and the same loss.
   * @param {LabSetting} setting
   */
  of({ data, loss }) {
    return this.past.filter(({ setting }) => setting.loss === loss && JSON.stringify(setting.data) === JSON.stringify(data));
  }
}

/**
 * In what a training differs from another, to call it by.
 * @param {LabSetting} one
 * @param {LabSetting} other
 */
export function difference(one, other) {
  /** @type {(setting: LabSetting) => Record<string, any>} */
  const told = ({ data, hyperparameters, network, schedule, changes = [], optimizer, ...rest }) => ({
    optimizer,
    ...hyperparameters,
    changed: changes.map(({ step, optimizer }) => `at ${step} to ${Object.entries(optimizer).flat().join(" ")}`).join(", "),
    network: Object.values(network).join(" "),
    schedule: Object.values(schedule).join(" "),
    ...rest,
  });
  const [mine, theirs] = [told(one), told(other)];
  const parts = Object.keys(mine).filter((name) => String(mine[name]) !== String(theirs[name] ?? ""));
  return parts.map((name) => (name === "optimizer" ? mine[name] : `${name} ${mine[name]}`)).join(", ") || "the same again";
}
