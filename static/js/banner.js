// The quiet line at the foot of the page.

const banner = /** @type {HTMLElement} */ (document.getElementById("banner"));
let waiting = 0;

/**
 * Say that the server is lost, or take that back. A moment's loss isn't worth a word.
 * @param {boolean} there
 */
export function server(there) {
  clearTimeout(waiting);
  if (there) banner.hidden = true;
  else
    waiting = window.setTimeout(() => {
      banner.textContent = "The server can't be reached. Trying again…";
      banner.hidden = false;
    }, 600);
}

/**
 * Say something for a few seconds.
 * @param {string} text
 */
export function notice(text) {
  clearTimeout(waiting);
  banner.textContent = text;
  banner.hidden = false;
  waiting = window.setTimeout(() => (banner.hidden = true), 6000);
}
