// Bringing a file back: opened, or put beside what is there, by the page that it belongs to, and offered there by the others.

import { CARRIED, carried, carry } from "./carried.js";
import { reasonOf } from "./exported.js";
import { read } from "./saved.js";

/** @import { Page, Saved } from "./saved.js" */

/**
 * What a page does with the files that belong to it.
 * @typedef {object} Opener
 * @property {Page} page
 * @property {(saved: Saved, signal: AbortSignal) => Promise<string>} open returns what to tell of it; rejected is why it can't be
 * @property {(saved: Saved, signal: AbortSignal) => Promise<string>} compare
 */

/** Where the pages are, and what they are called. */
const PAGES = { hill: ["/", "the hill"], classifier: ["/classifier", "the classifier"], optimizer: ["/optimizer", "the page of the own optimizer"] };
/** More is none of ours, in bytes. */
const LARGEST = 200e6;

/** @type {(id: string) => any} */
const byId = (id) => document.getElementById(id);

/** @param {Opener} opener */
export async function bringBack(opener) {
  const chosen = byId("bring-file");
  const elsewhere = byId("bring-elsewhere");
  let asking = new AbortController();
  /** @param {(signal: AbortSignal) => Promise<string>} act returns what to tell */
  const tell = async (act) => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    elsewhere.hidden = true;
    say("Reading it, and asking the server for its numbers…");
    const text = await act(signal).catch((error) => `It can't be brought back: ${reasonOf(error)}.`);
    if (signal.aborted) return;
    say(text);
    // What can be taken home is another now.
    byId("take-dialog").dispatchEvent(new Event("brought"));
  };
  // Nothing is opened any more behind the back of who has closed it.
  byId("take-dialog").addEventListener("close", () => {
    asking.abort();
    say("");
  });
  for (const way of /** @type {const} */ (["open", "compare"])) byId(`bring-${way}`).addEventListener("click", () => tell((signal) => brought(opener, chosen.files[0], way, signal)));
  chosen.addEventListener("change", () => {
    asking.abort();
    elsewhere.hidden = true;
    say("");
  });
  addEventListener("dragover", (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
  /** @param {DragEvent} event */
  const drop = (event) => {
    const { files } = event.dataTransfer ?? {};
    if (event.defaultPrevented || !files?.length) return;
    event.preventDefault();
    event.stopPropagation();
    show();
    chosen.files = files;
    chosen.dispatchEvent(new Event("change"));
    say(`${files[0].name} is chosen.`);
    byId("bring-open").focus();
  };
  // JSON is ours wherever it is dropped: an editor would take it for text. What else nobody takes would be opened by the browser.
  addEventListener("drop", (event) => event.dataTransfer?.files[0]?.name.endsWith(".json") && drop(event), { capture: true });
  addEventListener("drop", drop);
  if (location.hash !== CARRIED) return;
  const text = await carried().catch(() => undefined);
  show();
  if (text === undefined) say("The file that was to come here isn't kept any more: choose it again.");
  else tell(async (signal) => opener.open(read(text), signal));
}

/**
 * @param {Opener} opener
 * @param {File | undefined} file
 * @param {"open" | "compare"} way
 * @param {AbortSignal} signal
 * @returns {Promise<string>} what to tell of it
 */
async function brought(opener, file, way, signal) {
  if (!file) return "Choose a file first: JSON that was saved here.";
  if (file.size > LARGEST) throw new Error("it is larger than 200 MB");
  const text = await file.text();
  const saved = read(text);
  if (saved.page === opener.page) return opener[way](saved, signal);
  const [path, name] = PAGES[saved.page];
  const kept = await carry(text).then(() => true, () => false);
  const link = byId("bring-elsewhere");
  link.href = kept ? path + CARRIED : path;
  link.textContent = kept ? `Open it on ${name}` : `Go to ${name}`;
  link.hidden = false;
  return `It is ${saved.title}, which opens on ${name}${kept ? "" : ": choose the file again there"}.`;
}

/** Show the dialog, as its own button does. */
function show() {
  if (!byId("take-dialog").open) byId("take").click();
}

/** @param {string} text */
function say(text) {
  byId("bring-status").textContent = text;
  byId("bring-status").scrollIntoView({ block: "nearest" });
}
