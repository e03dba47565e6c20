// Bringing a saved run back: opened as the same run, or put beside those that are there, with its own numbers.

import { Refusal, postJson } from "./api.js";
import { beside, isLike, parting, read, recordsOf, settingOf } from "./saved.js";

/** @import { Hand } from "./hand.js" */
/** @import { Saved } from "./saved.js" */

/** @type {(id: string) => any} */
const byId = (id) => document.getElementById(id);

/** @param {Hand} hand */
export function bringBack(hand) {
  const file = byId("bring-file");
  for (const [id, compared] of /** @type {const} */ ([["bring-open", false], ["bring-beside", true]]))
    byId(id).addEventListener("click", async () => {
      byId("take-status").textContent = "";
      try {
        byId("take-status").textContent = file.files[0] ? await brought(hand, await file.files[0].text(), compared) : "Choose a file first: JSON that was saved here.";
      } catch (error) {
        byId("take-status").textContent = `It can't be brought back: ${said(error)}.`;
      }
    });
}

/**
 * @param {Hand} hand
 * @param {string} text
 * @param {boolean} compared whether the runs that are there stay
 * @returns {Promise<string>} what to tell of it
 */
async function brought(hand, text, compared) {
  const { run, saved } = read(text);
  // The server knows what a run is, and has the numbers that it gives now.
  /** @type {Saved} */
  const answer = await postJson("/api/runs", run);
  if (answer.run.dtype !== "float32") throw new Error(`it is in ${answer.run.dtype}, and this page is in float32`);
  const own = JSON.parse(text);
  const like = saved && isLike(own, answer);
  if (answer.run.objective.formula !== undefined) await hand.host.hills.learn(answer.run.objective);
  hand.choose(compared ? beside(hand.setting, answer.run) : settingOf(answer.run));
  const runner = hand.host.race.runners[hand.setting.lanes.length - 1];
  runner.live.show(runner.wanted, recordsOf(like ? { ...own, rates: answer.rates } : answer));
  hand.arrived();
  const done = compared ? "It is the last ball" : "It is opened";
  if (!saved) return `${done}. The file has no numbers: these are the server's.`;
  if (!like) return `${done}. The file's numbers are not of this run: these are the server's.`;
  const step = parting(own.steps, answer.steps);
  return `${done}, with the file's own numbers: ${step === null ? "the server gives the same, to the last bit" : `from step ${step} on the server gives others`}.`;
}

/** @param {unknown} error */
function said(error) {
  const [problem] = error instanceof Refusal ? error.problems : [];
  return problem ? `${problem.field} ${problem.msg}` : /** @type {Error} */ (error).message;
}
