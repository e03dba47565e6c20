// The rating page: two pictures to paint, how differently a network sees them, and the descent that ends it.

import { getJson } from "../api.js";
import { notice, server } from "../banner.js";
import { numberField } from "../controls.js";
import { LiveRun } from "../live.js";
import { write } from "../narration.js";
import { shown } from "../numbers.js";
import { Playback } from "../playback.js";
import { ruleSign } from "../plots/caption.js";
import { LossPlot } from "../plots/loss.js";
import { fromQuery, toQuery } from "../rating/address.js";
import { edgeOf, tame } from "../rating/edge.js";
import { Filters } from "../rating/filters.js";
import { Painter } from "../rating/painter.js";
import { brightest, BRIGHTEST } from "../rating/picture.js";
import { RatingReadout } from "../rating/readout.js";
import { chosen, MAX_SEED, MAX_STEPS, RATING, sameRating, ZERO } from "../rating/setting.js";
import { ThresholdPanel } from "../rating/thresholdpanel.js";
import { blindSentence, endSentence, placeSentence } from "../rating/words.js";
import { RuleFields } from "../rule.js";
import { Stream, streamUrl } from "../stream.js";
import { takeHome } from "../takehome.js";
import { transport } from "../transport.js";

/** @import { Optimizer } from "../types.js" */
/** @import { Ratings } from "../rating/ratings.js" */
/** @import { Pair, RatingSetting } from "../rating/types.js" */

/** How long nothing may change before the plot and the address are written, in milliseconds. */
const REST = 150;
/** A new descent takes the place of the old one when it has come where that stands, or at least so far. */
const SOON = 80;
/** @type {import("../controls.js").Range} */
const BRUSH = {
  title: "Brush",
  help: "The intensity that it paints. Over a pixel that has it already, the brush erases.",
  minimum: 0,
  maximum: BRIGHTEST,
  slider: [0.1, BRIGHTEST],
  scale: "log",
};
/** @type {import("../controls.js").Range} */
const SEED = {
  title: "Seed",
  help: "Which weights the network is drawn with, as torch.manual_seed takes it.",
  minimum: 0,
  maximum: MAX_SEED,
  slider: [0, 99],
  scale: "linear",
  whole: true,
};
/** @type {import("../controls.js").Range} */
const STEPS = {
  title: "Steps",
  help: "How often the weights are adjusted.",
  minimum: 1,
  maximum: MAX_STEPS,
  slider: [1, MAX_STEPS],
  scale: "log",
  whole: true,
};

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @type {[Pair[], Optimizer[]]} */
const [pairs, optimizers] = await Promise.all([getJson("/api/ratings/pairs"), getJson("/api/optimizers")]);
/** @type {(name: string) => Pair} */
const pairNamed = (name) => /** @type {Pair} */ (pairs.find((pair) => pair.name === name));
const speeds = [.../** @type {HTMLSelectElement} */ (byId("speed")).options].map(({ value }) => Number(value));
const opened = fromQuery(new URLSearchParams(location.search), optimizers, pairNamed("slight"), speeds);
let { setting } = opened;
let { brush, threshold } = opened.looks;
let resting = 0;
/** Which step is shown, of which descent. @type {{ step: string, records: Ratings | null }} */
const told = { step: "", records: null };

const still = matchMedia("(prefers-reduced-motion: reduce)");
const log = /** @type {HTMLInputElement} */ (byId("log"));
const painters = /** @type {const} */ (["right", "other"]).map((which) => ({
  which,
  painter: new Painter(byId(which), byId("painted"), () => brush, (picture) => choose({ [which]: picture })),
}));
const readout = new RatingReadout(/** @type {HTMLTableElement} */ (byId("outputs")), byId("rating"));
const filters = new Filters(byId("filters"));
const playback = new Playback(moved);
const loss = new LossPlot(byId("loss"), playback, Infinity);
const controls = transport(playback);
const rule = new RuleFields(optimizers, setting, choose);
const seed = numberField(SEED, setting.seed, (seed) => choose({ seed }));
const steps = numberField(STEPS, setting.steps, (steps) => choose({ steps }));
const thresholds = new ThresholdPanel(
  byId("threshold"),
  /** @type {HTMLTableElement} */ (byId("pairs")),
  byId("judged"),
  pairs,
  threshold,
  (chosen) => {
    threshold = chosen;
    rest();
  },
);
const stream = new Stream(streamUrl(), server);
const live = new LiveRun(stream, RATING, arrived, ({ field, reason }) => {
  const own = field.replace(/^rating\./, "");
  const known = { seed, steps }[own];
  known?.fault(reason);
  if (!known && !rule.fault(own, reason)) notice(`${field} ${reason}`);
});

