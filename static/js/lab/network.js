// What the article's network says: four filters as large as the picture, a logit each.

/**
 * @typedef {number[][]} Grid rows of numbers
 * @typedef {Grid[]} Weights a grid for each filter
 */

/**
 * Each logit is the sum of the products, pixel by weight, of one filter.
 * @param {Weights} weights
 * @param {Grid} image
 */
export function logitsOf(weights, image) {
  return weights.map((filter) => {
    let sum = 0;
    for (let row = 0; row < image.length; row++)
      for (let column = 0; column < image[row].length; column++) sum += filter[row][column] * image[row][column];
    return sum;
  });
}

/** @param {number[]} logits */
export function softmax(logits) {
  const highest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - highest));
  const sum = powers.reduce((one, other) => one + other);
  return powers.map((power) => power / sum);
}

/**
 * The place of the highest value, the first of several, as torch has it.
 * @param {number[]} values
 */
export function argmax(values) {
  return values.indexOf(Math.max(...values));
}

/**
 * How many are right, of each class and, last, of all.
 * @param {number[]} predictions
 * @param {number[]} labels
 * @param {string[]} classes
 * @returns {{ name: string, right: number, count: number }[]}
 */
export function tally(predictions, labels, classes) {
  const counts = [...classes, "all"].map((name) => ({ name, right: 0, count: 0 }));
  labels.forEach((label, place) => {
    for (const each of [counts[label], counts[classes.length]]) {
      each.count++;
      if (predictions[place] === label) each.right++;
    }
  });
  return counts;
}

/**
 * How many pictures any network could get right: of equal pictures with different labels, those of one label.
 * @param {Grid[]} images
 * @param {number[]} labels
 */
export function mostRight(images, labels) {
  /** @type {Map<string, number[]>} */
  const counts = new Map();
  images.forEach((image, place) => {
    const key = String(image);
    const byLabel = counts.get(key) ?? [];
    byLabel[labels[place]] = (byLabel[labels[place]] ?? 0) + 1;
    counts.set(key, byLabel);
  });
  return [...counts.values()].reduce((sum, byLabel) => sum + Math.max(...byLabel.filter(Number.isFinite)), 0);
}
