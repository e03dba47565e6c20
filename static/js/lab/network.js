// What is to be said of logits and answers.

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
 * How many samples any network could get right: of equal ones with different labels, those of one label.
 * @param {any[]} inputs
 * @param {number[]} labels
 */
export function mostRight(inputs, labels) {
  /** @type {Map<string, number[]>} */
  const counts = new Map();
  inputs.forEach((input, place) => {
    const key = String(input);
    const byLabel = counts.get(key) ?? [];
    byLabel[labels[place]] = (byLabel[labels[place]] ?? 0) + 1;
    counts.set(key, byLabel);
  });
  return [...counts.values()].reduce((sum, byLabel) => sum + Math.max(...byLabel.filter(Number.isFinite)), 0);
}
