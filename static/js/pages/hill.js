// The hill page: a setting, its run, where the ball is in it, and the pictures of all that.

import { getJson, postJson } from "../api.js";
import { notice, server } from "../banner.js";
import { draggable } from "../drag.js";
import { definitions } from "../equations.js";
import { Fans } from "../fan.js";
import { LiveRun } from "../live.js";
import { MapPanel } from "../mappanel.js";
import { narrate } from "../narration.js";
import { Playback } from "../playback.js";
import { HillPlot } from "../plots/hill.js";
import { LossPlot } from "../plots/loss.js";
import { bent, chosen, hyperparametersAt, RUN } from "../run.js";
import { SettingForm } from "../setting.js";
import { fromQuery, toQuery } from "../share.js";
import { Stream, streamUrl } from "../stream.js";
import { transport } from "../transport.js";

/** @import { Hyperparameters, Objective, Optimizer, Setting } from "../types.js" */

/** How long nothing may change before the server is asked, and plots and address are written, in milliseconds. */
const REST = 150;
/** The same while a hand holds something: it may be slow. */
const HOLD = 600;
/** How long numbers stand at least while the ball rolls, in milliseconds: nobody reads faster. */
const LEGIBLE = 80;
const SPEEDS = [1, 2, 5, 10, 25, 50, 100, 200];
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
/** Where a hand holds the ball. @type {number | null} */
let held = null;
/** Whether what is shown is not yet the run of the setting, which is asked for as soon as nothing moves. */
let unasked = false;
/** Where the ball stood when the hand began to move. */
let standing = 0;
/** What the run is to be bent to as soon as nothing moves and its last bend has come. @type {Hyperparameters | null} */
let bending = null;
let resting = 0;
let holding = false;
let noting = 0;
let narrated = 0;

const still = matchMedia("(prefers-reduced-motion: reduce)");
const log = /** @type {HTMLInputElement} */ (byId("log"));
const hill = new HillPlot(byId("hill"));
const loss = new LossPlot(byId("loss"));
const playback = new Playback(() => {
  moved();
  if (!playback.playing) note();
});
const controls = transport(playback);
const form = new SettingForm(byId("setting"), objectives, optimizers, setting, choose);
const fans = new Fans((body, signal) => postJson("/api/fans", body, signal));
const stream = new Stream(streamUrl(), server);
const map = new MapPanel(stream, pick, rest);
const live = new LiveRun(stream, RUN, arrived, ({ field, reason }) => {
  if (!form.fault(field, reason)) notice(`${field} ${reason}`);
});

playback.speed = SPEEDS.find((speed) => speed === Number(query.get("speed"))) ?? 10;
log.checked = loss.log = query.get("scale") === "log";
if (opened.unknown.length) notice(`Not known here, so left as usual: ${opened.unknown.join(", ")}.`);
const step = Math.min(Math.max(0, Math.floor(Number(query.get("step")) || 0)), setting.steps);
live.ask(setting, 0, step);
playback.extend(step);
playback.seek(step);
showHill();
loss.show();

addEventListener("themechange", () => {
  showHill();
  loss.show();
});
for (const button of document.querySelectorAll("[data-preset]"))
  button.addEventListener("click", () => {
    const { choice, speed } = PRESETS[/** @type {HTMLElement} */ (button).dataset.preset ?? ""];
    playback.speed = speed;
    playback.seek(0);
    choose(choice);
    playback.play();
    byId("play").focus();
  });
byId("straighten").addEventListener("click", () => choose({ hyperparameters: hyperparametersNow() }));
byId("speed").addEventListener("change", note);
log.addEventListener("change", () => {
  loss.log = log.checked;
  rest();
  note();
});
draggable(byId("hill"), () => hill.grip(), (x) => {
  const { minimum, maximum } = named(objectives, setting.objective).start;
  if (x === null) {
    if (!unasked) held = null;
    if (outside(setting)) showHill();
    return moved();
  }
  held = form.nearest("start.0", Math.min(Math.max(x, minimum), maximum));
  choose({ start: held });
});

for (const event of ["pointerover", "focusin"])
  byId("setting").addEventListener(event, ({ target }) => {
    const { field } = /** @type {HTMLElement} */ (/** @type {HTMLElement} */ (target).closest("[data-field]"))?.dataset ?? {};
    if (field) fans.reached.add(field);
    rest();
  });

addEventListener("pointerdown", () => (holding = true), { capture: true });
for (const event of ["pointerup", "pointercancel"])
  addEventListener(event, () => {
    holding = false;
    rest();
  });

let before = performance.now();
requestAnimationFrame(function frame(now) {
  if (shownIsSet() && !live.records.steps) playback.tick((now - before) / 1000, live.records.outcome !== null);
  before = now;
  requestAnimationFrame(frame);
});

/** Whether the run that is shown is that of the setting, and not yet an older one. */
function shownIsSet() {
  return live.spec === setting;
}

function showHill() {
  const objective = named(objectives, setting.objective);
  byId("objective-formula").replaceChildren(...definitions(objective));
  hill.show(objective, setting.start);
  map.show(objective);
}

