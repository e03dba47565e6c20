// What somebody's code prints, and what the server warns of: as text, and no more of it than can be read.

/** How many letters are kept. The server caps each run too. */
const MOST = 20_000;
const TITLES = { hill: "On the hill", classifier: "In the network" };

/** @typedef {keyof typeof TITLES} Place */

export class Console {
  /**
   * @param {HTMLElement} panel
   * @param {HTMLElement} printed
   * @param {HTMLElement} warnings
   */
  constructor(panel, printed, warnings) {
    this.panel = panel;
    this.printed = printed;
    this.warnings = warnings;
    this.begin();
  }

  /** A new run begins. What the last one printed stays until this one prints or ends: it would flicker under a slider. */
  begin() {
    this.old = true;
    /** @type {Map<Place, string>} */
    this.texts = new Map();
    /** @type {Set<string>} */
    this.told = new Set();
  }

  /**
   * @param {Place} place
   * @param {string} text
   */
  print(place, text) {
    this.texts.set(place, ((this.texts.get(place) ?? "") + text).slice(0, MOST));
    this.show();
  }

  /**
   * @param {string} text
   * @param {string | null} [hint]
   */
  warn(text, hint) {
    this.told.add([`${text.charAt(0).toUpperCase()}${text.slice(1)}.`, hint].filter(Boolean).join(" "));
    this.show();
  }

  end() {
    if (this.old) this.show();
  }

  show() {
    this.old = false;
    const several = this.texts.size > 1;
    this.printed.textContent = [...this.texts].map(([place, text]) => (several ? `${TITLES[place]}:\n${text}` : text)).join("\n");
    this.panel.hidden = this.texts.size === 0;
    this.warnings.replaceChildren(
      ...[...this.told].map((text) => {
        const line = document.createElement("p");
        line.textContent = text;
        return line;
      }),
    );
    this.warnings.hidden = this.told.size === 0;
  }
}
