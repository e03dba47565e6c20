// The dialog from which a run is taken home: its plots as they stand, and the whole of it as a moving picture.

import { postForFile, Refusal } from "./api.js";
import { theme } from "./colours.js";
import { pngStill, svgStill } from "./plots/still.js";
import { save } from "./save.js";

/** @import { Plot } from "./plots/still.js" */
/** @import { Stream } from "./stream.js" */

/** @type {(id: string) => any} */
const byId = (id) => document.getElementById(id);

/**
 * What there is to take.
 * @typedef {object} Goods
 * @property {Stream} stream tells how much of a picture is drawn
 * @property {() => object} what the run, the race or the training that is set, as a picture takes it
 * @property {() => object} one the run or the training, as all other exports take it
 * @property {() => Record<string, Plot>} plots by the names that the buttons have
 * @property {() => string} name what is on the plots, in a word
 * @property {() => number} step where the balls are
 * @property {() => number} speed steps a second
 * @property {() => boolean} log whether losses have a logarithmic scale
 */

/** @param {Goods} goods */
export function takeHome(goods) {
  const dialog = byId("take-dialog");
  byId("take").addEventListener("click", () => {
    byId("take-speed").value = String(goods.speed());
    say("");
    dialog.showModal();
  });
  // A click beside the dialog closes it.
  dialog.addEventListener("click", (/** @type {MouseEvent} */ { target }) => target === dialog && dialog.close());
  for (const button of dialog.querySelectorAll("[data-still]"))
    button.addEventListener("click", () => takeStill(goods, button.dataset.still, button.dataset.kind));
  for (const button of dialog.querySelectorAll("[data-file]"))
    button.addEventListener("click", () => takeFile(button.dataset.file, goods.one()));
  /** @type {{ cancel: () => void } | null} */
  let making = null;
  const ended = (/** @type {string} */ text) => {
    making = null;
    show(null);
    say(text);
  };
  byId("take-make").addEventListener("click", () => (making = make(goods, ended)));
  byId("take-cancel").addEventListener("click", () => {
    making?.cancel();
    ended("Cancelled.");
    byId("take-make").focus();
  });
}

/**
 * @param {Goods} goods
 * @param {string} name which plot
 * @param {"png" | "svg"} kind
 */
async function takeStill(goods, name, kind) {
  try {
    const svg = await svgStill(goods.plots()[name]);
    const blob = kind === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : await pngStill(svg);
    const file = `kudari-${goods.name().replaceAll("_", "-")}-${name}-step-${goods.step()}.${kind}`;
    say(save(blob, file));
  } catch (error) {
    say(`It can't be made: ${why(error)}.`);
  }
}

/**
 * @param {string} format
 * @param {object} what
 */
async function takeFile(format, what) {
  try {
    say(await fetched(format, what));
  } catch (error) {
    say(`It can't be had: ${why(error)}.`);
  }
}

/**
 * Ask the server for a file, and save it.
 * @param {string} format
 * @param {object} asked
 * @param {AbortSignal} [signal]
 * @returns {Promise<string>} what to tell of it
 */
async function fetched(format, asked, signal) {
  const { blob, name } = await postForFile(`/api/exports/${format}`, asked, signal);
  return save(blob, name);
}

/**
 * Have the picture drawn, and save it.
 * @param {Goods} goods
 * @param {(text: string) => void} ended called once, with what came of it
 */
function make(goods, ended) {
  const format = byId("take-format").value;
  const [width, height] = byId("take-size").value.split("x").map(Number);
  const spec = {
    ...goods.what(),
    look: byId("take-look").value || theme(),
    width,
    height,
    speed: Number(byId("take-speed").value),
    losses: byId("take-losses")?.checked ?? true,
    log: goods.log(),
    loop: byId("take-loop").checked,
  };
  const fetching = new AbortController();
  show(0);
  say("Drawing…");
  const asked = goods.stream.request({ type: "export", export: { format, ...spec } }, {
    progress: ({ done }) => show(done),
    done: async () => {
      try {
        ended(await fetched(format, spec, fetching.signal));
      } catch (error) {
        if (!fetching.signal.aborted) ended(`It can't be had: ${why(error)}.`);
      }
    },
    error: ({ field, reason }) => ended(`It can't be drawn: ${field.replace("export.", "")} ${reason}.`),
  });
  return {
    cancel() {
      asked.cancel();
      fetching.abort();
    },
  };
}

/**
 * Why something failed, in words.
 * @param {unknown} error
 */
function why(error) {
  const [problem] = error instanceof Refusal ? error.problems : [];
  return problem ? `${problem.field} ${problem.msg}` : /** @type {Error} */ (error).message;
}

/** @param {number | null} done the share that is drawn, null where nothing is */
function show(done) {
  byId("take-progress").hidden = byId("take-cancel").hidden = done === null;
  byId("take-make").disabled = done !== null;
  byId("take-progress").value = done ?? 0;
}

/** @param {string} text */
function say(text) {
  byId("take-status").textContent = text;
}
