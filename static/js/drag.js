// The ball in the hand.

import { rounded } from "./numbers.js";

/** How near to the ball's centre a pointer takes hold of it, in pixels. */
const REACH = 26;

/**
 * Let a ball be dragged along x. Everywhere else the plot keeps its own gestures.
 * @param {HTMLElement} host what the plot lies in
 * @param {() => { x: number, y: number, toX: (pixel: number) => number } | null} grip where the ball is
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
      if (ball) ondrag([neat(ball.toX(event.clientX), Math.abs(ball.toX(1) - ball.toX(0)))]);
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
 * A value in no more digits than a hand can tell apart.
 * @param {number} value
 * @param {number} pixel how much a pixel is
 */
function neat(value, pixel) {
  const grain = 10 ** Math.floor(Math.log10(pixel));
  return rounded(Math.round(value / grain) * grain, 12);
}
