// The article's forty pictures, as `POST /api/datasets` answers them, and some points.

/** @import { Data, Frame } from "../../../static/js/types.js" */

const PATTERNS = [
  [[0, 1, 0, 1], [0, 1, 0, 1], [0, 1, 0, 1], [0, 1, 0, 1]],
  [[1, 1, 1, 1], [0, 1, 0, 1], [0, 1, 0, 1], [1, 1, 1, 1]],
];

/** @type {(label: number, intensity: number) => number[][][]} */
const picture = (label, intensity) => [PATTERNS[label].map((row) => row.map((pixel) => pixel * intensity))];

const intensities = [...Array(20).keys()];

/** @type {Data} */
export const patterns = {
  data: { name: "patterns", darkest: 0, spacing: 1 },
  shape: [1, 4, 4],
  classes: ["A", "B"],
  domain: [],
  training: {
    inputs: [0, 1].flatMap((label) => intensities.map((intensity) => picture(label, intensity))),
    labels: [0, 1].flatMap((label) => intensities.map(() => label)),
  },
  test: { inputs: [picture(0, 1e9)], labels: [0] },
};

/** @type {Data} */
export const points = {
  data: { name: "points", points: [[0, 0], [1, -0.25], [2, 2]], labels: [0, 1, 1], classes: ["A", "B"] },
  shape: [2],
  classes: ["A", "B"],
  domain: [[-1, 3], [-1, 3]],
  training: { inputs: [[0, 0], [1, -0.25], [2, 2]], labels: [0, 1, 1] },
  test: null,
};

/**
 * A network as the server tells it, whose outputs are bare of sense.
 * @param {number} step
 * @param {Partial<Frame>} more
 * @returns {Frame}
 */
export const frameOf = (step, more = {}) => ({
  step,
  weights: { "conv.weight": [[[[step]]]] },
  state: {},
  training: { predictions: [], accuracy: { all: 0.5 }, loss: step / 10, first: [0, 0, 0, 0] },
  test: { predictions: [1], accuracy: { all: 0 }, loss: null, first: [4e9, 3e9, 2e9, 1e9] },
  silent: {},
  plane: null,
  grads: {},
  update: {},
  logits: [[step, 0, 0, 0]],
  ...more,
});
