// The quiet line at the foot of the page.

const LOST = "The server can't be reached. Trying again…";
const BUSY = "The server has much to do. Asking again in a moment…";

const banner = /** @type {HTMLElement} */ (document.getElementById("banner"));
let losing = 0;
let leaving = 0;

/**
 * Say that the server is lost or busy, or take that back. A moment's loss isn't worth a word.
 * @param {"there" | "lost" | "busy"} state
 */
export function server(state) {
  if (state === "busy") return notice(BUSY);
  clearTimeout(losing);
  if (state === "lost") losing = window.setTimeout(() => say(LOST), 600);
  else if (banner.textContent === LOST) banner.hidden = true;
}

/**
 * Say something for a few seconds.
 * @param {string} text
 */
export function notice(text) {
  say(text);
  leaving = window.setTimeout(() => (banner.hidden = true), 6000);
}

/** @param {string} text */
function say(text) {
  clearTimeout(leaving);
  banner.textContent = text;
  banner.hidden = false;
}
