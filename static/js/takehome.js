// The dialog from which things are taken home: pictures as they stand, moving ones, and files of numbers and code.

import { notice } from "./banner.js";
import { theme } from "./colours.js";
import { exported, reasonOf } from "./exported.js";
import { MovingPart } from "./moving.js";
import { stands, still } from "./plots/still.js";
import { save } from "./save.js";

/** @import { Moving } from "./moving.js" */
/** @import { Caption } from "./plots/caption.js" */
/** @import { Painting, Plot } from "./plots/still.js" */
/** @import { Stream } from "./stream.js" */

/** How often it is looked at what there is while the dialog is open, in milliseconds. */
const WATCH = 500;

/** @type {(id: string) => any} */
const byId = (id) => document.getElementById(id);

/**
 * A picture of the page.
 * @typedef {object} Picture
 * @property {Plot | Painting} of
 * @property {string} file what its file is called, without an ending
 * @property {Caption} caption
 * @property {object} [figure] what the server makes its figure of, where it does
 */

/**
 * What there is to take at the moment, by the names that the dialog has for it: undefined where there is nothing.
 * @typedef {object} Goods
 * @property {Record<string, Picture | undefined>} pictures
 * @property {Record<string, Moving | undefined>} [moving]
 * @property {Record<string, object | undefined>} [files] what the server makes files of
 */

/**
 * @param {Stream} stream
 * @param {() => Goods} goods
 */
export function takeHome(stream, goods) {
  const dialog = byId("take-dialog");
  const say = (/** @type {string} */ text) => (byId("take-status").textContent = text);
  // Who has closed it hears of its end all the same.
  const moving = byId("take-moving") && new MovingPart(stream, (text, over) => (over && !dialog.open ? notice : say)(text));
  /** What is being made, by what it was asked for with. @type {Set<EventTarget>} */
  const busy = new Set();
  /**
   * @param {HTMLButtonElement} button
   * @param {() => Promise<string>} make
   */
  const offer = (button, make) =>
    button.addEventListener("click", async () => {
      if (busy.has(button)) return;
      busy.add(button);
      say("Making it…");
      const text = await make().catch((error) => `It can’t be made: ${reasonOf(error)}.`);
      busy.delete(button);
      (dialog.open ? say : notice)(text);
    });

  /** Offer what is there. */
  const show = () => {
    const { pictures, files = {} } = goods();
    const some = [
      showRows("picture", (name) => pictures[name] !== undefined && stands(pictures[name].of)),
      showRows("files", (name) => files[name] !== undefined),
    ];
    for (const button of dialog.querySelectorAll("[data-kind='figure']")) button.hidden = !pictures[button.closest("[data-picture]").dataset.picture]?.figure;
    byId("take-nothing").hidden = some.includes(true);
  };
  let watching = 0;
  byId("take").addEventListener("click", () => {
    show();
    say("");
    moving?.offer(goods().moving ?? {});
    dialog.showModal();
    // What comes while it is open, a map perhaps, is offered too.
    watching = window.setInterval(show, WATCH);
  });
  dialog.addEventListener("close", () => clearInterval(watching));
  dialog.addEventListener("brought", () => moving?.offer(goods().moving ?? {}));
  // A click beside the dialog closes it.
  dialog.addEventListener("click", (/** @type {MouseEvent} */ { target }) => target === dialog && dialog.close());
  for (const row of dialog.querySelectorAll("[data-picture]"))
    for (const button of row.querySelectorAll("button"))
      offer(button, async () => {
        const picture = goods().pictures[row.dataset.picture];
        if (!picture) throw new Error("it isn’t there any more");
        return taken(picture, button.dataset.kind);
      });
  for (const row of dialog.querySelectorAll("[data-files]"))
    for (const button of row.querySelectorAll("button"))
      offer(button, async () => {
        const of = goods().files?.[row.dataset.files];
        if (!of) throw new Error("it isn’t there any more");
        const { file, table, whose } = button.dataset;
        return exported(file ?? "", { ...of, ...(table && { table }), ...(whose !== undefined && { optimizer: byId("take-whose")?.value }) });
      });
}

/**
 * Show the rows of what is there, and their part of the dialog where there are any.
 * @param {string} kind
 * @param {(name: string) => boolean} there
 */
function showRows(kind, there) {
  /** @type {HTMLElement[]} */
  const rows = [...byId("take-dialog").querySelectorAll(`[data-${kind}]`)];
  for (const row of rows) row.hidden = !there(row.dataset[kind] ?? "");
  const some = rows.some(({ hidden }) => !hidden);
  const part = rows[0]?.closest(".take-part");
  if (part) /** @type {HTMLElement} */ (part).hidden = !some;
  return some;
}

/**
 * Keep a picture.
 * @param {Picture} picture
 * @param {"png" | "svg" | "figure"} kind
 * @returns {Promise<string>} what to tell of it
 */
async function taken({ of, file, caption, figure }, kind) {
  if (kind === "figure") return exported("figure", { ...figure, look: theme() });
  return save(await still(of, caption, kind), `kudari-${file.replaceAll("_", "-")}.${kind}`);
}
