// The quiet line at the foot of the page.

const LOST = "The server can't be reached. Trying again…";

const banner = /** @type {HTMLElement} */ (document.getElementById("banner"));
let losing = 0;
let leaving = 0;

/**
 * Say that the server is lost, or take that back. A moment's loss isn't worth a word.
 * @param {boolean} there
 */
export function server(there) {
  clearTimeout(losing);
  if (!there) losing = window.setTimeout(() => say(LOST), 600);
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
