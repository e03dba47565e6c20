// The hill page: a setting, the runs of its lanes, where the balls are in them, and the pictures of all that.

import { addressOf, TARGET } from "../address.js";
import { Announcer } from "../announce.js";
import { getJson, postJson } from "../api.js";
import { ballsOf } from "../balls.js";
import { notice, server } from "../banner.js";
import { ChallengePanel } from "../challengepanel.js";
import { parseChallenge, settingOf } from "../challenges.js";
import { bringBack } from "../bringback.js";
import { draggable } from "../drag.js";
import { definitions } from "../equations.js";
import { FairPanel } from "../fairpanel.js";
import { movingOf, picturesOf } from "../goods.js";
import { Hand } from "../hand.js";
import { Handles } from "../handles.js";
import { Hills } from "../hills.js";
import { hillBack } from "../hillback.js";
import { HillView } from "../hillview.js";
import { ruleNamed } from "../lane.js";
import { MapPanel } from "../mappanel.js";
import { Narrator } from "../narrator.js";
import { open } from "../opening.js";
import { hiddenParts } from "../parts.js";
import { Playback } from "../playback.js";
import { LossPlot } from "../plots/loss.js";
import { Presets } from "../presets.js";
import { Race } from "../race.js";
import { atRest } from "../rest.js";
import { shareDialog } from "../sharedialog.js";
import { speedOf } from "../speed.js";
import { StepPanel } from "../steppanel.js";
import { Stream, streamUrl } from "../stream.js";
import { takeHome } from "../takehome.js";
import { transport } from "../transport.js";

/** @import { Host } from "../hand.js" */
/** @import { Catalogue, Objective } from "../types.js" */

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const names = ["objectives", "optimizers", "schedules"];
const [objectives, optimizers, schedules] = await Promise.all(names.map((name) => getJson(`/api/${name}`)));
/** @type {Catalogue} */
const catalogue = { objectives, optimizers, schedules };
const hills = new Hills(objectives);
const query = new URLSearchParams(location.search);
const embedded = document.documentElement.classList.contains("embedded");
const parts = hiddenParts(query, embedded);
const { setting, unknown } = await open(query, hills, catalogue);
unknown.push(...parts.unknown);
const asked = parseChallenge(query.get("challenge"));
if (query.has("challenge") && !asked) unknown.push("challenge");

const still = matchMedia("(prefers-reduced-motion: reduce)");
const log = /** @type {HTMLInputElement} */ (byId("log"));
const target = /** @type {HTMLInputElement} */ (byId("race-target"));
const spacious = /** @type {HTMLInputElement} */ (byId("spacious"));
const rest = atRest(settle, () => hand.holding);
const note = atRest(write, () => hand.holding);
const hill = new HillView(byId("hill"), (shown) => {
  spacious.checked = shown;
  note();
});
const playback = new Playback(() => {
  moved();
  if (!playback.playing) note();
});
const loss = new LossPlot(byId("loss"), playback);
const panel = new StepPanel(playback);
const controls = transport(playback, panel.keys);
const stream = new Stream(streamUrl(), server);
const race = new Race(stream, (body, signal) => postJson("/api/fans", body, signal), () => hand.arrived(), ({ field, reason }, lane) => {
  if (lane !== hand.setting.focus || !hand.form.fault(field, reason)) notice(`${field} ${reason}`);
});
/** @type {Host} */
const host = {
  catalogue,
  hills,
  race,
  playback,
  show,
  draw: moved,
  rest,
  note,
  leave(others, elsewhere) {
    if (others) fair.leave();
    if (elsewhere) presets.leave();
  },
};
const hand = new Hand(byId("setting"), asked ? settingOf(asked, setting, hills.of(setting.objective)) : setting, host);
const { form } = hand;
const narrator = new Narrator(byId("page"), hand, panel, host);
const fair = new FairPanel(() => hand.setting, hand.choose);
const map = new MapPanel(stream, hand.pick, rest);
const presets = new Presets(query.get("preset"), async (query) => {
  const { setting } = await open(query, hills, catalogue);
  playback.speed = speedOf(query);
  playback.seek(0);
  hand.choose(setting);
  playback.play();
  byId("play").focus();
});

playback.speed = speedOf(query);
log.checked = loss.log = query.get("scale") === "log";
spacious.checked = hill.spacious = query.get("view") === "3d";
if (unknown.length) notice(`Not known here, so left as usual: ${unknown.join(", ")}.`);
if (Number(query.get("target")) > 0) target.value = query.get("target") ?? TARGET;
if (!embedded) shareDialog(() => address(new URLSearchParams()), parts.hidden);
if (!embedded)
  takeHome(stream, () => {
    const descent = { race, setting: hand.setting, about: hand.about, rules: optimizers, view: hill, loss, playback, log };
    const runs = race.runners.map(({ wanted }) => wanted);
    const charted = map.picture(optimizers);
    return {
      pictures: { ...picturesOf(descent), map: charted },
      moving: { run: movingOf(descent, runs) },
      files: { run: { run: runs[hand.setting.focus] }, sweep: charted?.figure },
    };
  });
