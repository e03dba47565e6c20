// Rest: what is done when nothing has changed for a moment.

/** How long nothing may change before it is done, in milliseconds. */
const REST = 150;
/** The same while a hand holds something: it may be slow. */
const HOLD = 600;

/**
 * Have something done when nothing has changed for a moment.
 * @param {() => void} act
 * @param {() => boolean} holding whether a hand holds something
 * @returns {() => void} called with each change
 */
export function atRest(act, holding) {
  let resting = 0;
  return () => {
    clearTimeout(resting);
    resting = window.setTimeout(act, holding() ? HOLD : REST);
  };
}
