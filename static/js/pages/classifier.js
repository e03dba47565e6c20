// The classifier page: a setting, its training, which samples are being shown, and what the network makes of them.

import { getJson, Refusal } from "../api.js";
import { notice, server } from "../banner.js";
import { bringBack } from "../bringback.js";
import { Accuracy } from "../lab/accuracy.js";
import { fromQuery, toQuery } from "../lab/address.js";
import { labBack } from "../lab/back.js";
import { Confusion } from "../lab/confusion.js";
import { EnsemblePanel } from "../lab/ensemble.js";
import { curvesOf } from "../lab/curves.js";
import { Datasets } from "../lab/datasets.js";
import { Exact } from "../lab/exact.js";
import { TrainingForm } from "../lab/form.js";
import { Ghosts } from "../lab/ghosts.js";
import { goodsOf } from "../lab/goods.js";
import { narrate } from "../lab/narration.js";
import { NetworkView } from "../lab/networkview.js";
import * as packing from "../lab/pointstext.js";
import { Samples } from "../lab/samples.js";
import { sceneAt } from "../lab/scene.js";
import { ARTICLE, MAX_SEED, named, OWN, retrained, TRAINING } from "../lab/training.js";
import { LiveRun } from "../live.js";
import { Playback } from "../playback.js";
import { LossPlot } from "../plots/loss.js";
import { RuleSource } from "../rulesource.js";
import { Stream, streamUrl } from "../stream.js";
import { takeHome } from "../takehome.js";
import { transport } from "../transport.js";

/** @import { Updates } from "../lab/updates.js" */
/** @import { Data, Frame, LabCatalogue, LabSetting } from "../types.js" */

/** How long nothing may change before the plot and the address are written, in milliseconds. */
const REST = 150;
/** A new training takes the place of the old one when it has come where that stands, or at least so far. */
const SOON = 80;

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const kinds = ["datasets", "networks", "optimizers", "schedules"];
/** @type {LabCatalogue} */
const catalogue = Object.fromEntries(await Promise.all(kinds.map(async (kind) => [kind, await getJson(`/api/${kind}`)])));
const query = new URLSearchParams(location.search);
const speeds = [.../** @type {HTMLSelectElement} */ (byId("speed")).options].map(({ value }) => Number(value));
const opened = fromQuery(query, catalogue, packing);
let setting = opened.setting;
/** The samples of the training that is shown. @type {Data | null} */
let data = null;
let resting = 0;
/** What is shown: which step of which training, with which frame, and what is trained. @type {{ step: string, updates: Updates | null, frame: Frame | null, subject: string }} */
const told = { step: "", updates: null, frame: null, subject: "" };

const still = matchMedia("(prefers-reduced-motion: reduce)");
const log = /** @type {HTMLInputElement} */ (byId("log"));
const overall = /** @type {HTMLInputElement} */ (byId("overall"));
const datasets = new Datasets();
const ghosts = new Ghosts();
const samples = new Samples(byId("pictures"), byId("plane"), { pick, own: (spec) => choose({ data: spec }) });
const confusion = new Confusion(byId("confusion"), () => {
  told.step = "";
  moved();
});
const network = new NetworkView(byId("network"), byId("says"), rest);
const source = new RuleSource();
const accuracy = new Accuracy(/** @type {HTMLTableElement} */ (byId("accuracy")));
const playback = new Playback(moved);
const loss = new LossPlot(byId("loss"), playback, Infinity);
const controls = transport(playback, { PageUp: () => byEpoch(-1), PageDown: () => byEpoch(1) });
const form = new TrainingForm(byId("setting"), catalogue, setting, choose);
const exact = new Exact(moved);
const stream = new Stream(streamUrl(), server);
/** @type {LiveRun<LabSetting, Updates>} */
const live = new LiveRun(stream, TRAINING, arrived, refused);
const ensemble = new EnsemblePanel(stream, { setting: () => setting, choose, data: () => datasets.of(setting.data), own, optimizers: catalogue.optimizers, rest });

const many = /** @type {HTMLInputElement} */ (byId("ensemble-count"));
network.mode = query.get("numbers") ?? network.mode;
playback.speed = speeds.find((speed) => speed === Number(query.get("speed"))) ?? 10;
log.checked = loss.log = query.get("scale") === "log";
overall.checked = query.has("curve") ? query.get("curve") === "all" : manyUpdates();
many.value = query.get("networks") ?? many.value;
if (!many.validity.valid) opened.unknown.push("networks");
if (!many.validity.valid) many.value = many.defaultValue;
else if (query.has("networks")) ensemble.train(setting.order);
else if (query.get("map") === "rates") ensemble.chart();
if (opened.unknown.length) notice(`Not known here, so left as usual: ${opened.unknown.join(", ")}.`);
playback.position = Math.max(0, Math.floor(Number(query.get("step")) || 0));
ask();
loss.show();

takeHome(stream, () => goodsOf({ catalogue, setting, live, samples, loss, playback, log: log.checked, ensemble }));

addEventListener("themechange", () => loss.show());
byId("article").addEventListener("click", () => {
  playback.seek(0);
  choose(ARTICLE);
  playback.play();
  byId("play").focus();
});
byId("straighten").addEventListener("click", () => choose({ hyperparameters: setting.hyperparameters }));
byId("next-seed").addEventListener("click", () => choose({ seed: setting.seed < MAX_SEED ? setting.seed + 1 : 0 }));
byId("back-epoch").addEventListener("click", () => byEpoch(-1));
byId("forward-epoch").addEventListener("click", () => byEpoch(1));
byId("speed").addEventListener("change", rest);
byId("clear-ghosts").addEventListener("click", () => {
  ghosts.clear();
  redraw();
});
for (const [box, act] of /** @type {[HTMLInputElement, () => void][]} */ ([[log, () => (loss.log = log.checked)], [overall, redraw]]))
  box.addEventListener("change", () => {
    act();
    rest();
  });

