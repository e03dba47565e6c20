// The classifier page: a setting, its training, which picture is being shown, and what the network makes of it.

import { getJson } from "../api.js";
import { notice, server } from "../banner.js";
import { number, rule } from "../equations.js";
import { Accuracy, answersAt, answersOf } from "../lab/accuracy.js";
import { fromQuery, toQuery } from "../lab/address.js";
import { Filters } from "../lab/filters.js";
import { TrainingForm } from "../lab/form.js";
import { mostRight, tally } from "../lab/network.js";
import { Pictures } from "../lab/pictures.js";
import { sceneAt } from "../lab/scene.js";
import { ARTICLE, MAX_SEED, retrained, TRAINING, trainingOf } from "../lab/training.js";
import { endSentence, placeSentence, shownSentence, verdictSentence } from "../lab/words.js";
import { LiveRun } from "../live.js";
import { shown } from "../numbers.js";
import { Playback } from "../playback.js";
import { LossPlot } from "../plots/loss.js";
import { Stream, streamUrl } from "../stream.js";
import { transport } from "../transport.js";

/** @import { LabSetting, Optimizer, Samples } from "../types.js" */

/** How long nothing may change before the plot and the address are written, in milliseconds. */
const REST = 150;

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @type {[Samples, Optimizer[]]} */
const [samples, optimizers] = await Promise.all([getJson("/api/samples"), getJson("/api/optimizers")]);
const most = mostRight(samples.images, samples.labels);
const query = new URLSearchParams(location.search);
const opened = fromQuery(query, optimizers);
let setting = opened.setting;
/** The step at which to stand as soon as the training has come so far. */
let wanted = Number(query.get("step")) || 0;
let resting = 0;

const still = matchMedia("(prefers-reduced-motion: reduce)");
const log = /** @type {HTMLInputElement} */ (byId("log"));
const pictures = new Pictures(byId("pictures"), samples, (sample) => playback.seek(epochStart() + sample));
const filters = new Filters(byId("picture"), byId("filters"), byId("product"));
const accuracy = new Accuracy(/** @type {HTMLTableElement} */ (byId("accuracy")), samples);
const loss = new LossPlot(byId("loss"), Infinity);
const playback = new Playback(changed);
const controls = transport(playback);
const live = new LiveRun(new Stream(streamUrl(), server), TRAINING, arrived, ({ field, reason }) => {
  if (!form.fault(field, reason)) notice(`${field} ${reason}`);
});
const form = new TrainingForm(byId("setting"), optimizers, setting, choose);

playback.speed = Number(query.get("speed")) || 10;
log.checked = loss.log = query.get("scale") === "log";
loss.epoch = samples.images.length;
byId("most").textContent = `${most} of ${samples.images.length}`;
if (opened.unknown.length) notice(`Not known here, so left as usual: ${opened.unknown.join(", ")}.`);
live.ask(trainingOf(setting));
writeRule();
loss.show();
addEventListener("themechange", () => loss.show());

byId("article").addEventListener("click", () => {
  playback.seek(0);
  choose(ARTICLE, 0);
  playback.play();
});
byId("next-seed").addEventListener("click", () => choose({ seed: setting.seed < MAX_SEED ? setting.seed + 1 : 0 }));
log.addEventListener("change", () => {
  loss.log = log.checked;
  changed();
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
 * @param {number} step where to stand in the new training: where it stands in the old one
 */
function choose(choice, step = Math.max(wanted, playback.position)) {
  const { optimizer } = setting;
  setting = retrained(setting, choice, optimizers);
  wanted = step;
  form.show(setting);
  if (setting.optimizer !== optimizer) writeRule();
  live.ask(trainingOf(setting));
}

/** More of the training has come. */
function arrived() {
  const { end, outcome } = live.records;
  playback.extend(end);
  if (wanted) {
    playback.position = Math.min(wanted, end);
    if (wanted <= end || outcome) wanted = 0;
  }
  changed();
  if (outcome) loss.settle();
}

/** The first step of the epoch that is shown. */
function epochStart() {
  return (live.records.epoch[Math.min(playback.step, live.records.last)] ?? 0) * samples.images.length;
}

/** Something is not as it was: draw what is cheap now, the rest when all is at rest. */
function changed() {
  draw();
  clearTimeout(resting);
  resting = playback.playing ? 0 : window.setTimeout(settle, REST);
}

function draw() {
  const { records } = live;
  const hue = `hue-${optimizer().hue}`;
  loss.draw([{ records, position: still.matches ? playback.step : playback.position, hue }]);
  controls.show(records.outcome !== null);
  tell();
}

function settle() {
  loss.settle();
  const address = toQuery(setting);
  address.set("step", String(playback.step));
  address.set("speed", String(playback.speed));
  if (log.checked) address.set("scale", "log");
  history.replaceState(null, "", `?${address}`);
}

/** @returns {Optimizer} */
function optimizer() {
  return /** @type {Optimizer} */ (optimizers.find(({ name }) => name === setting.optimizer));
}

function writeRule() {
  byId("rule").replaceChildren(...rule(optimizer()));
  byId("roll").setAttribute("href", `/?optimizer=${setting.optimizer}`);
}

let told = "";
/** @type {object | null} */
let toldOf = null;

/** Say in pictures, numbers and words where the training is, once for each step. */
function tell() {
  const { records } = live;
  const key = `${playback.step} of ${records.end}`;
  if ((told === key && toldOf === records) || !records.length) return;
  told = key;
  toldOf = records;
  const scene = sceneAt(samples, records, playback.step);
  const answers = answersAt(samples, records, playback.step);
  pictures.show(scene.sample, answers.predictions);
  filters.show(scene);
  accuracy.show([answersOf(records.before), answers, answersOf(records.after)]);
  byId("shown").textContent = shownSentence(samples, scene);
  byId("place").textContent = placeSentence(records, playback.step, setting.epochs);
  byId("verdict").textContent = verdictSentence(scene);
  writeLoss(scene);
  writeOutcome();
}

/** @param {import("../lab/scene.js").Scene} scene */
function writeLoss({ loss, label, shares }) {
  byId("loss-lines").hidden = loss === null;
  if (loss === null) return;
  byId("loss-label").textContent = String(label);
  byId("loss-share").replaceChildren(...number(shares[label]));
  byId("loss-value").textContent = shown(loss, 9);
}

function writeOutcome() {
  const { outcome, after } = live.records;
  const counts = tally(after?.predictions ?? [], samples.labels, samples.classes);
  const { text, mood } = endSentence(outcome, counts[counts.length - 1], most);
  const place = byId("outcome");
  if (place.textContent !== text) place.textContent = text;
  place.dataset.mood = mood;
}
