// Where the plane lies in its picture: equal units on both axes, and ticks at round numbers.

const LEFT = 44;
const RIGHT = 10;
const TOP = 10;
const BOTTOM = 40;
/** Pixels from tick to tick, at least. */
const APART = 48;

/**
 * @typedef {object} Axes
 * @property {[number, number][]} domain
 * @property {{ left: number, top: number, width: number, height: number }} box in pixels
 * @property {(value: number) => number} x
 * @property {(value: number) => number} y
 * @property {(pixel: number) => number} toX
 * @property {(pixel: number) => number} toY
 */

/**
 * The domain as large as a picture has room for, in its middle.
 * @param {[number, number][]} domain
 * @param {number} width
 * @param {number} height
 * @returns {Axes}
 */
export function fitted(domain, width, height) {
  const [[x0, x1], [y0, y1]] = domain;
  const unit = Math.max(1, Math.min(width - LEFT - RIGHT, (height - TOP - BOTTOM) * ((x1 - x0) / (y1 - y0)))) / (x1 - x0);
  const box = { left: 0, top: TOP, width: unit * (x1 - x0), height: unit * (y1 - y0) };
  box.left = LEFT + Math.max(0, (width - LEFT - RIGHT - box.width) / 2);
  return {
    domain,
    box,
    x: (value) => box.left + (value - x0) * unit,
    y: (value) => box.top + (y1 - value) * unit,
    toX: (pixel) => x0 + (pixel - box.left) / unit,
    toY: (pixel) => y1 - (pixel - box.top) / unit,
  };
}

/**
 * Round numbers from low to high, as far apart as so many pixels want it.
 * @param {[number, number]} domain
 * @param {number} pixels
 */
export function ticks([low, high], pixels) {
  const least = ((high - low) * APART) / pixels;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = power * ([1, 2, 5].find((each) => each * power >= least) ?? 10);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, place) => Number(((first + place) * step).toPrecision(12)));
}
