// The network at updates whose frames did not come with the training: asked for when somebody stands there.

import { postJson } from "../api.js";
import { trainingOf } from "./training.js";

/** @import { Frame, LabSetting } from "../types.js" */
/** @import { Updates } from "./updates.js" */

/** How many numbers an answer has at most, about, and how many frames. */
const [NUMBERS, FRAMES] = [8000, 32];

export class Exact {
  /** @param {() => void} arrived called when frames have come */
  constructor(arrived) {
    this.arrived = arrived;
    this.control = new AbortController();
    this.asked = "";
  }

  /**
   * Have the network at a step. What was asked for another step or training before is given up.
   * @param {LabSetting} setting
   * @param {Updates} updates of this setting
   * @param {number} step
   */
  async want(setting, updates, step) {
    const near = updates.frameAt(step);
    if (!near || near.step === step || step > updates.end || updates.foreign) return;
    const count = Math.max(1, Math.min(FRAMES, Math.floor(NUMBERS / sizeOf(near))));
    const first = step - (step % count);
    const asked = JSON.stringify([setting, first]);
    if (asked === this.asked) return;
    this.asked = asked;
    this.control.abort();
    this.control = new AbortController();
    try {
      const body = { training: trainingOf(setting), first, count };
      const { frames } = await postJson("/api/trainings/frames", body, this.control.signal);
      updates.put(frames);
      this.arrived();
    } catch {
      // Nobody waits for it any more, or the server is lost: the next who stands there asks again.
    } finally {
      if (asked === this.asked) this.asked = "";
    }
  }
}

/**
 * How many numbers a network has.
 * @param {Frame} frame
 */
function sizeOf({ weights }) {
  return Object.values(weights).reduce((/** @type {number} */ sum, tensor) => sum + [tensor].flat(4).length, 0);
}
