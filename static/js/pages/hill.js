// The hill page: a setting, the runs of its lanes, where the balls are in them, and the pictures of all that.

import { addressOf, strangers, TARGET } from "../address.js";
import { getJson, postJson, Refusal } from "../api.js";
import { Announcer, orderSentence, stepSentence } from "../announce.js";
import { notice, server } from "../banner.js";
import { ChallengePanel } from "../challengepanel.js";
import { parseChallenge, settingOf } from "../challenges.js";
import { draggable } from "../drag.js";
import { definitions } from "../equations.js";
import { FAIR, tuned } from "../fair.js";
import { Handle } from "../handle.js";
import { Hills } from "../hills.js";
import { HillView } from "../hillview.js";
import { bent, hyperparametersAt } from "../lane.js";
import { MapPanel } from "../mappanel.js";
import { usual } from "../named.js";
import { narrate } from "../narration.js";
import { pointText } from "../numbers.js";
import { NumbersTable } from "../numberstable.js";
import { hiddenParts } from "../parts.js";
import { Playback } from "../playback.js";
import { LossPlot } from "../plots/loss.js";
import { Presets } from "../presets.js";
import { Race } from "../race.js";
import { RaceTable } from "../racetable.js";
import { RuleSource } from "../rulesource.js";
import { chosen, focused, withLane } from "../setting.js";
import { SettingForm } from "../settingform.js";
import { fromQuery, objectiveOf } from "../share.js";
import { shareDialog } from "../sharedialog.js";
import { StepPanel } from "../steppanel.js";
import { Stream, streamUrl } from "../stream.js";
import { transport } from "../transport.js";

/** @import { Choice } from "../setting.js" */
/** @import { Catalogue, Hyperparameters, Optimizer } from "../types.js" */

/** How long nothing may change before the server is asked, and plots and address are written, in milliseconds. */
const REST = 150;
/** The same while a hand holds something: it may be slow. */
const HOLD = 600;
/** How long numbers stand at least while the balls roll, in milliseconds: nobody reads faster. */
const LEGIBLE = 80;
const SPEEDS = [1, 2, 5, 10, 25, 50, 100, 200];

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
const opened = await open(query);
const asked = parseChallenge(query.get("challenge"));
if (query.has("challenge") && !asked) opened.unknown.push("challenge");
let setting = asked ? settingOf(asked, opened.setting, hills.of(opened.setting.objective)) : opened.setting;
/** Where a hand holds the ball. @type {number[] | null} */
let held = null;
/** Whether what is shown are not yet the runs of the setting, which are asked for as soon as nothing moves. */
let unasked = false;
/** Whether the hill has another shape than the one that is drawn, which is drawn as soon as nothing moves. */
let unshown = false;
/** Where the balls stood when the hand began to move. */
let standing = 0;
/** What the run in focus is to be bent to as soon as nothing moves and its last bend has come. @type {Hyperparameters | null} */
let bending = null;
let resting = 0;
let holding = false;
let noting = 0;
let narrated = 0;

const still = matchMedia("(prefers-reduced-motion: reduce)");
const log = /** @type {HTMLInputElement} */ (byId("log"));
const target = /** @type {HTMLInputElement} */ (byId("race-target"));
const spacious = /** @type {HTMLInputElement} */ (byId("spacious"));
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
const form = new SettingForm(byId("setting"), catalogue, hills, setting, choose);
const table = new RaceTable(optimizers, choose);
const numbers = new NumbersTable();
const source = new RuleSource();
const stream = new Stream(streamUrl(), server);
const map = new MapPanel(stream, pick, rest);
const race = new Race(stream, (body, signal) => postJson("/api/fans", body, signal), arrived, ({ field, reason }, lane) => {
  if (lane !== setting.focus || !form.fault(field, reason)) notice(`${field} ${reason}`);
});

const presets = new Presets(query.get("preset"), async (query) => {
  const { setting } = await open(query);
  playback.speed = speedOf(query);
  playback.seek(0);
  choose(setting);
  playback.play();
  byId("play").focus();
});

