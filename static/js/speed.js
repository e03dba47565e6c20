// How fast it plays.

/** The steps a second that can be chosen. */
const SPEEDS = [1, 2, 5, 10, 25, 50, 100, 200];

/**
 * The steps a second of an address.
 * @param {URLSearchParams} query
 */
export function speedOf(query) {
  return SPEEDS.find((speed) => speed === Number(query.get("speed"))) ?? 10;
}
