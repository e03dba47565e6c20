// The ball in the hand.

import { rounded } from "./numbers.js";

/** How near to the ball's centre a pointer takes hold of it, in pixels. */
const REACH = 26;

/**
 * Where a ball is in the page, and the point to which a hand at another place of the page would bring it.
 * @typedef {{ x: number, y: number, toPoint: (x: number, y: number) => number[] }} Grip
 */

/**
 * Let a ball be dragged. Everywhere else the plot keeps its own gestures.
 * @param {HTMLElement} host what the plot lies in
 * @param {() => Grip | null} grip where the ball is
 * @param {(point: number[] | null) => void} ondrag called with where the hand has it, and with null when it lets go
 */
export function draggable(host, grip, ondrag) {
  /** @type {number | null} */
  let pointer = null;
  /** @param {PointerEvent} event */
  const near = (event) => {
    const ball = grip();
    return ball !== null && Math.hypot(event.clientX - ball.x, event.clientY - ball.y) <= REACH;
  };
  /** @param {Event} event */
  const take = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  host.addEventListener(
    "pointerdown",
    (event) => {
      if (!near(event) || event.button !== 0) return;
      take(event);
      pointer = event.pointerId;
      host.setPointerCapture(pointer);
      document.documentElement.classList.add("grabbed");
    },
    { capture: true },
  );
  host.addEventListener("pointermove", (event) => {
    if (pointer === event.pointerId) {
      const ball = grip();
      if (ball) ondrag(neat(ball, event.clientX, event.clientY));
    } else host.classList.toggle("grabbable", near(event));
  });
  for (const name of ["pointerup", "pointercancel"])
    host.addEventListener(name, (event) => {
      if (/** @type {PointerEvent} */ (event).pointerId !== pointer) return;
      pointer = null;
      document.documentElement.classList.remove("grabbed");
      ondrag(null);
    });
  // Plotly listens to the older events; while the ball is held they are not for it.
  for (const name of ["mousedown", "touchstart", "touchmove"])
    host.addEventListener(name, (event) => pointer !== null && take(event), { capture: true, passive: false });
}

/**
 * The point under a hand, in no more digits than it can tell apart.
 * @param {Grip} grip
 * @param {number} x
 * @param {number} y
 */
function neat({ toPoint }, x, y) {
  const beside = toPoint(x + 1, y + 1);
  return toPoint(x, y).map((value, place) => {
    const grain = 10 ** Math.floor(Math.log10(Math.abs(beside[place] - value) || 1e-6));
    return rounded(Math.round(value / grain) * grain, 12);
  });
}
