// The classifier beside an editor: one network trained twice, by the code in the editor and by a built-in rule.

import { notice } from "../banner.js";
import { Refusal } from "../api.js";
import { Accuracy } from "../lab/accuracy.js";
import { Datasets } from "../lab/datasets.js";
import { named, titled } from "../lab/training.js";
import { updatesOf } from "../lab/saved.js";
import { Updates } from "../lab/updates.js";
import { sharesSentence } from "../lab/words.js";
import { LiveRun } from "../live.js";
import { Playback } from "../playback.js";
import { curveSigns } from "../plots/caption.js";
import { LossPlot } from "../plots/loss.js";
import { atRest } from "../rest.js";
import { same } from "../saved.js";
import { transport } from "../transport.js";
import { alike } from "./alike.js";
import { Along } from "./along.js";
import { Beside } from "./beside.js";
import { ball, Ends } from "./ends.js";
import { LabForm } from "./labform.js";
import { LabState } from "./labstate.js";
import { OwnUpdates } from "./records.js";
import { OWN_RULE } from "./rule.js";
import { plain, suitedTo, unseen } from "./training.js";
import { trainingSentence } from "./words.js";

/** @import { Data, Failure, OwnOptimizer, Said, TrainingSpec } from "../types.js" */
/** @import { TrainingAnswer } from "../lab/saved.js" */
/** @import { Host, Opened } from "./pictures.js" */
/** @import { Picture } from "../takehome.js" */
/** @import { LabChoice } from "./training.js" */

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

export class OwnLab {
  /**
   * @param {Host} host
   * @param {Opened} opened
   */
  constructor(host, opened) {
    this.host = host;
    this.setting = opened.lab;
    /** @type {OwnOptimizer | null} */
    this.own = null;
    /** @type {({ name: string } & Record<string, any>) | null} */
    this.reference = null;
    this.datasets = new Datasets();
    /** The samples of the training that is shown. @type {Data | null} */
    this.data = null;
    this.asked = 0;
    /** Whether the training by the code in the editor waits until the hill is done. */
    this.waiting = false;
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.overall = /** @type {HTMLInputElement} */ (byId("lab-overall"));
    this.playback = new Playback(() => this.moved());
    this.loss = new LossPlot(byId("lab-loss"), this.playback, Infinity);
    this.controls = transport(this.playback, {}, { prefix: "lab-", hears: (target) => target.closest(".own-lab") !== null });
    this.accuracy = new Accuracy(/** @type {HTMLTableElement} */ (byId("lab-accuracy")));
    this.ends = new Ends(byId("lab-ends"));
    this.along = new Along(byId("lab-along"), "Leave it out", () => this.choose(plain(this.setting, host.catalogue)));
    const compares = (/** @type {TrainingSpec} */ { data, loss }) => same(data, this.setting.data) && loss === this.setting.loss;
    /** @type {Beside<TrainingSpec, Updates>} */
    this.beside = new Beside(byId("lab-beside"), compares, () => this.moved());
    this.state = new LabState(byId("lab-state"), byId("lab-kept"));
    /** @type {(training: TrainingSpec) => object} */
    const message = (training) => ({ type: "train", training });
    const ours = { message, records: () => new OwnUpdates((said) => this.heard(said)) };
    const arrived = () => void this.arrived();
    /** @type {LiveRun<TrainingSpec, OwnUpdates>} */
    this.mine = new LiveRun(host.stream, ours, arrived, (failure) => this.failed(failure));
    /** @type {LiveRun<TrainingSpec, Updates>} */
    this.theirs = new LiveRun(host.stream, { message, records: () => new Updates() }, arrived, ({ field, reason }) => this.refused(field, reason));
    this.form = new LabForm(byId("lab-form"), host.catalogue, this.setting, (choice) => this.choose(choice));
    this.rest = atRest(() => this.settle(), () => false);
    this.overall.checked = this.many;
    this.overall.addEventListener("change", () => {
      this.moved();
      this.loss.settle();
    });
    byId("lab-speed").addEventListener("change", () => this.rest());
    addEventListener("themechange", () => this.loss.show());
    this.loss.show();
    this.moved();
  }

  /** Whether the loss over all samples tells more than that of the few that each update is shown. */
  get many() {
    return this.setting.data.name !== "patterns";
  }

  /** Whether that is on its way. */
  get busy() {
    return this.own !== null && (this.asked > 0 || !this.mine.current);
  }

