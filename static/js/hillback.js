// A saved run or map on the hill: opened, or a ball beside the others, with its own numbers.

import { postJson } from "./api.js";
import { Chart } from "./chart.js";
import { areOf, beside, parting, recordsOf, settingOf } from "./savedrun.js";
import { isLike, same } from "./saved.js";

/** @import { Opener } from "./bringback.js" */
/** @import { Hand } from "./hand.js" */
/** @import { MapPanel } from "./mappanel.js" */
/** @import { Saved } from "./saved.js" */
/** @import { RunAnswer } from "./savedrun.js" */
/** @import { SweepAnswer } from "./types.js" */

/**
 * @param {Hand} hand
 * @param {MapPanel} map
 * @returns {Opener}
 */
export function hillBack(hand, map) {
  return {
    page: "hill",
    async open(saved, signal) {
      if (saved.kind === "sweep") return openMap(hand, map, saved, signal);
      const came = await cameOf(saved, signal);
      await put(hand, came, () => settingOf(came.answer.run));
      return `It is opened${came.told}`;
    },
    async compare(saved, signal) {
      if (saved.kind === "sweep") throw new Error("it is a map, which can only be opened");
      const came = await cameOf(saved, signal);
      await put(hand, came, () => beside(hand.setting, came.answer.run));
      return `It is the last ball${came.told}`;
    },
  };
}

/**
 * What came of a saved run: what the server says of it, the numbers to be shown, and what to tell of these.
 * @typedef {{ answer: RunAnswer, shown: RunAnswer, told: string }} Came
 */

/**
 * @param {Pick<Saved, "what" | "content" | "numbered">} saved
 * @param {AbortSignal} signal
 * @returns {Promise<Came>}
 */
async function cameOf({ what, content, numbered }, signal) {
  /** @type {RunAnswer} */
  const answer = await postJson("/api/runs", what, signal);
  if (answer.run.dtype !== "float32") throw new Error(`it is in ${answer.run.dtype}, and this page is in float32`);
  if (!numbered) return { answer, shown: answer, told: ". The file has no numbers: these are the server's." };
  if (!areOf(content, answer)) return { answer, shown: answer, told: ". The file's numbers are not of this run: these are the server's." };
  const step = parting(content.steps, answer.steps);
  const told = step === null ? "the server gives the same, to the last bit" : `from step ${step} on the server gives others, which are what is taken home`;
  return { answer, shown: { ...content, rates: answer.rates }, told: `, with the file's own numbers: ${told}.` };
}

/**
 * @param {Hand} hand
 * @param {Came} came
 * @param {() => import("./types.js").Setting} setting the setting of which it is the last lane
 */
async function put(hand, { answer: { run }, shown }, setting) {
  const { hills, race } = hand.host;
  if (run.objective.formula !== undefined) await hills.learn(run.objective);
  hand.choose(setting());
  const runner = race.runners[hand.setting.lanes.length - 1];
  runner.live.show(runner.wanted, recordsOf(shown));
  hand.arrived();
}

/**
 * Open the run of a map, and the map itself where it is one that this page shows.
 * @param {Hand} hand
 * @param {MapPanel} map
 * @param {Saved} saved
 * @param {AbortSignal} signal
 * @returns {Promise<string>} what to tell of it
 */
async function openMap(hand, map, { spec, content, numbered }, signal) {
  /** @type {SweepAnswer} */
  const answer = await postJson("/api/sweeps", spec, signal);
  const { run, x, y } = answer.sweep;
  await put(hand, await cameOf({ what: run, content: {}, numbered: false }, signal), () => settingOf(run));
  const rates = hand.form.rateRange.slider;
  const shows = x.field === "optimizer.lr" && y.field === "start.0" && within(x, rates) && within(y, hand.about.domain[0]);
  if (!shows) return `Its run is opened. Its map is over ${x.field} from ${x.low} to ${x.high} and ${y.field} from ${y.low} to ${y.high}, which this page doesn't draw: the map here is the page's own.`;
  const own = numbered && isLike(content, answer);
  if (hand.unshown) hand.show();
  map.keep({ ...hand.host.race.runners[0].wanted, changes: [] }, hand.rule, new Chart(own ? content : answer));
  if (!own) return `It is opened. The file's numbers are not of this map: these are the server's.`;
  const told = same(content.ends, answer.ends) ? "the server gives the same, to the last bit" : "the server gives others in some places";
  return `It is opened, with the file's own numbers: ${told}.`;
}

/**
 * @param {{ low: number, high: number }} axis
 * @param {number[]} ends
 */
function within({ low, high }, ends) {
  return low >= ends[0] && high <= ends[1];
}
