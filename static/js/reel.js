// How many pictures a moving one has, and how long it takes: as `app/exports/pictures.py` has it.

/** As many pictures a moving one has at most. */
const MOST = 2000;
/** As many a second can be seen. */
const FASTEST = 50;
/** How long the last one stands, in seconds. */
const PAUSE = 2;

/**
 * @param {number} first the first step that is shown
 * @param {number} last
 * @param {number} speed steps a second
 */
export function lengthOf(first, last, speed) {
  const span = last - first;
  const every = Math.max(Math.ceil(speed / FASTEST), Math.ceil(span / (MOST - 1)), 1);
  return { every, pictures: Math.ceil(span / every) + 1, seconds: span / speed + PAUSE };
}

/**
 * That in words.
 * @param {number} first
 * @param {number} last
 * @param {number} speed
 */
export function lengthSentence(first, last, speed) {
  const { every, pictures, seconds } = lengthOf(first, last, speed);
  const many = `${pictures.toLocaleString("en")} picture${pictures > 1 ? "s" : ""}`;
  const whole = `${many} in ${Number(seconds.toFixed(1))} s, the last one for ${PAUSE} of them.`;
  if (every === 1) return whole;
  const why = every > Math.ceil(speed / FASTEST) ? `there are at most ${MOST.toLocaleString("en")}` : `more than ${FASTEST} a second can’t be seen`;
  return `${whole} Each is ${every} steps on: ${why}.`;
}