const step = Math.min(Math.max(0, Math.floor(Number(query.get("step")) || 0)), hand.setting.steps);
const announcer = new Announcer(byId("announcement"), step);
const handles = new Handles(hand, hill, map);
for (const runner of race.want(hand.setting)) runner.ask(step);
const challenge =
  asked &&
  new ChallengePanel(asked, {
    catalogue,
    race,
    form,
    setting: () => hand.setting,
    about: () => hand.about,
    choose: hand.choose,
    draw: moved,
    play() {
      playback.extend(race.last);
      playback.seek(0);
      playback.play();
    },
    pointAt: (x, y) => hill.plot.grip()?.toPoint(x, y),
    ask: postJson,
  });
playback.extend(step);
playback.seek(step);
hand.show();
loss.show();

addEventListener("themechange", () => {
  hand.show();
  loss.show();
});
byId("straighten").addEventListener("click", () => hand.choose({ lane: { hyperparameters: hand.hyperparameters } }));
byId("speed").addEventListener("change", note);
target.addEventListener("input", () => {
  moved();
  note();
});
log.addEventListener("change", () => {
  loss.log = log.checked;
  rest();
  note();
});
spacious.addEventListener("change", () => {
  hill.spacious = spacious.checked;
  hand.show();
  note();
});
draggable(byId("hill"), () => (challenge ? null : hill.plot.grip()), (point) => hand.drag(point));
for (const event of ["pointerover", "focusin"])
  byId("setting").addEventListener(event, ({ target }) => {
    const { field } = /** @type {HTMLElement} */ (/** @type {HTMLElement} */ (target).closest("[data-field]"))?.dataset ?? {};
    if (field) for (const { fans } of race.runners) fans.reached.add(field);
    rest();
  });

if (!embedded) bringBack(hillBack(hand, map));

let before = performance.now();
requestAnimationFrame(function frame(now) {
  if (race.current && race.dense) playback.tick((now - before) / 1000, race.whole);
  before = now;
  requestAnimationFrame(frame);
});

/**
 * Show a hill, in its formula and in the pictures.
 * @param {Objective} objective
 * @param {number[]} start
 */
function show(objective, start) {
  const [formula, ...slopes] = definitions(objective);
  const room = objective.dimension === 1 ? "objective-formula" : "objective-slopes";
  byId("objective-slopes").replaceChildren();
  byId("objective-formula").replaceChildren(formula);
  byId(room).append(...slopes);
  byId("spacious-choice").hidden = objective.dimension === 1;
  hill.show(objective, start);
  map.show(objective);
}

/** The balls have moved, or what they move in. All that is drawn is of runs that have come, not of those asked for. */
function moved() {
  const now = performance.now();
  const passing = narrator.passed(now);
  controls.show(race.whole, race.runners.some(({ records }) => records.length > 0));
  if (!passing) showSetting();
  if (!playback.playing) rest();
  const balls = ballsOf(race, hand, still.matches ? playback.step : playback.position, optimizers);
  const { records, spec } = race.runners[hand.setting.focus];
  if (spec) panel.course = { records, run: spec, optimizer: ruleNamed(optimizers, spec.optimizer.name), objective: hills.of(spec.objective) };
  hill.plot.draw([...balls, ...(challenge?.marks ?? [])], panel.arrows);
  loss.draw(balls);
  if (!passing) narrator.tell(now);
}

/** What is set, wherever the balls are. */
function showSetting() {
  narrator.show();
  map.draw(hand.rate, form.start()[0], `hue-${hand.rule.hue}`);
  handles.show();
}

/**
 * When nothing has changed for a moment, ask for what is to be shown, have the next answers at hand,
 * and write the plots.
 */
function settle() {
  hand.settle();
  if (race.dense) {
    if (!playback.playing) {
      hill.plot.settle();
      if (race.current) announcer.rest(playback.step, () => narrator.standing());
    }
    loss.settle();
  }
  if (!race.whole || playback.playing || hand.holding) return;
  if (race.current && race.dense) challenge?.ran();
  race.foresee(hand.setting, form.reach(), playback.stand);
  map.want({ ...race.runners[hand.setting.focus].wanted, changes: [] }, hand.rule);
}

/** Write the address. It needn't wait until the runs have come. */
function write() {
  history.replaceState(null, "", `?${address(query)}`);
  if (embedded) /** @type {HTMLAnchorElement} */ (byId("open")).search = address(new URLSearchParams());
}

/** @param {URLSearchParams} kept what stays as it was said */
function address(kept) {
  const { checked: spaced } = spacious;
  const looks = { step: playback.stand, speed: playback.speed, log: log.checked, spacious: spaced, challenge: challenge?.text ?? "", preset: presets.name, target: target.value, kept };
  return addressOf(hand.setting, looks);
}
