// A file that the browser saves.

/**
 * Have a file saved.
 * @param {Blob} blob
 * @param {string} name
 * @returns {string} what to tell of it
 */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return `Saved as ${name}, ${sizeText(blob.size)}.`;
}

/**
 * @param {number} bytes
 */
export function sizeText(bytes) {
  return bytes < 1e6 ? `${Math.max(Math.round(bytes / 1e3), 1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
