// The hyperparameters of somebody's own optimizer as texts for an address: whatever they are, they come back the same.

/**
 * @param {unknown} value
 * @returns {string} which has no `~`, no `:` and no `_`, but in numbers
 */
export function valueText(value) {
  const plain = typeof value === "number" || typeof value === "boolean" || value === null || (Array.isArray(value) && value.length > 1);
  if (plain) return String(value);
  return encodeURIComponent(JSON.stringify(value)).replaceAll("~", "%7E").replaceAll("_", "%5F");
}

/**
 * @param {string} text
 * @returns {any} undefined where it is none
 */
export function valueOf(text) {
  if (text === "null") return null;
  if (text === "true" || text === "false") return text === "true";
  if (text.startsWith("%")) return quoted(text);
  const numbers = text.split(",").map((part) => (part ? Number(part) : NaN));
  if (!numbers.every(Number.isFinite)) return undefined;
  return numbers.length > 1 ? numbers : numbers[0];
}

/** @param {string} text */
function quoted(text) {
  try {
    return JSON.parse(decodeURIComponent(text));
  } catch {
    return undefined;
  }
}