  /**
   * Train by both rules.
   * @param {OwnOptimizer | null} own
   * @param {({ name: string } & Record<string, any>) | null} reference
   */
  run(own, reference) {
    const other = JSON.stringify(reference) !== JSON.stringify(this.reference);
    this.own = own;
    this.reference = reference;
    this.ask(other || this.theirs.spec === null);
  }

  /** @param {boolean} both whether the reference is trained anew too */
  async ask(both) {
    const { setting } = this;
    try {
      await this.datasets.of(setting.data);
    } catch (error) {
      if (error instanceof Refusal) return this.refused(error.problems[0].field, error.problems[0].msg);
    }
    if (setting !== this.setting) return;
    this.waiting = false;
    const { own, reference } = this;
    this.asked = own ? performance.now() : 0;
    if (own) this.mine.ask(this.trainingOf({ ...own, name: OWN_RULE }));
    else this.mine.stop();
    if (!reference) this.theirs.stop();
    else if (both) this.theirs.ask(this.trainingOf(reference));
  }

  /**
   * @param {{ name: string } & Record<string, any>} rule
   * @returns {TrainingSpec}
   */
  trainingOf(rule) {
    const { rate, changes, ...training } = this.setting;
    return { ...training, ...(changes?.length && rule.name === OWN_RULE && { changes }), optimizer: typeof rule.lr === "number" ? { ...rule, lr: rate } : rule };
  }

  /** Leave the code in the editor to another run of it. What was under way is asked again later. */
  wait() {
    if (!this.mine.asked) return;
    this.mine.stop();
    this.waiting = true;
  }

  /** Train what had to wait. */
  goOn() {
    if (this.waiting) this.ask(false);
  }

  /** End what goes on. What has come of it stays. */
  stop() {
    if (!this.busy) return;
    const { mine } = this;
    this.waiting = false;
    if (mine.seen) mine.stop();
    else mine.show(this.trainingOf({ ...this.own, name: OWN_RULE }), new OwnUpdates(() => {}));
    mine.records.close("cancelled");
    this.asked = 0;
    this.playback.pause();
    this.host.onresult({ what: "classifier", event: "stopped", steps: mine.records.length });
    this.moved();
  }

  /**
   * Take other data, another network or other numbers, and train anew.
   * @param {Partial<LabChoice>} choice
   */
  choose(choice) {
    const { catalogue } = this.host;
    const other = choice.data && choice.data.name !== this.setting.data.name;
    this.setting = { ...this.setting, ...choice };
    if (choice.data && other) this.setting = { ...suitedTo(choice.data, catalogue), seed: this.setting.seed };
    if (other) this.overall.checked = this.many;
    this.form.show(this.setting);
    this.ask(true);
    this.rest();
  }

  /**
   * Take a training that comes with other code. It is yet to be run.
   * @param {LabChoice} setting
   */
  put(setting) {
    this.setting = setting;
    this.reference = null;
    this.overall.checked = this.many;
    this.form.show(setting);
  }

  /**
   * Have the losses of a saved training beside those that are shown.
   * @param {TrainingAnswer} saved
   */
  compare(saved) {
    const losses = updatesOf(saved);
    const right = losses.after ? [`At its end it is right about ${sharesSentence(losses.after)}.`] : [];
    this.beside.put({ spec: saved.training, losses, name: String(saved.training.optimizer.class), sentences: [trainingSentence(losses).text, ...right] });
  }

  /** More of a training has come, or its end. */
  async arrived() {
    const spec = [this.mine, this.theirs].find(({ spec }) => spec)?.spec;
    if (!spec) return;
    const data = await this.datasets.of(spec.data);
    const { playback, mine } = this;
    this.data = data;
    // Who stands at the end stays there.
    const ended = playback.position >= playback.last;
    playback.extend(Math.max(...[this.mine, this.theirs].map(({ records }) => records.end), 0));
    if (ended && !playback.playing) playback.position = playback.last;
    const { outcome } = mine.records;
    if (outcome && outcome.status !== "failed" && this.asked && !mine.asked) {
      this.host.onresult({ what: "classifier", event: "done", outcome, steps: mine.records.length, seconds: (performance.now() - this.asked) / 1000 });
      this.asked = 0;
    }
    this.moved();
    this.rest();
  }

  /** @param {Failure} failure */
  failed(failure) {
    const { field, reason, fault } = failure;
    this.asked = 0;
    if (!this.form.fault(field, reason)) this.host.onfault(fault ?? { field, reason }, "classifier");
    this.arrived();
  }

  /**
   * @param {string} field
   * @param {string} reason
   */
  refused(field, reason) {
    if (!this.form.fault(field, reason)) notice(`${field} ${reason}`);
  }

