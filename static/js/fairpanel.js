// The fair comparison of a race: the button that asks for it, and the note that says how it was made.

import { postJson } from "./api.js";
import { notice } from "./banner.js";
import { FAIR, tuned } from "./fair.js";

/** @import { Choice } from "./setting.js" */
/** @import { Setting } from "./types.js" */

export class FairPanel {
  /**
   * @param {() => Setting} setting
   * @param {(choice: Choice) => void} onchoose
   */
  constructor(setting, onchoose) {
    this.setting = setting;
    this.onchoose = onchoose;
    this.button = /** @type {HTMLElement} */ (document.getElementById("race-fair"));
    this.note = /** @type {HTMLElement} */ (document.getElementById("race-fair-note"));
    this.button.addEventListener("click", () => this.compare());
  }

  /** Give each lane the rate that leads it lowest, and say so. */
  async compare() {
    this.button.toggleAttribute("disabled", true);
    try {
      this.onchoose({ lanes: await tuned(this.setting(), (body) => postJson("/api/fans", body)) });
      this.note.textContent = FAIR;
      this.note.hidden = false;
    } catch {
      notice("The rates could not be compared: the server can't be reached.");
    } finally {
      this.button.toggleAttribute("disabled", false);
    }
  }

  /** The runs are others: say no more. */
  leave() {
    this.note.hidden = true;
  }
}
