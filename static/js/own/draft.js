// What is in the editor as the browser keeps it, and what it took the place of.

/** @import { Origin } from "./codeaddress.js" */

const KEY = "own-optimizer";

/** Work of one's own is never lost for something that comes in its place: it is put aside, and can be had back. */
export class Draft {
  /** @param {Pick<Storage, "getItem" | "setItem">} storage */
  constructor(storage) {
    this.storage = storage;
    const { text, origin, aside } = read(storage.getItem(KEY));
    /** @type {string | null} */ this.text = text;
    /** What it is word for word; null where somebody has changed it. @type {Origin | null} */ this.origin = origin;
    /** @type {string | null} */ this.aside = aside;
  }

  /**
   * Other code comes. Until it is kept or changed the browser keeps what it has.
   * @param {string} text
   * @param {Origin | null} origin
   */
  take(text, origin) {
    if (text === this.text) return;
    if (this.text !== null && !this.origin) this.aside = this.text;
    if (this.aside === text) this.aside = null;
    this.text = text;
    this.origin = origin;
  }

  /** @param {string} text as somebody has changed it */
  change(text) {
    this.text = text;
    this.origin = null;
    this.keep();
  }

  keep() {
    const { text, origin, aside } = this;
    this.storage.setItem(KEY, JSON.stringify({ text, origin, aside }));
  }
}

/**
 * @param {string | null} kept
 * @returns {{ text: string | null, origin: Origin | null, aside: string | null }}
 */
function read(kept) {
  try {
    const { text = null, origin = null, aside = null } = JSON.parse(kept ?? "{}");
    return { text, origin, aside };
  } catch {
    return { text: null, origin: null, aside: null };
  }
}
