// What there is to take home of the classifier: the training, and the many networks.

import { curveSigns, patchMark, ruleSign } from "../plots/caption.js";
import { mark } from "./seedgrid.js";
import { markOf } from "./signs.js";
import { named, titled, trainingOf } from "./training.js";

/** @import { LiveRun } from "../live.js" */
/** @import { Playback } from "../playback.js" */
/** @import { LossPlot } from "../plots/loss.js" */
/** @import { Goods, Picture } from "../takehome.js" */
/** @import { LabCatalogue, LabSetting } from "../types.js" */
/** @import { EnsemblePanel } from "./ensemble.js" */
/** @import { Samples } from "./samples.js" */
/** @import { Updates } from "./updates.js" */

/**
 * What the page shows.
 * @typedef {object} Lab
 * @property {LabCatalogue} catalogue
 * @property {LabSetting} setting
 * @property {LiveRun<LabSetting, Updates>} live
 * @property {Samples} samples
 * @property {LossPlot} loss
 * @property {Playback} playback
 * @property {boolean} log
 * @property {EnsemblePanel} ensemble
 */

/** What the marks of the seeds mean. @type {[string, "right" | "wrong" | "diverged"][]} */
const ENDS = [
  ["learned", "right"],
  ["not", "wrong"],
  ["diverged", "diverged"],
];

/**
 * @param {Lab} lab
 * @returns {Goods}
 */
export function goodsOf({ catalogue, setting, live, samples, loss, playback, log, ensemble }) {
  const training = { training: trainingOf(live.spec ?? setting) };
  const { ensemble: many, ensemble_map: mapped } = ensemble.specs;
  return {
    pictures: { ...picturesOf(catalogue, live.spec ?? setting, loss, samples, playback.step, training), ...ensemblePictures(ensemble, catalogue) },
    moving: { training: live.records.length ? { of: training, last: live.records.outcome ? live.records.end : updatesOf(setting, samples), speed: playback.speed, log } : undefined },
    files: { training, ensemble: many && { ensemble: many }, ensemble_map: mapped && { ensemble_map: mapped } },
  };
}

/**
 * How many updates a training has.
 * @param {LabSetting} setting
 * @param {Samples} samples
 */
function updatesOf({ epochs, batch }, { data }) {
  return epochs * Math.ceil((data?.training.labels.length ?? 0) / batch);
}

/**
 * @param {LabCatalogue} catalogue
 * @param {LabSetting} setting
 * @param {LossPlot} loss
 * @param {Samples} samples
 * @param {number} step
 * @param {object} figure
 * @returns {Record<"loss" | "plane", Picture>}
 */
function picturesOf({ datasets, optimizers }, setting, loss, { plane }, step, figure) {
  const { name, title } = titled(setting.data, datasets);
  const rule = ruleSign(named(optimizers, setting.optimizer), setting.hyperparameters);
  const classes = (plane.shown?.classes ?? []).map((text, label) => ({ text, mark: markOf(label) }));
  return {
    loss: { of: loss, file: `${name}-loss-step-${step}`, caption: { title: `${title}: loss by update, at update ${step}`, signs: [rule, ...curveSigns(loss.present)] }, figure },
    plane: { of: plane, file: `${name}-plane-step-${step}`, caption: { title: `${title}, at update ${step}`, signs: classes } },
  };
}

/**
 * @param {EnsemblePanel} ensemble
 * @param {LabCatalogue} catalogue
 * @returns {Record<string, Picture | undefined>}
 */
function ensemblePictures({ band, seeds, map, specs, trained, mapped }, { datasets }) {
  const own = band.own && { text: "the training by itself", mark: patchMark(band.own.hue, 2) };
  const trainedWith = titled(trained.data, datasets);
  const mappedWith = titled(mapped.data, datasets);
  return {
    band: band.band
      ? {
          of: band,
          file: `${trainedWith.name}-networks`,
          caption: { title: `${trainedWith.title}: losses of ${specs.ensemble?.count ?? "many"} networks`, signs: [{ text: "median, 10 to 90 %, least to greatest" }, ...(own ? [own] : [])] },
          figure: specs.ensemble && { ensemble: specs.ensemble },
        }
      : undefined,
    seeds: {
      of: seeds,
      file: `${trainedWith.name}-seeds`,
      caption: {
        title: `${trainedWith.title}: ${seeds.summary}`,
        signs: ENDS.map(([text, end]) => ({ text, mark: (sketch, x, y) => mark(sketch, x, y, end) })),
      },
    },
    seedmap: map.map
      ? {
          of: map,
          file: `${mappedWith.name}-seed-map`,
          caption: {
            title: `${mappedWith.title}: which share of the seeds learns`,
            signs: [
              { text: "none", mark: patchMark("sunken") },
              { text: `all ${map.map.count}`, mark: patchMark("good") },
            ],
          },
          figure: specs.ensemble_map && { ensemble_map: specs.ensemble_map },
        }
      : undefined,
  };
}
