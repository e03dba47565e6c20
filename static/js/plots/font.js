// The page's type as a canvas takes it.

let family = "";

/**
 * A font of the page's type, which is asked for once: it takes longer than all that is painted.
 * @param {number} size in pixels
 * @param {number} [weight]
 */
export function font(size, weight = 400) {
  return `${weight} ${size}px ${(family ||= getComputedStyle(document.body).fontFamily)}`;
}