  /** @param {Said} said */
  heard({ type, text, hint, seconds }) {
    this.host.onresult({ what: "classifier", event: type === "busy" ? "waiting" : type, text, hint, seconds });
  }

  /** What is trained by each rule, as far as it has come: ours first. */
  get lanes() {
    const { catalogue } = this.host;
    const rules = [
      { title: String(this.mine.spec?.optimizer.class ?? this.own?.class ?? ""), hue: "own", there: this.own !== null },
      { ...(this.reference ? named(catalogue.optimizers, this.reference.name) : { title: "", hue: "" }), there: this.reference !== null },
    ];
    const several = rules.every(({ there }) => there);
    return [this.mine, this.theirs].map(({ records, spec }, place) => {
      const { title, hue, there } = rules[place];
      return { updates: records, spec, title, hue: `hue-${hue}`, there, label: several ? String(place + 1) : "" };
    });
  }

  /** It stands at another update, or there is more. */
  moved() {
    const { playback, data, lanes } = this;
    const position = this.still.matches ? playback.step : playback.position;
    this.controls.show(this.whole, lanes.some(({ updates }) => updates.length > 0));
    lanes.forEach(({ title, label, hue, there }, place) => head(byId(`lab-head-${place + 1}`), there ? title : "", label, hue));
    if (!data) return;
    const present = lanes.filter(({ spec, there }) => spec && there);
    const [first] = present;
    if (first?.spec) this.loss.epoch = Math.ceil(data.training.labels.length / first.spec.batch);
    const [one, other] = present.map(({ updates }) => updates.loss);
    const level = other !== undefined && alike(one, other);
    const lossesOf = (/** @type {Updates} */ updates) => (this.overall.checked ? updates.means.training : updates);
    this.loss.draw([
      ...present.toReversed().map(({ updates, title, hue, label }) => ({
        records: lossesOf(updates),
        position,
        hue,
        label,
        name: title,
        wide: level && label === "2",
      })),
      ...this.beside.curves(lossesOf),
    ]);
    const frames = lanes.map(({ updates, spec, there }) => (spec && there ? updates.frameAt(Math.min(playback.step, updates.end)) : null));
    this.accuracy.begin(data);
    this.accuracy.show([present.find(({ updates }) => updates.before)?.updates.before ?? null, ...frames]);
    this.state.show(frames[0]);
    this.along.show(unseen(this.setting, this.host.catalogue));
    byId("lab-place").textContent = first?.updates.length ? `After update ${playback.step} of ${playback.last}` : "";
    this.ends.show(present.map(({ updates, title, label, hue }) => ({ ...trainingSentence(updates), title, label, hue })));
    if (!playback.playing) this.rest();
  }

  /** The last update that there will be. */
  get last() {
    const { mine, data, setting } = this;
    if (mine.records.outcome || !data) return mine.records.end;
    return setting.epochs * Math.ceil(data.training.labels.length / setting.batch);
  }

  /** The losses, to take home. @returns {Picture} */
  get picture() {
    const { catalogue } = this.host;
    const { step } = this.playback;
    const lanes = this.lanes.filter(({ spec, there }) => spec && there).map(({ title: name, hue, label }) => ({ name, hue, label }));
    const signs = curveSigns([...lanes, ...this.loss.present.filter(({ ghost }) => ghost)]);
    const { name, title } = titled(this.setting.data, catalogue.datasets);
    const training = this.mine.spec ?? this.theirs.spec;
    return { of: this.loss, file: `${name}-loss-step-${step}`, caption: { title: `${title}: loss by update, at update ${step}`, signs }, figure: training ? { training } : undefined };
  }

  /** Whether all trainings have come to their ends. */
  get whole() {
    return this.lanes.every(({ updates, there }) => !there || updates.outcome !== null);
  }

  /** Nothing moves: write the plot and the address. */
  settle() {
    this.loss.settle();
    if (!this.playback.playing) this.host.onchange();
  }

  /** @param {number} seconds that have passed */
  tick(seconds) {
    this.playback.tick(seconds, this.whole);
  }
}

/**
 * A column's head: whose it is.
 * @param {HTMLElement} element
 * @param {string} title
 * @param {string} label
 * @param {string} hue
 */
function head(element, title, label, hue) {
  const text = `${label} ${title}`;
  if (element.dataset.told === text) return;
  element.dataset.told = text;
  const name = document.createElement("span");
  Object.assign(name, { className: "duo-name", textContent: title, title });
  if (title) element.replaceChildren(ball(label, hue), name);
}
