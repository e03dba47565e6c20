// The words beside the pictures: what is shown, what the network says of it, how wrong that is, how it ended.

import { number, rule } from "../equations.js";
import { bendSentence } from "../lane.js";
import { write } from "../narration.js";
import { shown } from "../numbers.js";
import { mostRight } from "./network.js";
import { endSentence, lossWords, placeSentence, shownSentence, verdictSentence } from "./words.js";

/** @import { Data, LabSetting, Optimizer } from "../types.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Updates } from "./updates.js" */

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** How many samples any network could get right, by data. @type {WeakMap<Data, number>} */
const most = new WeakMap();

/**
 * @param {Data} data
 * @param {Updates} updates
 * @param {number} step
 * @param {Scene} scene
 * @param {LabSetting} training
 * @param {Optimizer} optimizer
 */
export function narrate(data, updates, step, scene, training, optimizer) {
  write("shown", shownSentence(data, scene));
  write("place", placeSentence(updates, step, training.epochs));
  write("verdict", verdictSentence(data, scene));
  tellLoss(training, scene);
  if (!most.has(data)) most.set(data, mostRight(data.training.inputs, data.training.labels));
  const count = data.training.labels.length;
  const all = Math.round((updates.after?.training.accuracy.all ?? 0) * count);
  const { text, mood } = endSentence(updates.outcome, all, count, most.get(data) ?? count);
  write("outcome", text);
  byId("outcome").dataset.mood = mood;
  const changed = bendSentence({ changes: training.changes ?? [] }, optimizer, ["Changed", "update"]);
  if (write("bends-text", changed)) byId("bends").hidden = changed === "";
  const roll = byId("roll");
  const hill = `/?optimizer=${optimizer.name}`;
  if (roll.getAttribute("href") === hill) return;
  roll.setAttribute("href", hill);
  byId("rule").replaceChildren(...rule(optimizer));
}

/**
 * The loss of what is shown, and how it comes out of the shares.
 * @param {LabSetting} training
 * @param {Scene} scene
 */
function tellLoss(training, scene) {
  const { loss, shares, label } = scene;
  byId("loss-lines").hidden = loss === null;
  if (loss === null) return;
  const words = lossWords(training, scene);
  byId("loss-formula").hidden = words !== "" || !shares;
  write("loss-words", words);
  if (shares) {
    write("loss-label", String(label));
    byId("loss-share").replaceChildren(...number(shares[label]));
  }
  write("loss-value", Number.isNaN(loss) ? "not finite" : shown(loss, 9));
}
