// The hill page: a setting, its run, where the ball is in it, and the pictures of all that.

import { getJson } from "../api.js";
import { notice, server } from "../banner.js";
import { draggable } from "../drag.js";
import { equations, valuesAt } from "../equations.js";
import { LiveRun } from "../live.js";
import { rounded, shown } from "../numbers.js";
import { outcomeSentence } from "../outcome.js";
import { Playback } from "../playback.js";
import { HillPlot } from "../plots/hill.js";
import { LossPlot } from "../plots/loss.js";
import { bent, chosen, hyperparametersAt, RUN, specOf } from "../run.js";
import { settingForm, writeFormula } from "../setting.js";
import { fromQuery, toQuery } from "../share.js";
import { Stream, streamUrl } from "../stream.js";
import { transport } from "../transport.js";

/** @import { Objective, Optimizer, Setting } from "../types.js" */

/** How long nothing may change before the plots and the address are written, in milliseconds. */
const REST = 150;
const ARTICLE = { objective: "square", optimizer: "simple_gd", start: 1 };
/** @type {Record<string, { choice: Partial<Setting>, speed: number }>} */
const PRESETS = {
  slow: { choice: { ...ARTICLE, hyperparameters: { lr: 0.01 }, steps: 800 }, speed: 100 },
  fast: { choice: { ...ARTICLE, hyperparameters: { lr: 0.1 }, steps: 50 }, speed: 10 },
};

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @type {<T extends { name: string }>(entries: T[], name: string) => T} */
const named = (entries, name) => /** @type {any} */ (entries.find((entry) => entry.name === name));

/** @type {[Objective[], Optimizer[]]} */
const [objectives, optimizers] = await Promise.all([getJson("/api/objectives"), getJson("/api/optimizers")]);
const query = new URLSearchParams(location.search);
const opened = fromQuery(query, objectives, optimizers);
let setting = opened.setting;
let wanted = Number(query.get("step")) || 0;
let resting = 0;

const still = matchMedia("(prefers-reduced-motion: reduce)");
const log = /** @type {HTMLInputElement} */ (byId("log"));
const hill = new HillPlot(byId("hill"));
const loss = new LossPlot(byId("loss"));
const playback = new Playback(changed);
const controls = transport(playback);
const live = new LiveRun(new Stream(streamUrl(), server), RUN, arrived, ({ field, reason }) => {
  if (!form.fault(field, reason)) notice(`${field} ${reason}`);
});
let form = drawForm();

playback.speed = Number(query.get("speed")) || 10;
log.checked = loss.log = query.get("scale") === "log";
if (opened.unknown.length) notice(`Not known here, so left as usual: ${opened.unknown.join(", ")}.`);
live.ask(specOf(setting));
showPlots();
addEventListener("themechange", showPlots);

for (const button of document.querySelectorAll("[data-preset]"))
  button.addEventListener("click", () => {
    const { choice, speed } = PRESETS[/** @type {HTMLElement} */ (button).dataset.preset ?? ""];
    playback.speed = speed;
    choose(choice);
    form = drawForm();
    playback.seek(0);
    playback.play();
  });
log.addEventListener("change", () => {
  loss.log = log.checked;
  changed();
});
draggable(byId("hill"), () => hill.grip(), (x) => {
  const { minimum, maximum } = named(objectives, setting.objective).start;
  const start = Math.min(Math.max(rounded(x, 3), minimum), maximum);
  playback.seek(0);
  choose({ start });
  form.start(start);
});

let before = performance.now();
requestAnimationFrame(function frame(now) {
  playback.tick((now - before) / 1000, live.records.outcome !== null);
  before = now;
  requestAnimationFrame(frame);
});

function drawForm() {
  writeFormula(byId("objective-formula"), named(objectives, setting.objective));
  return settingForm(byId("setting"), objectives, optimizers, setting, choose);
}

function showPlots() {
  hill.show(named(objectives, setting.objective), setting.start);
  loss.show();
}

/**
 * Take what was chosen. A hyperparameter moved while the ball rolls bends the run from the next step on; all
 * else is a new run from the start.
 * @param {Partial<Setting>} choice
 */
function choose(choice) {
  const past = setting;
  if (playback.playing && choice.hyperparameters && Object.keys(choice).length === 1) {
    const step = Math.min(Math.ceil(playback.position), live.records.last);
    setting = bent(setting, step, choice.hyperparameters);
    live.ask(specOf(setting), step + 1);
    return;
  }
  setting = chosen(setting, choice, objectives, optimizers);
  live.ask(specOf(setting));
  if (setting.objective !== past.objective || setting.optimizer !== past.optimizer) form = drawForm();
  const [low, high] = named(objectives, setting.objective).domain[0];
  const outside = [past, setting].some(({ start }) => start < low || start > high);
  if (setting.objective !== past.objective || outside) hill.show(named(objectives, setting.objective), setting.start);
}

/** More of the run has come. */
function arrived() {
  playback.extend(live.records.last);
  if (wanted && (wanted <= playback.last || live.records.outcome)) {
    playback.position = Math.min(wanted, playback.last);
    wanted = 0;
  }
  changed();
}

/** Something is not as it was: draw what is cheap now, the rest when all is at rest. */
function changed() {
  draw(true);
  clearTimeout(resting);
  resting = playback.playing ? 0 : window.setTimeout(settle, REST);
}

/** @param {boolean} moving */
function draw(moving) {
  const { records } = live;
  const hue = `hue-${named(optimizers, setting.optimizer).hue}`;
  const balls = [{ records, position: still.matches ? playback.step : playback.position, hue }];
  hill.draw(balls, moving);
  loss.draw(balls, moving);
  controls.show(records.outcome !== null);
  tell();
}

function settle() {
  hill.settle();
  loss.settle();
  draw(false);
  const address = toQuery(setting);
  address.set("step", String(playback.step));
  address.set("speed", String(playback.speed));
  if (log.checked) address.set("scale", "log");
  history.replaceState(null, "", `?${address}`);
}

let told = "";

/** Say in numbers and words where the ball is, once for each step. */
function tell() {
  const { records } = live;
  const step = playback.step;
  const key = [step, records.length, records.x[step], records.x[step + 1], records.outcome?.status].join();
  if (key === told || !records.length) return;
  told = key;
  byId("read-x").textContent = shown(records.x[step], 8);
  byId("read-loss").textContent = shown(records.loss[step], 8);
  byId("read-grad").textContent = shown(records.grad[step], 8);
  const { text, mood } = outcomeSentence(records.outcome, setting.steps);
  byId("outcome").textContent = text;
  byId("outcome").dataset.mood = mood;
  const shownStep = Math.min(step, Math.max(records.last - 1, 0));
  byId("step-title").textContent = `From step ${shownStep} to step ${shownStep + 1}`;
  if (records.last < 1) return;
  const values = valuesAt(records, shownStep, hyperparametersAt(setting, shownStep));
  byId("equations").replaceChildren(...equations(named(optimizers, setting.optimizer), values, shownStep));
}
