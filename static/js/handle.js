// What a hand drags over a plot, for the keyboard: arrows move it by a hundredth of the way across, with Shift by a tenth.

/**
 * What a handle is at.
 * @typedef {object} Place
 * @property {number} x in pixels of the window
 * @property {number} y
 */

const NEAR = 0.01;
const FAR = 0.1;
/** @type {Record<string, number[]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };

export class Handle {
  /**
   * @param {HTMLElement} plot what it is over
   * @param {string} title
   * @param {() => Place | null} where
   * @param {(way: number[]) => void} onmove called with which share of the way across, and of the way up
   */
  constructor(plot, title, where, onmove) {
    this.where = where;
    this.frame = /** @type {HTMLElement} */ (plot.parentElement);
    this.element = document.createElement("div");
    this.element.className = "handle";
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "slider");
    this.element.setAttribute("aria-label", title);
    this.element.setAttribute("aria-keyshortcuts", "ArrowLeft ArrowRight ArrowUp ArrowDown");
    plot.after(this.element);
    this.element.addEventListener("focus", () => this.follow());
    this.element.addEventListener("keydown", (event) => {
      const way = WAYS[event.key];
      if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      onmove(way.map((each) => each * (event.shiftKey ? FAR : NEAR)));
    });
  }

  /**
   * Say what it stands at.
   * @param {number} value
   * @param {[number, number]} ends
   * @param {string} text
   */
  show(value, [low, high], text) {
    if (this.element.getAttribute("aria-valuetext") !== text) {
      this.element.setAttribute("aria-valuemin", String(low));
      this.element.setAttribute("aria-valuemax", String(high));
      this.element.setAttribute("aria-valuenow", String(value));
      this.element.setAttribute("aria-valuetext", text);
    }
    if (document.activeElement === this.element) this.follow();
  }

  /** Lie where the thing is that it moves. */
  follow() {
    const place = this.where();
    if (!place) return;
    const { left, top } = this.frame.getBoundingClientRect();
    this.element.style.left = `${place.x - left}px`;
    this.element.style.top = `${place.y - top}px`;
  }
}
