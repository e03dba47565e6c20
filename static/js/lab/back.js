// A saved training in the lab: opened, or its curve beside the one that is there, with its own numbers.

import { postJson } from "../api.js";
import { difference } from "./ghosts.js";
import { areOf, parting, settingOf, updatesOf } from "./saved.js";
import { sharesSentence } from "./words.js";

/** @import { Opener } from "../bringback.js" */
/** @import { Saved } from "../saved.js" */
/** @import { LabSetting } from "../types.js" */
/** @import { TrainingAnswer } from "./saved.js" */
/** @import { Updates } from "./updates.js" */

/**
 * What it needs of the page.
 * @typedef {object} Lab
 * @property {() => LabSetting} setting
 * @property {() => Updates} updates those that are shown
 * @property {(setting: LabSetting, updates: Updates) => Promise<void>} put show a training in the place of the one that is there
 * @property {(setting: LabSetting, updates: Updates) => void} beside show its curve among the earlier ones
 * @property {(count: number) => void} many say how many networks are trained at once
 */

/**
 * @param {Lab} lab
 * @returns {Opener}
 */
export function labBack(lab) {
  return {
    page: "classifier",
    async open(saved, signal) {
      const { setting, updates, told } = await cameOf(saved, lab.setting(), signal);
      await lab.put(setting, updates);
      if (saved.kind === "training") return `It is opened${told}`;
      if (saved.kind === "ensemble_map") return `It is ${saved.title}: their training is opened. “Map the rates” makes such a map of it.`;
      lab.many(saved.spec.count ?? 100);
      return `It is ${saved.title}: their training is opened. “Train them” trains as many of it again.`;
    },
    async compare(saved, signal) {
      if (saved.kind !== "training") throw new Error(`it is ${saved.title}, which can only be opened`);
      const { setting, updates, told } = await cameOf(saved, lab.setting(), signal);
      const present = lab.setting();
      if (setting.data !== present.data) throw new Error("it has other data, so that it can only be opened");
      if (setting.loss !== present.loss) throw new Error("it has another loss, so that it can only be opened");
      lab.beside(setting, updates);
      return `Its loss is the grey curve “${difference(setting, present)}”${told} ${rightSentence(updates, lab.updates())}`;
    },
  };
}

/**
 * What came of a saved training: its setting, the updates to be shown, and what to tell of these.
 * @param {Saved} saved
 * @param {LabSetting} present
 * @param {AbortSignal} signal
 */
async function cameOf({ kind, what, content, numbered }, present, signal) {
  /** @type {TrainingAnswer} */
  const answer = await postJson("/api/trainings", what, signal);
  const setting = settingOf(answer.training, present);
  const own = kind === "training" && numbered && areOf(content, answer);
  const updates = updatesOf(own ? { ...content, rates: answer.rates } : answer);
  const why = numbered ? "file's numbers are not of this training" : "file has no numbers";
  if (!own) return { setting, updates, told: `. The ${why}: these are the server's.` };
  const step = parting(content, answer);
  updates.foreign = step !== null;
  const told = step === null ? "the server gives the same, to the last bit" : `from update ${step} on the server gives others, which are what is taken home`;
  return { setting, updates, told: `, with the file's own numbers: ${told}.` };
}

/**
 * How often both are right at their ends.
 * @param {Updates} saved
 * @param {Updates} present
 */
function rightSentence(saved, present) {
  const [one, other] = [saved, present].map(({ after }) => after && sharesSentence(after));
  return one && other ? `At its end it is right about ${one}, the one here about ${other}.` : "";
}