bringBack(
  labBack({
    setting: () => setting,
    updates: () => live.records,
    put,
    beside(other, updates) {
      ghosts.add(other, updates);
      redraw();
      rest();
    },
    many(count) {
      many.value = String(Math.max(Number(many.min), count));
    },
  }),
);

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
  if (choice.data?.name === OWN && !choice.data.points) choice = { ...choice, data: samples.own() };
  set(retrained(setting, choice, catalogue));
  ask();
  rest();
}

/** @param {LabSetting} next */
function set(next) {
  const other = next.data.name !== setting.data.name;
  setting = next;
  if (other) overall.checked = manyUpdates();
  form.show(setting);
  ensemble.label();
}

/** Ask for the training, when its samples are there. */
async function ask() {
  const asked = setting;
  source.show(named(catalogue.optimizers, asked.optimizer));
  try {
    await datasets.of(asked.data);
  } catch (error) {
    if (setting === asked && error instanceof Refusal) return refused({ field: error.problems[0].field, reason: error.problems[0].msg });
  }
  if (setting === asked) live.ask(asked, 0, Math.min(playback.step, SOON));
}

/**
 * Show a training that is at hand, with its numbers.
 * @param {LabSetting} next
 * @param {Updates} updates
 */
async function put(next, updates) {
  await datasets.of(next.data);
  set(next);
  source.show(named(catalogue.optimizers, next.optimizer));
  playback.seek(0);
  live.show(setting, updates);
  await arrived();
}

/** @param {{ field: string, reason: string }} failure */
function refused({ field, reason }) {
  if (!form.fault(field, reason)) notice(`${field} ${reason}`);
}

/**
 * Go to where a sample is shown in this epoch.
 * @param {number} sample
 */
function pick(sample) {
  const { epoch, samples: shown } = live.records;
  const now = epoch[Math.min(playback.step, live.records.last)];
  const step = shown.findIndex((batch, step) => epoch[step] === now && batch.includes(sample));
  if (step >= 0) playback.seek(step);
}

/**
 * Go to the beginning of another epoch.
 * @param {number} way
 */
function byEpoch(way) {
  const { length } = live.records.epoch.filter((each) => each === 0);
  if (length) playback.seek((way < 0 ? Math.ceil(playback.position / length) - 1 : Math.floor(playback.position / length) + 1) * length);
}

/** More of the training has come, or its end. */
async function arrived() {
  const { records, spec } = live;
  if (spec) data = await datasets.of(spec.data);
  if (records !== live.records) return;
  playback.follow(records, records.end);
  moved();
  if (records.outcome) loss.settle();
  rest();
}

/** It stands at another step, or there is more. All that is drawn is of the training that has come. */
function moved() {
  const { records, spec } = live;
  controls.show(records.outcome !== null);
  if (!playback.playing) rest();
  if (!spec || !data || !records.length) return;
  const optimizer = named(catalogue.optimizers, spec.optimizer);
  const position = still.matches ? playback.step : playback.position;
  loss.epoch = Math.ceil(data.training.labels.length / spec.batch);
  loss.draw(curvesOf(records, spec, ghosts, { position, hue: `hue-${optimizer.hue}`, overall: overall.checked }));
  const scene = sceneAt(data, records, playback.step);
  const now = `${playback.step} of ${records.end} ${scene?.exact}`;
  if (!scene || (now === told.step && records === told.updates && scene.frame === told.frame)) return;
  confusion.show(data, scene.frame);
  samples.show(data, spec.network, { ...scene, updates: records, step: playback.step, only: confusion.picked });
  const subject = JSON.stringify([spec.data, spec.network, spec.optimizer]);
  if (subject !== told.subject) network.show({ data, network: spec.network, optimizer });
  network.draw({ ...scene, frames: records.frames });
  accuracy.begin(data);
  byId("article-note").hidden = data.test?.labels.length !== 1;
  accuracy.show([records.before, scene.frame, records.after]);
  narrate(data, records, playback.step, scene, spec, optimizer);
  Object.assign(told, { step: now, updates: records, frame: scene.frame, subject });
}

/** The losses of the training that is shown, for the band of many. */
function own() {
  const { records, spec } = live;
  return spec && records.outcome ? { loss: records.loss, hue: `hue-${named(catalogue.optimizers, spec.optimizer).hue}` } : null;
}

/** Whether the loss over all samples tells more than that of the few that each update is shown. */
function manyUpdates() {
  return setting.data.name !== ARTICLE.data.name;
}

/** Draw anew what looks otherwise. */
function redraw() {
  moved();
  loss.settle();
}

/** When nothing has changed for a moment, have the very network that is looked at, and write the plot and the address. */
function rest() {
  clearTimeout(resting);
  resting = window.setTimeout(() => {
    const { records, spec } = live;
    if (spec && !playback.playing) exact.want(spec, records, playback.step);
    if (spec && records.outcome && live.current) {
      ghosts.rest(spec, records);
      byId("clear-ghosts").hidden = ghosts.of(spec).length === 0;
      moved();
    }
    loss.settle();
    const address = toQuery(setting, packing);
    address.set("step", String(playback.stand));
    address.set("speed", String(playback.speed));
    if (network.mode !== "weights") address.set("numbers", network.mode);
    if (log.checked) address.set("scale", "log");
    if (ensemble.asked === "networks") address.set("networks", many.value);
    if (ensemble.asked === "map") address.set("map", "rates");
    address.set("curve", overall.checked ? "all" : "updates");
    history.replaceState(null, "", `?${address}`);
  }, REST);
}
