// The article's forty pictures, as `GET /api/samples` answers them.

const PATTERNS = [
  [[0, 1, 0, 1], [0, 1, 0, 1], [0, 1, 0, 1], [0, 1, 0, 1]],
  [[1, 1, 1, 1], [0, 1, 0, 1], [0, 1, 0, 1], [1, 1, 1, 1]],
];

/** @type {(label: number, intensity: number) => number[][]} */
const picture = (label, intensity) => PATTERNS[label].map((row) => row.map((pixel) => pixel * intensity));

const intensities = [...Array(20).keys()];

/** @type {import("../../../static/js/types.js").Samples} */
export const samples = {
  classes: ["A", "B"],
  images: [0, 1].flatMap((label) => intensities.map((intensity) => picture(label, intensity))),
  labels: [0, 1].flatMap((label) => intensities.map(() => label)),
  test: { image: picture(0, 1e9), label: 0 },
};

/** @type {(value: number) => number[][]} */
const filter = (value) => Array.from({ length: 4 }, () => Array(4).fill(value));

/**
 * Four filters, each of one number throughout.
 * @param {number[]} values
 */
export const filters = (...values) => values.map(filter);
