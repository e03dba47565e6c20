// One setting trained twice: by the code in the editor, and by the built-in rule beside it.

import { named } from "../lab/training.js";
import { Updates } from "../lab/updates.js";
import { LiveRun } from "../live.js";
import { OwnUpdates } from "./records.js";
import { OWN_RULE } from "./rule.js";

/** @import { Failure, Optimizer, OwnOptimizer, Said, TrainingSpec } from "../types.js" */
/** @import { Stream } from "../stream.js" */
/** @import { LabChoice } from "./training.js" */

/**
 * What is told of them.
 * @typedef {object} Ears
 * @property {(said: Said) => void} heard what the code in the editor says meanwhile
 * @property {() => void} arrived updates have come, or an end
 * @property {(failure: Failure) => void} failed the code in the editor can't train, or ended with a fault
 * @property {(field: string, reason: string) => void} refused the built-in rule can't train
 */

/** @type {(training: TrainingSpec) => object} */
const message = (training) => ({ type: "train", training });

export class Duo {
  /**
   * @param {Stream} stream
   * @param {Ears} ears
   */
  constructor(stream, { heard, arrived, failed, refused }) {
    /** @type {OwnOptimizer | null} */
    this.own = null;
    /** @type {({ name: string } & Record<string, any>) | null} */
    this.reference = null;
    /** When the code in the editor was asked to train; 0 once it has. */
    this.asked = 0;
    /** Whether its training waits until the hill is done. */
    this.waiting = false;
    /** @type {LiveRun<TrainingSpec, OwnUpdates>} */
    this.mine = new LiveRun(stream, { message, records: () => new OwnUpdates(heard) }, arrived, (failure) => {
      this.asked = 0;
      failed(failure);
    });
    /** @type {LiveRun<TrainingSpec, Updates>} */
    this.theirs = new LiveRun(stream, { message, records: () => new Updates() }, arrived, ({ field, reason }) => refused(field, reason));
  }

  /** Whether the code in the editor is on its way. */
  get busy() {
    return this.own !== null && (this.asked > 0 || !this.mine.current);
  }

  /** Whether both have come to their ends. */
  get whole() {
    return [this.own && this.mine, this.reference && this.theirs].every((run) => !run || run.records.outcome !== null);
  }

  /**
   * Train by these from now on.
   * @param {OwnOptimizer | null} own
   * @param {({ name: string } & Record<string, any>) | null} reference
   * @returns {boolean} whether the built-in rule is to be trained anew too
   */
  take(own, reference) {
    const other = JSON.stringify(reference) !== JSON.stringify(this.reference);
    Object.assign(this, { own, reference });
    return other || this.theirs.spec === null;
  }

  /**
   * @param {LabChoice} setting
   * @param {boolean} both whether the built-in rule is trained anew too
   */
  train(setting, both) {
    const { own, reference } = this;
    this.waiting = false;
    this.asked = own ? performance.now() : 0;
    if (own) this.mine.ask(trainingOf(setting, { ...own, name: OWN_RULE }));
    else this.mine.stop();
    if (!reference) this.theirs.stop();
    else if (both) this.theirs.ask(trainingOf(setting, reference));
  }

  /** Leave the code in the editor to another run of it. What was under way is asked again later. */
  wait() {
    if (!this.mine.asked) return;
    this.mine.stop();
    this.waiting = true;
  }

  /**
   * End what goes on of the code in the editor. What has come of it stays.
   * @param {LabChoice} setting
   */
  stop(setting) {
    const { mine, own } = this;
    this.waiting = false;
    if (mine.seen || !own) mine.stop();
    else mine.show(trainingOf(setting, { ...own, name: OWN_RULE }), new OwnUpdates(() => {}));
    mine.records.close("cancelled");
    this.asked = 0;
  }

  /** How long the code in the editor took, in seconds, once; null until it has come to its end. */
  took() {
    const { outcome } = this.mine.records;
    if (!outcome || outcome.status === "failed" || !this.asked || this.mine.asked) return null;
    const seconds = (performance.now() - this.asked) / 1000;
    this.asked = 0;
    return seconds;
  }

  /**
   * What is trained by each, as far as it has come: ours first.
   * @param {Optimizer[]} optimizers
   */
  lanes(optimizers) {
    const rules = [
      { title: String(this.mine.spec?.optimizer.class ?? this.own?.class ?? ""), hue: "own", there: this.own !== null },
      { ...(this.reference ? named(optimizers, this.reference.name) : { title: "", hue: "" }), there: this.reference !== null },
    ];
    const several = rules.every(({ there }) => there);
    return [this.mine, this.theirs].map(({ records, spec }, place) => {
      const { title, hue, there } = rules[place];
      return { updates: records, spec, title, hue: `hue-${hue}`, there, label: several ? String(place + 1) : "" };
    });
  }
}

/**
 * A setting trained by a rule, at the rate that is set. What changes on the way is of the code in the editor.
 * @param {LabChoice} setting
 * @param {{ name: string } & Record<string, any>} rule
 * @returns {TrainingSpec}
 */
export function trainingOf({ rate, changes, ...training }, rule) {
  return { ...training, ...(changes?.length && rule.name === OWN_RULE && { changes }), optimizer: typeof rule.lr === "number" ? { ...rule, lr: rate } : rule };
}
