// The words beside the pictures: what is shown, what the network says of it, how wrong that is, how it ended.

import { number, rule } from "../equations.js";
import { shown } from "../numbers.js";
import { mostRight, tally } from "./network.js";
import { endSentence, placeSentence, shownSentence, verdictSentence } from "./words.js";

/** @import { LabSetting, Optimizer, Samples } from "../types.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Updates } from "./updates.js" */

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * @param {Samples} samples
 * @param {Updates} updates
 * @param {number} step
 * @param {Scene} scene
 * @param {LabSetting} training
 * @param {Optimizer} optimizer
 */
export function narrate(samples, updates, step, scene, training, optimizer) {
  write("shown", shownSentence(samples, scene));
  write("place", placeSentence(updates, step, training.epochs));
  write("verdict", verdictSentence(scene));
  byId("loss-lines").hidden = scene.loss === null;
  if (scene.loss !== null) {
    write("loss-label", String(scene.label));
    byId("loss-share").replaceChildren(...number(scene.shares[scene.label]));
    write("loss-value", shown(scene.loss, 9));
  }
  const most = mostRight(samples.images, samples.labels);
  write("most", `${most} of ${samples.images.length}`);
  const { outcome, after } = updates;
  const all = tally(after?.predictions ?? [], samples.labels, samples.classes)[samples.classes.length];
  const { text, mood } = endSentence(outcome, all, most);
  write("outcome", text);
  byId("outcome").dataset.mood = mood;
  const roll = byId("roll");
  const hill = `/?optimizer=${optimizer.name}`;
  if (roll.getAttribute("href") === hill) return;
  roll.setAttribute("href", hill);
  byId("rule").replaceChildren(...rule(optimizer));
}

/**
 * Write what isn't written already, so that nothing is read aloud twice.
 * @param {string} id
 * @param {string} text
 */
function write(id, text) {
  const place = byId(id);
  if (place.textContent !== text) place.textContent = text;
}
