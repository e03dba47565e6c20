// The classifier beside an editor: one network trained twice, by the code in the editor and by a built-in rule.

import { notice } from "../banner.js";
import { Refusal } from "../api.js";
import { Accuracy } from "../lab/accuracy.js";
import { Datasets } from "../lab/datasets.js";
import { titled } from "../lab/training.js";
import { updatesOf } from "../lab/saved.js";
import { sharesSentence } from "../lab/words.js";
import { Playback } from "../playback.js";
import { curveSigns } from "../plots/caption.js";
import { LossPlot } from "../plots/loss.js";
import { atRest } from "../rest.js";
import { same } from "../saved.js";
import { transport } from "../transport.js";
import { alike } from "./alike.js";
import { Along } from "./along.js";
import { Beside } from "./beside.js";
import { Duo } from "./duo.js";
import { ball, Ends } from "./ends.js";
import { LabForm } from "./labform.js";
import { LabState } from "./labstate.js";
import { plain, suitedTo, unseen } from "./training.js";
import { trainingSentence } from "./words.js";

/** @import { Data, Failure, OwnOptimizer, Said, TrainingSpec } from "../types.js" */
/** @import { TrainingAnswer } from "../lab/saved.js" */
/** @import { Updates } from "../lab/updates.js" */
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
    this.datasets = new Datasets();
    /** The samples of the training that is shown. @type {Data | null} */
    this.data = null;
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
    this.duo = new Duo(host.stream, {
      heard: (said) => this.heard(said),
      arrived: () => void this.arrived(),
      failed: (failure) => this.failed(failure),
      refused: (field, reason) => this.refused(field, reason),
    });
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

  /**
   * Train by both rules.
   * @param {OwnOptimizer | null} own
   * @param {({ name: string } & Record<string, any>) | null} reference
   */
  run(own, reference) {
    this.ask(this.duo.take(own, reference));
  }

  /** @param {boolean} both whether the reference is trained anew too */
  async ask(both) {
    const { setting } = this;
    try {
      await this.datasets.of(setting.data);
    } catch (error) {
      if (error instanceof Refusal) return this.refused(error.problems[0].field, error.problems[0].msg);
    }
    if (setting === this.setting) this.duo.train(setting, both);
  }

  /** Train what had to wait. */
  goOn() {
    if (this.duo.waiting) this.ask(false);
  }

  /** End what goes on. What has come of it stays. */
  stop() {
    if (!this.duo.busy) return;
    this.duo.stop(this.setting);
    this.playback.pause();
    this.host.onresult({ what: "classifier", event: "stopped", steps: this.duo.mine.records.length });
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
    this.duo.reference = null;
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
    const { mine, theirs } = this.duo;
    const spec = [mine, theirs].find(({ spec }) => spec)?.spec;
    if (!spec) return;
    const data = await this.datasets.of(spec.data);
    const { playback } = this;
    this.data = data;
    // Who stands at the end stays there.
    const ended = playback.position >= playback.last;
    playback.extend(Math.max(...[mine, theirs].map(({ records }) => records.end), 0));
    if (ended && !playback.playing) playback.position = playback.last;
    const { outcome, length } = mine.records;
    const seconds = this.duo.took();
    if (outcome && seconds !== null) this.host.onresult({ what: "classifier", event: "done", outcome, steps: length, seconds });
    this.moved();
    this.rest();
  }

  /** @param {Failure} failure */
  failed(failure) {
    const { field, reason, fault } = failure;
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
    return this.duo.lanes(this.host.catalogue.optimizers);
  }

  /** It stands at another update, or there is more. */
  moved() {
    const { playback, data, lanes } = this;
    const position = this.still.matches ? playback.step : playback.position;
    this.controls.show(this.duo.whole, lanes.some(({ updates }) => updates.length > 0));
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
    const { data, setting } = this;
    const { outcome, end } = this.duo.mine.records;
    if (outcome || !data) return end;
    return setting.epochs * Math.ceil(data.training.labels.length / setting.batch);
  }

  /** The losses, to take home. @returns {Picture} */
  get picture() {
    const { catalogue } = this.host;
    const { step } = this.playback;
    const lanes = this.lanes.filter(({ spec, there }) => spec && there).map(({ title: name, hue, label }) => ({ name, hue, label }));
    const signs = curveSigns([...lanes, ...this.loss.present.filter(({ ghost }) => ghost)]);
    const { name, title } = titled(this.setting.data, catalogue.datasets);
    const training = this.duo.mine.spec ?? this.duo.theirs.spec;
    return { of: this.loss, file: `${name}-loss-step-${step}`, caption: { title: `${title}: loss by update, at update ${step}`, signs }, figure: training ? { training } : undefined };
  }

  /** Nothing moves: write the plot and the address. */
  settle() {
    this.loss.settle();
    if (!this.playback.playing) this.host.onchange();
  }

  /** @param {number} seconds that have passed */
  tick(seconds) {
    this.playback.tick(seconds, this.duo.whole);
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
