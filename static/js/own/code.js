// Code as letters of an address: deflated, so that a short program makes a short link. The first letter is the version.

const VERSION = "1";
/** More letters than this aren't put into an address. */
export const LONGEST = 4000;
/** What the server takes, in bytes. A few letters could blow up to more. */
export const LARGEST = 65_536;

/**
 * @param {string} text
 * @returns {Promise<string | null>} null where it would be too long
 */
export async function pack(text) {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"), Infinity);
  const letters = VERSION + btoa(String.fromCharCode(.../** @type {Uint8Array} */ (bytes)));
  return letters.length > LONGEST ? null : letters.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * The code that such letters hold.
 * @param {string} letters
 * @returns {Promise<string | null>} null where they hold none
 */
export async function unpack(letters) {
  if (!letters.startsWith(VERSION) || letters.length > LONGEST) return null;
  try {
    const packed = Uint8Array.from(atob(letters.slice(1).replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    const bytes = await through(packed, new DecompressionStream("deflate-raw"), LARGEST);
    return bytes && new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {GenericTransformStream} transform
 * @param {number} most how many bytes may come out
 * @returns {Promise<Uint8Array | null>}
 */
async function through(bytes, transform, most) {
  const reader = new Blob([bytes]).stream().pipeThrough(/** @type {ReadableWritablePair<Uint8Array, any>} */ (transform)).getReader();
  /** @type {number[]} */
  const all = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Uint8Array.from(all);
    if (all.length + value.length > most) {
      await reader.cancel();
      return null;
    }
    for (const byte of value) all.push(byte);
  }
}
