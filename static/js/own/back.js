// A saved run or training by somebody's own optimizer: its code in the editor, its setting beside it, its numbers compared.

import { postJson, Refusal } from "../api.js";
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
    async open(saved) {
      const { kind, what } = saved;
      const came = await cameOf(saved);
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
    async compare(saved) {
      const { told } = await cameOf(saved);
      return `It is compared, not opened. ${told}`;
    },
  };
}

/**
 * What the server says of a file: all of it, or why it can't be run here. Rejected where it is none that may be run.
 * @param {Saved} saved
 * @returns {Promise<{ answer: any, told: string }>}
 */
async function cameOf({ kind, what, content, numbered }) {
  if (kind !== "run" && kind !== "training") throw new Error("many runs by an own optimizer can't be had here");
  let answer;
  try {
    answer = await postJson(DOORS[kind], what);
  } catch (error) {
    const why = reason(error);
    if (!why) throw error;
    return { answer: null, told: `${why}, so that its numbers can't be compared.` };
  }
  if (!numbered) return { answer, told: "The file has no numbers to compare with." };
  const step = parting({ kind, content }, answer);
  const noun = kind === "run" ? "step" : "update";
  if (step === undefined) return { answer, told: `The file's numbers are not of this ${kind}.` };
  return { answer, told: step === null ? "The numbers are the file's, to the last bit." : `From ${noun} ${step} on the numbers are others than the file's.` };
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