playback.speed = speedOf(query);
log.checked = loss.log = query.get("scale") === "log";
spacious.checked = hill.spacious = query.get("view") === "3d";
if (opened.unknown.length) notice(`Not known here, so left as usual: ${opened.unknown.join(", ")}.`);
if (Number(query.get("target")) > 0) target.value = query.get("target") ?? TARGET;
if (!embedded) shareDialog(() => address(new URLSearchParams()), parts.hidden);
const step = Math.min(Math.max(0, Math.floor(Number(query.get("step")) || 0)), setting.steps);
const announcer = new Announcer(byId("announcement"), step);
const ballHandle = new Handle(byId("hill"), "Start of the ball", () => hill.plot.grip(), (way) => choose(form.startChoice(form.moved(way))));
const mapHandle = new Handle(byId("map"), "Rate and start on the map", () => map.plot.spot(), ([across, up]) => {
  pick(form.rateMoved(across), form.moved([up, 0])[0], false);
});
for (const runner of race.want(setting)) runner.ask(step);
const challenge =
  asked &&
  new ChallengePanel(asked, {
    catalogue,
    race,
    form,
    setting: () => setting,
    about,
    choose,
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
showHill();
loss.show();

addEventListener("themechange", () => {
  showHill();
  loss.show();
});
byId("straighten").addEventListener("click", () => choose({ lane: { hyperparameters: hyperparametersNow() } }));
byId("speed").addEventListener("change", note);
target.addEventListener("input", () => {
  moved();
  note();
});
byId("race-fair").addEventListener("click", compareFairly);
log.addEventListener("change", () => {
  loss.log = log.checked;
  rest();
  note();
});
spacious.addEventListener("change", () => {
  hill.spacious = spacious.checked;
  showHill();
  note();
});
draggable(byId("hill"), () => (challenge ? null : hill.plot.grip()), (point) => {
  const { start, dimension } = about();
  if (point === null) {
    const last = held;
    if (last && dimension > 1) choose(form.startChoice(last));
    else if (!unasked) held = null;
    if (outside(form.start())) showHill();
    return moved();
  }
  const inside = point.map((each) => Math.min(Math.max(each, start.minimum), start.maximum));
  const near = form.nearestPoint(inside);
  held = dimension > 1 ? inside : near;
  choose(form.startChoice(near));
});

for (const event of ["pointerover", "focusin"])
  byId("setting").addEventListener(event, ({ target }) => {
    const { field } = /** @type {HTMLElement} */ (/** @type {HTMLElement} */ (target).closest("[data-field]"))?.dataset ?? {};
    if (field) for (const { fans } of race.runners) fans.reached.add(field);
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
  if (race.current && race.dense) playback.tick((now - before) / 1000, race.whole);
  before = now;
  requestAnimationFrame(frame);
});

/**
 * The setting of an address. A function that is typed there the server reads first.
 * @param {URLSearchParams} query
 */
async function open(query) {
  let { objective, unknown } = objectiveOf(query, objectives);
  if (objective.formula !== undefined)
    try {
      await hills.learn(objective);
    } catch (error) {
      const [problem] = error instanceof Refusal ? error.problems : [];
      notice(`The function can't be read: ${problem?.msg ?? "the server can't be reached"}.`);
      objective = usual(objectives[0]);
    }
  const { setting, unknown: more } = fromQuery(query, objective, hills.of(objective), catalogue);
  return { setting, unknown: [...unknown, ...more, ...strangers(query, optimizers), ...parts.unknown] };
}

/** @param {URLSearchParams} query */
function speedOf(query) {
  return SPEEDS.find((speed) => speed === Number(query.get("speed"))) ?? 10;
}

/** What is known of the objective. */
function about() {
  return hills.of(setting.objective);
}

/** @returns {Optimizer} */
function optimizerOf(/** @type {string} */ name) {
  return /** @type {Optimizer} */ (optimizers.find((/** @type {Optimizer} */ each) => each.name === name));
}

function showHill() {
  unshown = false;
  const [formula, ...slopes] = definitions(about());
  const room = about().dimension === 1 ? "objective-formula" : "objective-slopes";
  byId("objective-slopes").replaceChildren();
  byId("objective-formula").replaceChildren(formula);
  byId(room).append(...slopes);
  byId("spacious-choice").hidden = about().dimension === 1;
  hill.show(about(), form.start());
  map.show(about());
}

/**
 * Whether a ball starts where the usual picture doesn't show it.
 * @param {number[]} start
 */
function outside(start) {
  return about().domain.some(([low, high], place) => start[place] < low || start[place] > high);
}

/**
 * A hand on the map.
 * @param {number} x
 * @param {number} y
 * @param {boolean} down whether it is still there
 */
function pick(x, y, down) {
  const lr = form.nearest("optimizer.lr", x);
  const start = form.start().with(0, form.nearest("start.0", y));
  held = down || unasked ? start : null;
  const lane = focused(setting);
  if (lr === rateNow() && String(start) === String(form.start())) return;
  const moved = form.startChoice(start);
  choose({ ...moved, lane: { ...moved.lane, hyperparameters: { ...lane.hyperparameters, lr } } });
}

/** @returns {number} */
function rateNow() {
  return /** @type {number} */ (focused(setting).hyperparameters.lr);
}

/** The hyperparameters of the next whole step of the lane in focus. */
function hyperparametersNow() {
  return bending ?? hyperparametersAt(focused(setting), Math.ceil(playback.position));
}

/**
 * Take what was chosen. A hyperparameter moved while the balls roll bends the run in focus from the next step on; all
 * else is new runs from the start. While a hand moves a number, the server is not asked: the fans have the runs, or
 * those at hand stay until nothing moves.
 * @param {Choice} choice
 */
function choose(choice) {
  const { lane, ...others } = choice;
  if (playback.playing && lane?.hyperparameters && Object.keys(lane).length === 1 && !Object.keys(others).length) {
    bending = lane.hyperparameters;
    rest();
    return;
  }
  const past = setting;
  const began = form.start();
  bending = null;
  setting = chosen(setting, choice, hills.of, optimizers);
  const want = race.want(setting);
  if (want.length) byId("race-fair-note").hidden = true;
  const reshaped = setting.objective !== past.objective;
  const elsewhere = reshaped && (choice.objective?.name !== past.objective.name || choice.objective.formula !== undefined);
  if (elsewhere) presets.leave();
  const repaced = lane?.schedule !== undefined && lane.schedule.name !== focused(past).schedule.name;
  const other = elsewhere || repaced || lane?.optimizer !== undefined || choice.lanes !== undefined;
  form.show({ ...setting });
  const start = form.start();
  if (choice.start || lane?.start !== undefined || elsewhere) playback.seek(0);
  if (!unasked || playback.step === 0) standing = playback.step;
  if (other) for (const runner of want) runner.ask();
  else if (want.length) {
    unasked = true;
    showFromFans();
  }
  // The hand sees where it drags the ball: no other picture while it does.
  const far = held === null && start !== began && (outside(began) || outside(start));
  if (elsewhere || far) showHill();
  else if (reshaped) unshown = true;
  moved();
  note();
}

/** Show the runs of the setting out of fans, where they have them. */
function showFromFans() {
  let last = playback.last;
  for (const runner of race.runners) if (!runner.current && runner.showFromFan(standing)) last = race.last;
  playback.extend(last);
  playback.position = Math.min(standing, last);
}

/** Bend the run in focus where the ball is. Until something of its last bend has come, the hand may move on. */
function bend() {
  const runner = race.runners[setting.focus];
  if (!bending || !runner.live.current) return;
  const step = Math.min(Math.ceil(playback.position), runner.records.last);
  setting = withLane(setting, bent(focused(setting), step, bending));
  bending = null;
  for (const { live, wanted } of race.want(setting)) live.ask(wanted, step + 1);
  playback.extend(Math.max(step, race.last));
  moved();
  note();
}

/** More of a run has come, or its end. */
function arrived() {
  if (!holding) held = null;
  // A lane that has ended early cuts nobody short while another has yet to come.
  playback.extend(race.whole ? race.last : Math.max(race.last, playback.last));
  bend();
  moved();
  rest();
}

/** The balls have moved, or what they move in. All that is drawn is of runs that have come, not of those asked for. */
function moved() {
  const now = performance.now();
  const passing = playback.playing && now - narrated < LEGIBLE;
  controls.show(race.whole, race.runners.some(({ records }) => records.length > 0));
  if (!passing) showSetting();
  if (!playback.playing) rest();
  const balls = race.runners.flatMap(({ records, spec }, place) => {
    const step = Math.min(playback.step, records.last);
    if (!spec || records.row(step) < 0 || spec.start.length !== about().dimension) return [];
    const { hue, title, state } = optimizerOf(spec.optimizer.name);
    const focus = place === setting.focus;
    return {
      records,
      position: Math.min(still.matches ? playback.step : playback.position, records.last),
      held: focus || !setting.lanes[place]?.start ? held : null,
      hue: `hue-${hue}`,
      label: race.runners.length > 1 ? String(place + 1) : "",
      name: race.runners.length > 1 ? `${place + 1} ${title}` : title,
      focus,
      state,
    };
  });
  const { records, spec } = race.runners[setting.focus];
  if (spec) panel.course = { records, run: spec, optimizer: optimizerOf(spec.optimizer.name), objective: hills.of(spec.objective) };
  hill.plot.draw([...balls, ...(challenge?.marks ?? [])], panel.arrows);
  loss.draw(balls);
  if (passing) return;
  narrated = now;
  table.tell(race.runners, playback.step, hills.of);
  if (spec) narrate(records, spec, optimizerOf(spec.optimizer.name));
  panel.show();
  numbers.tell(panel.course, playback.step);
}

/** What is set, wherever the balls are. */
function showSetting() {
  const lane = focused(setting);
  form.show(withLane(setting, { ...lane, hyperparameters: hyperparametersNow() }));
  table.show(setting);
  const { hue, state } = optimizerOf(lane.optimizer);
  byId("page").dataset.hue = String(hue);
  byId("page").dataset.drawn = [...state.map(({ role }) => role), about().dimension > 1 ? "above" : ""].join(" ");
  byId("page").classList.toggle("waiting", !race.current);
  map.draw(rateNow(), form.start()[0], `hue-${hue}`);
  source.show(optimizerOf(lane.optimizer));
  handle();
}

/** Say what the handles are at. */
function handle() {
  const start = form.start();
  const [x] = about().domain;
  ballHandle.show(start[0], x, pointText(start, 6));
  mapHandle.show(rateNow(), form.rateRange.slider, `rate ${rateNow()}, start ${start[0]}`);
}

/** What is said of where the balls rest. */
function standingSentence() {
  const told = stepSentence(race.runners[setting.focus].records, playback.step);
  if (race.runners.length < 2 || playback.step < race.last) return told;
  const balls = race.runners.map(({ records }, place) => ({ title: optimizerOf(setting.lanes[place].optimizer).title, records }));
  return `${told} ${orderSentence(balls, table.low)}`;
}

/**
 * When nothing has changed for a moment, ask for what is to be shown, have the next answers at hand,
 * and write the plots.
 */
function rest() {
  clearTimeout(resting);
  resting = window.setTimeout(() => {
    if (unshown) showHill();
    if (unasked) for (const runner of race.runners) if (!runner.current || runner.records.steps) runner.ask(playback.step);
    unasked = false;
    bend();
    if (race.dense) {
      if (!playback.playing) {
        hill.plot.settle();
        if (race.current) announcer.rest(playback.step, standingSentence);
      }
      loss.settle();
    }
    if (!race.whole || playback.playing || holding) return;
    if (race.current && race.dense) challenge?.ran();
    foresee();
  }, holding ? HOLD : REST);
}

/** Write the address when nothing has been chosen for a moment. It needn't wait until the runs have come. */
function note() {
  clearTimeout(noting);
  noting = window.setTimeout(() => {
    history.replaceState(null, "", `?${address(query)}`);
    if (embedded) /** @type {HTMLAnchorElement} */ (byId("open")).search = address(new URLSearchParams());
  }, holding ? HOLD : REST);
}

/** @param {URLSearchParams} kept what stays as it was said */
function address(kept) {
  const { checked: spaced } = spacious;
  const looks = { step: playback.stand, speed: playback.speed, log: log.checked, spacious: spaced, challenge: challenge?.text ?? "", preset: presets.name, target: target.value, kept };
  return addressOf(setting, looks);
}

/** Fetch what the hand may want next: the fans of the lane in focus and of those that start with it, and the map. */
function foresee() {
  const reach = form.reach();
  const starts = new Map([...reach].filter(([field]) => field.startsWith("start")));
  const lane = focused(setting);
  race.runners.forEach(({ fans, wanted }, place) => {
    const straight = { ...wanted, changes: [] };
    if (place === setting.focus) fans.foresee(straight, reach, playback.stand, 1);
    else if (!lane.start && !setting.lanes[place].start) fans.foresee(straight, starts, playback.stand, 1 / race.runners.length);
  });
  map.want({ ...race.runners[setting.focus].wanted, changes: [] }, optimizerOf(lane.optimizer));
}

/** Give each lane the rate that leads it lowest, and say so. */
async function compareFairly() {
  const button = byId("race-fair");
  button.toggleAttribute("disabled", true);
  try {
    const control = new AbortController();
    choose({ lanes: await tuned(setting, (body) => postJson("/api/fans", body, control.signal)) });
    byId("race-fair-note").textContent = FAIR;
    byId("race-fair-note").hidden = false;
  } catch {
    notice("The rates could not be compared: the server can't be reached.");
  } finally {
    button.toggleAttribute("disabled", false);
  }
}
