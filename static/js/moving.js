// The moving picture in the dialog: what is chosen of it, how long that is, how far it is drawn, and its file.

import { theme } from "./colours.js";
import { exported, problemText, reasonOf } from "./exported.js";
import { lengthSentence } from "./reel.js";

/** @import { Stream } from "./stream.js" */

/**
 * What there is to be drawn step by step.
 * @typedef {object} Moving
 * @property {{ run?: object, race?: object[], training?: object }} of as a picture takes it
 * @property {number} last the last step that there is
 * @property {number} speed steps a second
 * @property {boolean} log whether losses have a logarithmic scale
 */

const DRAWING = "Drawing. It goes on when this is closed.";

/** @type {(id: string) => any} */
const byId = (id) => document.getElementById(id);

export class MovingPart {
  /**
   * @param {Stream} stream tells how much of a picture is drawn
   * @param {(text: string, over?: boolean) => void} say over: whether it is the last word on a picture
   */
  constructor(stream, say) {
    this.stream = stream;
    this.say = say;
    /** By the names that the dialog has. @type {Record<string, Moving | undefined>} */
    this.choices = {};
    /** @type {{ cancel: () => void } | null} */
    this.making = null;
    byId("take-what").addEventListener("change", () => this.choose());
    for (const id of ["take-first", "take-last", "take-speed"]) byId(id).addEventListener("input", () => this.tell());
    byId("take-make").addEventListener("click", () => this.make());
    byId("take-cancel").addEventListener("click", () => {
      this.making?.cancel();
      this.end("Cancelled.");
    });
  }

  /**
   * Offer these.
   * @param {Record<string, Moving | undefined>} choices
   */
  offer(choices) {
    this.choices = choices;
    const what = byId("take-what");
    for (const option of what.options) option.hidden = option.disabled = !choices[option.value];
    if (!choices[what.value]) what.value = Object.keys(choices).find((name) => choices[name]) ?? "";
    byId("take-moving").hidden = !choices[what.value];
    if (choices[what.value]) this.choose();
    if (this.making) this.say(DRAWING);
  }

  /** The one that is chosen. */
  get chosen() {
    return /** @type {Moving} */ (this.choices[byId("take-what").value]);
  }

  /** Show the whole length of what is chosen. */
  choose() {
    const { of, last, speed } = this.chosen;
    byId("take-losses-choice").hidden = of.training !== undefined;
    byId("take-first").value = "0";
    byId("take-last").value = String(last);
    byId("take-speed").value = String(speed);
    this.tell();
  }

  /** Say how long it gets, or what is wrong with its ends. */
  tell() {
    const [first, last] = [byId("take-first"), byId("take-last")];
    first.max = last.max = String(this.chosen.last);
    last.setCustomValidity(first.valueAsNumber > last.valueAsNumber ? "The last step must not be before the first." : "");
    const fault = [first, last].find(({ validity }) => !validity.valid)?.validationMessage;
    byId("take-length").textContent = fault ?? lengthSentence(first.valueAsNumber, last.valueAsNumber, Number(byId("take-speed").value));
  }

  /** Have the picture drawn, and save it. */
  make() {
    if (this.making || ![byId("take-first"), byId("take-last")].every((field) => field.reportValidity())) return;
    const format = byId("take-format").value;
    const [width, height] = byId("take-size").value.split("x").map(Number);
    const { of, log } = this.chosen;
    const spec = {
      ...of,
      look: byId("take-look").value || theme(),
      width,
      height,
      speed: Number(byId("take-speed").value),
      first: byId("take-first").valueAsNumber,
      last: byId("take-last").valueAsNumber,
      losses: byId("take-losses").checked,
      log,
      loop: byId("take-loop").checked,
    };
    const fetching = new AbortController();
    const begun = () => this.say(DRAWING);
    this.show(0);
    begun();
    byId("take-cancel").focus();
    const asked = this.stream.request({ type: "export", export: { format, ...spec } }, {
      started: begun,
      progress: ({ done }) => this.show(done),
      busy: ({ seconds }) => this.say(`The server has much to do. It is asked again in ${seconds} s.`),
      lost: () => this.say("The server can’t be reached. It is asked again when it is back."),
      done: async () => {
        try {
          this.end(await exported(format, spec, fetching.signal));
        } catch (error) {
          if (!fetching.signal.aborted) this.end(`It can’t be had: ${reasonOf(error)}.`);
        }
      },
      error: ({ field, reason, fault }) => this.end(`It can’t be drawn: ${problemText(field.replace("export.", ""), reason, fault)}.`),
    });
    this.making = {
      cancel() {
        asked.cancel();
        fetching.abort();
      },
    };
  }

  /** @param {string} text what came of it */
  end(text) {
    const held = document.activeElement === byId("take-cancel");
    this.making = null;
    this.show(null);
    if (held) byId("take-make").focus();
    this.say(text, true);
  }

  /** @param {number | null} done the share that is drawn, null where nothing is */
  show(done) {
    byId("take-progress").hidden = byId("take-cancel").hidden = done === null;
    byId("take-make").hidden = byId("take-length").hidden = done !== null;
    byId("take-progress").value = done ?? 0;
  }
}