/**
 * Whether a ball starts where the curve's usual picture doesn't show it.
 * @param {Setting} setting
 */
function outside({ objective, start }) {
  const [low, high] = named(objectives, objective).domain[0];
  return start < low || start > high;
}

/**
 * A hand on the map.
 * @param {number} x
 * @param {number} y
 * @param {boolean} down whether it is still there
 */
function pick(x, y, down) {
  const [lr, start] = [form.nearest("optimizer.lr", x), form.nearest("start.0", y)];
  held = down || unasked ? start : null;
  if (lr !== rateNow() || start !== setting.start) choose({ start, hyperparameters: { ...setting.hyperparameters, lr } });
}

/** @returns {number} */
function rateNow() {
  return /** @type {number} */ (setting.hyperparameters.lr);
}

/** The hyperparameters of the next whole step. */
function hyperparametersNow() {
  return bending ?? hyperparametersAt(setting, Math.ceil(playback.position));
}

/**
 * Take what was chosen. A hyperparameter moved while the ball rolls bends the run from the next step on; all
 * else is a new run from the start. While a hand moves a number, the server is not asked: its fan has the run, or
 * the one at hand stays until nothing moves.
 * @param {Partial<Setting>} choice
 */
function choose(choice) {
  if (playback.playing && choice.hyperparameters && Object.keys(choice).length === 1) {
    bending = choice.hyperparameters;
    rest();
    return;
  }
  const past = setting;
  bending = null;
  setting = chosen(setting, choice, objectives, optimizers);
  if (setting.start !== past.start) playback.seek(0);
  const other = setting.objective !== past.objective || setting.optimizer !== past.optimizer;
  if (other) playback.position = 0;
  if (!unasked || playback.step === 0) standing = playback.step;
  unasked = !other;
  if (other) live.ask(setting);
  else showFromFan();
  // The hand sees where it drags the ball: no other picture while it does.
  const far = held === null && setting.start !== past.start && (outside(past) || outside(setting));
  if (setting.objective !== past.objective || far) showHill();
  moved();
  note();
}

/** Show the run of the setting out of a fan, where one has it. */
function showFromFan() {
  const path = fans.path(setting, standing);
  if (!path) return;
  live.show(setting, path);
  playback.extend(path.last);
  playback.position = Math.min(standing, path.last);
}

/** Bend the run where the ball is. Until something of its last bend has come, the hand may move on. */
function bend() {
  if (!bending || !live.current) return;
  const step = Math.min(Math.ceil(playback.position), live.records.last);
  setting = bent(setting, step, bending);
  bending = null;
  live.ask(setting, step + 1);
  playback.extend(step);
  moved();
  note();
}

/** More of the run has come, or its end. */
function arrived() {
  if (!holding) held = null;
  playback.extend(live.records.last);
  bend();
  moved();
  rest();
}

/** The ball has moved, or what it moves in. All that is drawn is of the run that has come, not of the one asked for. */
function moved() {
  const { records, spec: run } = live;
  form.show({ ...setting, hyperparameters: hyperparametersNow() });
  controls.show(records.outcome !== null);
  const optimizer = named(optimizers, (run ?? setting).optimizer);
  byId("page").dataset.hue = String(optimizer.hue);
  byId("page").classList.toggle("waiting", !shownIsSet());
  map.draw(rateNow(), setting.start, `hue-${optimizer.hue}`);
  if (!playback.playing) rest();
  if (!run || (records.steps && !records.steps.includes(playback.step))) return;
  const position = still.matches ? playback.step : playback.position;
  const balls = [{ records, position, held, hue: `hue-${optimizer.hue}` }];
  hill.draw(balls);
  loss.draw(balls);
  const now = performance.now();
  if (playback.playing && now - narrated < LEGIBLE) return;
  narrated = now;
  narrate(records, playback.step, run, optimizer);
}

/**
 * When nothing has changed for a moment, ask for what is to be shown, have the next answers at hand,
 * and write the plots.
 */
function rest() {
  clearTimeout(resting);
  resting = window.setTimeout(() => {
    if (unasked) live.ask(setting, 0, playback.step);
    unasked = false;
    bend();
    if (!live.records.steps) {
      if (!playback.playing) hill.settle();
      loss.settle();
    }
    if (live.records.outcome && !playback.playing && !holding) foresee();
  }, holding ? HOLD : REST);
}

/** Write the address when nothing has been chosen for a moment. It needn't wait until the run has come. */
function note() {
  clearTimeout(noting);
  noting = window.setTimeout(() => {
    const address = toQuery(setting);
    address.set("step", String(playback.step));
    address.set("speed", String(playback.speed));
    if (log.checked) address.set("scale", "log");
    history.replaceState(null, "", `?${address}`);
  }, holding ? HOLD : REST);
}

/** Fetch what the hand may want next: the sliders' fans, and the map. */
function foresee() {
  const straight = { ...setting, changes: [] };
  fans.foresee(straight, form.sliders(), playback.step);
  map.want(straight, named(optimizers, setting.optimizer));
}
