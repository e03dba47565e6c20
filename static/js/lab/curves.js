// The losses of the lab as curves: of each update, or over all samples; and those of trainings before.

import { difference } from "./ghosts.js";

/** @import { Curve } from "../plots/loss.js" */
/** @import { LabSetting } from "../types.js" */
/** @import { Ghosts } from "./ghosts.js" */
/** @import { Updates } from "./updates.js" */

/**
 * @param {Updates} updates
 * @param {LabSetting} setting
 * @param {Ghosts} ghosts
 * @param {{ position: number, hue: string, overall: boolean }} look overall: the mean loss over all samples
 * @returns {Curve[]} the training at hand first
 */
export function curvesOf(updates, setting, ghosts, { position, hue, overall }) {
  const past = ghosts.of(setting).filter((ghost) => ghost.updates !== updates);
  const faint = past.map((ghost) => ({
    records: overall ? ghost.updates.means.training : ghost.updates,
    position: ghost.updates.end,
    hue: "ghost",
    name: difference(ghost.setting, setting),
    ghost: true,
  }));
  if (!overall) return [{ records: updates, position, hue, name: past.length ? "this training" : undefined }, ...faint];
  const { training, test } = updates.means;
  const tested = test.length ? [{ records: test, position, hue: "test", name: "test samples" }] : [];
  return [{ records: training, position, hue, name: "training samples" }, ...tested, ...faint];
}
