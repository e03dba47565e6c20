// What there is to take home of runs on a hill.

import { ruleNamed } from "./lane.js";
import { curveSigns, ruleSign } from "./plots/caption.js";

/** @import { HillView } from "./hillview.js" */
/** @import { Moving } from "./moving.js" */
/** @import { Playback } from "./playback.js" */
/** @import { LossPlot } from "./plots/loss.js" */
/** @import { Race } from "./race.js" */
/** @import { Picture } from "./takehome.js" */
/** @import { Objective, Optimizer, Setting } from "./types.js" */

/**
 * What a page shows of runs on a hill.
 * @typedef {object} Descent
 * @property {Race} race
 * @property {Setting} setting
 * @property {Objective} about
 * @property {Optimizer[]} rules
 * @property {HillView} view
 * @property {LossPlot} loss
 * @property {Playback} playback
 * @property {HTMLInputElement} log
 */

/**
 * What the hill is called: what was typed, or its title.
 * @param {Objective} objective
 */
export function hillName({ spec, title }) {
  return spec.formula ?? title;
}

/**
 * The picture of the hill, and that of the losses.
 * @param {Descent} descent
 * @returns {Record<"hill" | "loss", Picture>}
 */
export function picturesOf({ race, setting, about, rules, view, loss, playback }) {
  const run = race.runners[setting.focus]?.wanted;
  const name = hillName(about);
  const signs = race.runners.map(({ spec, wanted }, place) => {
    const { optimizer } = spec ?? wanted;
    return ruleSign(ruleNamed(rules, optimizer.name), optimizer, race.runners.length > 1 ? String(place + 1) : "");
  });
  const step = `step ${playback.step}`;
  const file = (/** @type {string} */ plot) => `${about.name}-${plot}-step-${playback.step}`;
  return {
    hill: { of: view.plot, file: file("hill"), caption: { title: `${name}, at ${step}`, signs }, figure: { run, view: view.plot === view.surface ? "surface" : "hill" } },
    loss: { of: loss, file: file("loss"), caption: { title: `${name}: loss by step, at ${step}`, signs: [...signs, ...curveSigns(loss.present.filter(({ ghost }) => ghost))] }, figure: { run, view: "loss" } },
  };
}

/**
 * Runs, step by step.
 * @param {Descent} descent
 * @param {object[]} runs
 * @returns {Moving}
 */
export function movingOf({ race, setting, playback, log }, runs) {
  const last = race.whole && race.current ? race.last : setting.steps;
  return { of: runs.length > 1 ? { race: runs } : { run: runs[0] }, last, speed: playback.speed, log: log.checked };
}