byId("brush").replaceChildren(
  numberField(BRUSH, brush, (chosen) => {
    brush = Number(chosen.toFixed(4));
    rest();
  }).element,
  seed.element,
);
byId("setting").replaceChildren(rule.element, steps.element);
playback.speed = opened.looks.speed;
log.checked = loss.log = opened.looks.log;
if (opened.unknown.length) notice(`Not known here, so left as usual: ${opened.unknown.join(", ")}.`);
playback.position = opened.looks.step;
paint();
live.ask(setting, 0, Math.min(playback.step, SOON));
loss.show();

takeHome(stream, () => {
  const descended = live.spec ?? setting;
  const signs = [ruleSign(ruleOf(descended), descended.hyperparameters)];
  return { pictures: { loss: { of: loss, file: `rating-step-${playback.step}`, caption: { title: `The rating, at step ${playback.step}`, signs } } } };
});

addEventListener("themechange", () => loss.show());
for (const button of document.querySelectorAll("[data-pair]"))
  button.addEventListener("click", () => {
    const { right, other } = pairNamed(/** @type {HTMLElement} */ (button).dataset.pair ?? "");
    choose({ right, other });
  });
for (const button of document.querySelectorAll("[data-clear]"))
  button.addEventListener("click", () =>
    choose({ [/** @type {HTMLElement} */ (button).dataset.clear ?? ""]: setting.right.map((row) => row.map(() => 0)) }),
  );
byId("adjust").addEventListener("click", () => {
  playback.seek(0);
  playback.play();
});
byId("fit").addEventListener("click", () => {
  const edge = edgeOf(setting, ruleOf(setting));
  if (edge !== null) choose({ hyperparameters: { ...setting.hyperparameters, lr: tame(edge) } });
});
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
 * Take what was chosen, and rate anew at once: other pictures and another network from the start.
 * @param {Partial<RatingSetting>} choice
 */
function choose(choice) {
  const past = setting;
  setting = chosen(setting, choice, optimizers);
  if (!sameRating(setting, past)) {
    playback.seek(0);
    // Its rating has been seen, and where that comes to is of no use any more.
    if (live.seen) live.stop();
  }
  live.ask(setting, 0, Math.min(playback.step, SOON));
  paint();
  rule.show(setting);
  seed.set(setting.seed);
  steps.set(setting.steps);
  rest();
}

/** Show the two pictures, and that their rating is yet to come. */
function paint() {
  const light = brightest(setting.right, setting.other);
  for (const { which, painter } of painters) painter.show(setting[which], light);
  byId("rated").dataset.stale = String(!sameRating(setting, live.spec));
}

/** @param {RatingSetting} setting */
function ruleOf({ optimizer }) {
  return /** @type {Optimizer} */ (optimizers.find(({ name }) => name === optimizer));
}

/** More of the descent has come, or its end. */
function arrived() {
  const { records } = live;
  playback.follow(records, records.last);
  paint();
  moved();
  if (records.outcome) loss.settle();
  rest();
}

/** It stands at another step, or there is more. All that is drawn is of the descent that has come. */
function moved() {
  const { records, spec } = live;
  controls.show(records.outcome !== null);
  if (!playback.playing) rest();
  if (!spec || !records.length) return;
  const optimizer = ruleOf(spec);
  loss.draw([{ records, position: still.matches ? playback.step : playback.position, hue: `hue-${optimizer.hue}` }]);
  const now = `${playback.step} of ${records.last}, ${records.outcome?.status}`;
  if (now === told.step && records === told.records) return;
  told.step = now;
  told.records = records;
  const { step } = playback;
  readout.show(records.outputs[step], records.loss[step]);
  filters.show(records.weights[step], records.reach(step));
  thresholds.show(records.before);
  write("place", placeSentence(step));
  const edge = edgeOf(spec, optimizer);
  const { text, mood } = endSentence(records, edge);
  write("outcome", text);
  byId("outcome").dataset.mood = mood;
  byId("fit").hidden = records.outcome?.status !== "diverged" || edge === null;
  if (edge !== null) write("fit", `Try a rate of ${shown(tame(edge), 2)}`);
  byId("lesson").hidden = !(step > 0 && records.loss[step] <= ZERO && records.loss[0] > ZERO);
  write("blind", records.after ? blindSentence(pairs, records.after) : "");
}

/** Write the plot and the address, and say the rating aloud, when nothing has changed for a moment. */
function rest() {
  clearTimeout(resting);
  resting = window.setTimeout(() => {
    loss.settle();
    const { stand: step, speed } = playback;
    history.replaceState(null, "", `?${toQuery(setting, { brush, threshold, step, speed, log: log.checked })}`);
    if (live.records.length) write("said", `Step ${playback.step}: the rating is ${shown(live.records.loss[playback.step], 3)}.`);
  }, REST);
}
