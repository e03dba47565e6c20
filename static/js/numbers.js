// Numbers as people read them.

/**
 * A number with up to so many significant digits, with a real minus sign.
 * @param {number} value
 * @param {number} digits
 */
export function shown(value, digits = 6) {
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 1e-4 || size >= 1e7)
      ? value.toExponential(digits - 1).replace(/\.?0+e/, "e").replace("e+", "e")
      : String(Number(value.toPrecision(digits)));
  return text.replaceAll("-", "−");
}

/**
 * A number rounded to so many significant digits.
 * @param {number} value
 * @param {number} digits
 */
export function rounded(value, digits) {
  return Number(value.toPrecision(digits));
}

/**
 * A point as people read it: x = 0.8, or (0.8, −1).
 * @param {number[]} point
 * @param {number} digits
 */
export function pointText(point, digits) {
  if (point.length === 1) return `x = ${shown(point[0], digits)}`;
  return `(${point.map((each) => shown(each, digits)).join(", ")})`;
}

/**
 * A whole number in subscript digits.
 * @param {number} number
 */
export function subscript(number) {
  return String(number).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]);
}
