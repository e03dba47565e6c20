// A saved run or training by somebody's own optimizer: its code in the editor, its setting beside it, its numbers compared.

import { postJson, Refusal } from "../api.js";
import { isLike } from "../saved.js";
import { codeOf, hillOf, labOf, parting } from "./saved.js";

/** @import { Opener } from "../bringback.js" */
/** @import { Saved } from "../saved.js" */
/** @import { Pictures } from "./pictures.js" */

/**
 * What it needs of the page.
 * @typedef {object} Own
 * @property {Pictures} pictures
 * @property {(code: ReturnType<typeof codeOf>) => void} put put code into the editor, and run it
 */

const DOORS = { run: "/api/runs", training: "/api/trainings" };

/**
 * @param {Own} page
 * @returns {Opener}
 */
export function ownBack({ pictures, put }) {
  return {
    page: "optimizer",
    async open(saved, signal) {
      const { kind, what } = saved;
      const came = await cameOf(saved, signal);
      const spec = came.answer?.[kind] ?? what;
      if ((spec.dtype ?? "float32") !== "float32") throw new Error(`it is in ${spec.dtype}, and this page is in float32`);
      const { hill, lab } = pictures;
      if (kind === "training") lab.put(labOf(spec, lab.host.catalogue, lab.setting.rate));
      else {
        const { setting, course } = hillOf(spec);
        await hill.put(setting, course);
      }
      put(codeOf(what));
      return `Its code is opened. ${came.told}`;
    },
    async compare(saved, signal) {
      const { answer, shown, told } = await cameOf(saved, signal);
      if (!answer) return told;
      if (saved.kind === "run") pictures.hill.compare({ ...shown, run: answer.run });
      else pictures.lab.compare({ ...shown, training: answer.training });
      return `Its loss is the grey curve. ${told}`;
    },
  };
}

/**
 * What the server says of a file: all of it, or why it can't be run here. Rejected where it is none that may be run.
 * @param {Saved} saved
 * @param {AbortSignal} signal
 * @returns {Promise<{ answer: any, shown?: any, told: string }>} shown: whose numbers can be shown
 */
async function cameOf({ kind, what, content, numbered }, signal) {
  if (kind !== "run" && kind !== "training") throw new Error("many runs by an own optimizer can't be had here");
  let answer;
  try {
    answer = await postJson(DOORS[kind], what, signal);
  } catch (error) {
    const why = reason(error);
    if (!why) throw error;
    return { answer: null, told: `${why}, so that its numbers can't be compared.` };
  }
  if (!numbered) return { answer, shown: answer, told: "The file has no numbers: these are the server's." };
  const step = parting({ kind, content }, answer);
  const noun = kind === "run" ? "step" : "update";
  const whole = step !== undefined && Object.entries(answer.steps).every(([name, column]) => name === "state" || isLike(content.steps[name], column)) && isLike(content.outcome, answer.outcome);
  if (step === undefined) return { answer, shown: answer, told: `The file's numbers are not of this ${kind}: these are the server's.` };
  return { answer, shown: whole ? content : answer, told: step === null ? "The numbers are the file's, to the last bit." : `From ${noun} ${step} on the numbers are others than the file's.` };
}

/**
 * Why code isn't run, or fails, though it may be opened; nothing where the file is refused.
 * @param {unknown} error
 */
function reason(error) {
  if (!(error instanceof Refusal)) return "";
  const [problem] = error.problems;
  if (problem) return problem.fault ? `It fails here with a ${problem.fault.type}` : "";
  return "This server doesn't run its code";
}
