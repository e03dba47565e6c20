// The colours of tokens.css as a canvas takes them.

const probe = document.createElement("span");
probe.hidden = true;
/** @type {Map<string, string>} */
const known = new Map();

addEventListener("themechange", () => known.clear());

/**
 * A colour token's value in the theme of the moment.
 * @param {string} token its name without the dashes
 */
export function colour(token) {
  const found = known.get(token);
  if (found) return found;
  if (!probe.isConnected) document.body.append(probe);
  probe.style.color = `var(--${token})`;
  const value = getComputedStyle(probe).color;
  known.set(token, value);
  return value;
}

/** The theme of the moment, "light" or "dark". */
export function theme() {
  return (
    document.documentElement.dataset.theme ??
    (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")
  );
}
