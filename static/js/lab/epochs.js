// In which order the samples of an epoch are shown, and which of them are the same under different names.

/**
 * The numbers of all samples in the order in which the epoch of a step shows them; those that haven't come stand last.
 * @param {{ epoch: number[], samples: number[][] }} updates
 * @param {number} step
 * @param {number} count of samples
 */
export function orderAt({ epoch, samples }, step, count) {
  const now = epoch[Math.min(step, epoch.length - 1)];
  const order = samples.filter((_, at) => epoch[at] === now).flat();
  const shown = new Set(order);
  return [...order, ...Array.from({ length: count }, (_, sample) => sample).filter((sample) => !shown.has(sample))];
}

/**
 * Groups of samples that are equal and have different labels: of each group some are always wrong.
 * @param {any[]} inputs
 * @param {number[]} labels
 * @returns {number[][]}
 */
export function twins(inputs, labels) {
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  inputs.forEach((input, sample) => groups.set(String(input), [...(groups.get(String(input)) ?? []), sample]));
  return [...groups.values()].filter((group) => new Set(group.map((sample) => labels[sample])).size > 1);
}
