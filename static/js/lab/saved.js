// A saved training: its setting, its updates, and where these part from others. No document here.

import { isLike, same } from "../saved.js";
import { decoded } from "../typed.js";
import { Updates } from "./updates.js";

/** @import { Frame, LabSetting, TrainingOutcome, TrainingSpec, UpdateColumns } from "../types.js" */

/**
 * An answer of the server about a training, as it is saved too.
 * @typedef {{ training: TrainingSpec, steps: UpdateColumns, frames: Frame[], outcome: TrainingOutcome, rates: number[] | null }} TrainingAnswer
 */

/**
 * The setting that is this training.
 * @param {TrainingSpec} training as the server tells it, whole
 * @param {LabSetting} present whose own data it has where they are the same
 * @returns {LabSetting}
 */
export function settingOf({ optimizer: { name, ...hyperparameters }, changes, data, ...rest }, present) {
  return {
    ...rest,
    data: same(data, present.data) ? present.data : data,
    optimizer: name,
    hyperparameters: /** @type {any} */ (hyperparameters),
    ...(changes?.length && { changes }),
  };
}

/**
 * The updates of an answer.
 * @param {TrainingAnswer} answer
 */
export function updatesOf({ steps, frames, outcome, rates }) {
  const updates = new Updates();
  updates.begin({ rates });
  updates.take(steps, frames);
  updates.finish({ outcome });
  return updates;
}

/**
 * Whether numbers that come from a file are a training's: of the form of those of the server, of the same samples.
 * @param {Partial<TrainingAnswer>} saved
 * @param {TrainingAnswer} answer
 */
export function areOf({ steps, frames, outcome }, answer) {
  const columns = /** @type {const} */ (["step", "epoch", "samples"]);
  return (
    isLike(steps, answer.steps) &&
    isLike(frames, answer.frames) &&
    isLike(outcome, answer.outcome) &&
    same(outcome?.status, answer.outcome.status) &&
    columns.every((name) => same(steps?.[name], answer.steps[name])) &&
    (frames ?? []).every((frame, place) => same(frame.step, answer.frames[place].step) && drawable(frame, answer.frames[place]))
  );
}

/**
 * Whether a frame's plane can be drawn: as many places as the server's, and no class that the network has no output for.
 * @param {Frame} frame
 * @param {Frame} said
 */
function drawable({ plane }, said) {
  if (!plane || !said.plane) return true;
  try {
    const [mine, theirs] = [plane, said.plane].map((each) => [each.said, each.share].map(decoded));
    return mine.every((places, one) => places.length === theirs[one].length) && mine[0].every((output) => output < said.training.first.length);
  } catch {
    return false;
  }
}

/**
 * The first update before which two trainings of the same form differ, null where none does.
 * @param {TrainingAnswer} one
 * @param {TrainingAnswer} other
 */
export function parting(one, other) {
  const row = one.steps.loss.findIndex((loss, place) => !same(loss, other.steps.loss[place]));
  const frame = one.frames.findIndex((each, place) => !same(each, other.frames[place]));
  const steps = [...(row < 0 ? [] : [one.steps.step[row]]), ...(frame < 0 ? [] : [one.frames[frame].step])];
  return steps.length ? Math.min(...steps) : null;
}
