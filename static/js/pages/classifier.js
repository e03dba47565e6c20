// The classifier page: a setting, its training, which picture is being shown, and what the network makes of it.

import { getJson } from "../api.js";
import { notice, server } from "../banner.js";
import { Accuracy, answersAt, answersOf } from "../lab/accuracy.js";
import { fromQuery, toQuery } from "../lab/address.js";
import { Filters } from "../lab/filters.js";
import { TrainingForm } from "../lab/form.js";
import { narrate } from "../lab/narration.js";
import { Pictures } from "../lab/pictures.js";
import { sceneAt } from "../lab/scene.js";
import { ARTICLE, MAX_SEED, retrained, TRAINING } from "../lab/training.js";
import { LiveRun } from "../live.js";
import { Playback } from "../playback.js";
import { LossPlot } from "../plots/loss.js";
import { RuleSource } from "../rulesource.js";
import { Stream, streamUrl } from "../stream.js";
import { transport } from "../transport.js";

/** @import { Updates } from "../lab/updates.js" */
/** @import { LabSetting, Optimizer, Samples, Schedule } from "../types.js" */

/** How long nothing may change before the plot and the address are written, in milliseconds. */
const REST = 150;
/** A new training takes the place of the old one when it has come where that stands, or at least so far. */
const SOON = 80;

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @type {<T extends { name: string }>(entries: T[], name: string) => T} */
const named = (entries, name) => /** @type {any} */ (entries.find((entry) => entry.name === name));

/** @type {[Samples, Optimizer[], Schedule[]]} */
const [samples, optimizers, schedules] = await Promise.all([
  getJson("/api/samples"),
  getJson("/api/optimizers"),
  getJson("/api/schedules"),
]);
const speeds = [.../** @type {HTMLSelectElement} */ (byId("speed")).options].map(({ value }) => Number(value));
const query = new URLSearchParams(location.search);
const opened = fromQuery(query, optimizers, schedules);
let setting = opened.setting;
/** Where to stand as soon as the training has come so far: where the one before it stood. */
let wanted = 0;
let resting = 0;
/** Which step is shown, of which training. @type {{ step: string, records: Updates | null }} */
const told = { step: "", records: null };

const still = matchMedia("(prefers-reduced-motion: reduce)");
const log = /** @type {HTMLInputElement} */ (byId("log"));
const pictures = new Pictures(byId("pictures"), samples, pick);
const filters = new Filters(byId("picture"), byId("filters"), byId("product"));
const source = new RuleSource();
const accuracy = new Accuracy(/** @type {HTMLTableElement} */ (byId("accuracy")), samples);
const playback = new Playback(moved);
const loss = new LossPlot(byId("loss"), playback, Infinity);
const controls = transport(playback);
const form = new TrainingForm(byId("setting"), optimizers, schedules, setting, choose);
const live = new LiveRun(new Stream(streamUrl(), server), TRAINING, arrived, ({ field, reason }) => {
  if (!form.fault(field, reason)) notice(`${field} ${reason}`);
});

playback.speed = speeds.find((speed) => speed === Number(query.get("speed"))) ?? 10;
log.checked = loss.log = query.get("scale") === "log";
loss.epoch = samples.images.length;
if (opened.unknown.length) notice(`Not known here, so left as usual: ${opened.unknown.join(", ")}.`);
playback.position = Math.max(0, Math.floor(Number(query.get("step")) || 0));
ask();
loss.show();

addEventListener("themechange", () => loss.show());
byId("article").addEventListener("click", () => {
  playback.seek(0);
  choose(ARTICLE);
  playback.play();
  byId("play").focus();
});
byId("next-seed").addEventListener("click", () => choose({ seed: setting.seed < MAX_SEED ? setting.seed + 1 : 0 }));
byId("speed").addEventListener("change", rest);
log.addEventListener("change", () => {
  loss.log = log.checked;
  rest();
});

let before = performance.now();
requestAnimationFrame(function frame(now) {
  playback.tick((now - before) / 1000, live.records.outcome !== null);
  before = now;
  requestAnimationFrame(frame);
});

/**
 * Take what was chosen, and train anew at once.
 * @param {Partial<LabSetting>} choice
 */
function choose(choice) {
  setting = retrained(setting, choice, optimizers);
  ask();
  form.show(setting);
  rest();
}

function ask() {
  source.show(named(optimizers, setting.optimizer));
  live.ask(setting, 0, Math.min(playback.step, SOON));
}

/**
 * Go to where a picture is shown in this epoch.
 * @param {number} sample
 */
function pick(sample) {
  const step = Math.min(playback.step, live.records.last);
  playback.seek(step - live.records.sample[step] + sample);
}

/** More of the training has come, or its end. */
function arrived() {
  const { records } = live;
  const { position, last } = playback;
  if (records !== told.records) wanted = position;
  else if (position < last) wanted = 0;
  playback.extend(records.end);
  if (wanted) playback.position = Math.min(wanted, records.end);
  moved();
  if (records.outcome) loss.settle();
  rest();
}

/** It stands at another step, or there is more. All that is drawn is of the training that has come. */
function moved() {
  const { records, spec: training } = live;
  controls.show(records.outcome !== null);
  if (!playback.playing) rest();
  if (!training || !records.length) return;
  const optimizer = named(optimizers, training.optimizer);
  loss.draw([{ records, position: still.matches ? playback.step : playback.position, hue: `hue-${optimizer.hue}` }]);
  const now = `${playback.step} of ${records.end}`;
  if (now === told.step && records === told.records) return;
  told.step = now;
  told.records = records;
  const scene = sceneAt(samples, records, playback.step);
  const answers = answersAt(samples, records, playback.step);
  pictures.show(scene.sample, answers.predictions);
  filters.show(scene);
  accuracy.show([answersOf(records.before), answers, answersOf(records.after)]);
  narrate(samples, records, playback.step, scene, training, optimizer);
}

/** Write the plot and the address when nothing has changed for a moment. */
function rest() {
  clearTimeout(resting);
  resting = window.setTimeout(() => {
    loss.settle();
    const address = toQuery(setting);
    address.set("step", String(playback.stand));
    address.set("speed", String(playback.speed));
    if (log.checked) address.set("scale", "log");
    history.replaceState(null, "", `?${address}`);
  }, REST);
}
