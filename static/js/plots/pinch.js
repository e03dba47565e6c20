// Two fingers on a plot move and stretch its axes. With one the page scrolls.

import { projection, zoom } from "./plotly.js";

/**
 * @param {HTMLElement} host what the plot lies in
 * @param {HTMLElement} div the plot
 */
export function pinchable(host, div) {
  /** What was under the fingers when they came, how far apart they were, and what the axes showed. */
  let begun = { x: 0, y: 0, apart: 1, wide: 1, high: 1 };
  let fingers = { x: 0, y: 0, apart: 1 };
  let touching = false;
  let waiting = false;

  /** @param {TouchEvent} event */
  function place({ touches: [one, other] }) {
    const { left, top } = host.getBoundingClientRect();
    return {
      x: (one.clientX + other.clientX) / 2 - left,
      y: (one.clientY + other.clientY) / 2 - top,
      apart: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1,
    };
  }

  /** @param {TouchEvent} event */
  function begin(event) {
    const project = event.touches.length === 2 && div.isConnected ? projection(div) : null;
    if (!project) return;
    event.preventDefault();
    event.stopPropagation();
    touching = true;
    fingers = place(event);
    const { left, top, width, height } = project.box;
    begun = {
      x: project.toX(fingers.x),
      y: project.toY(fingers.y),
      apart: fingers.apart,
      wide: project.toX(left + width) - project.toX(left),
      high: project.toY(top) - project.toY(top + height),
    };
  }

  /** @param {TouchEvent} event */
  function move(event) {
    if (!touching || event.touches.length !== 2) return;
    event.preventDefault();
    event.stopPropagation();
    fingers = place(event);
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(async () => {
      await follow();
      waiting = false;
    });
  }

  async function follow() {
    const project = projection(div);
    if (!project) return;
    const { left, top, width, height } = project.box;
    const share = begun.apart / fingers.apart;
    const [wide, high] = [share * begun.wide, share * begun.high];
    const x = begun.x - ((fingers.x - left) / width) * wide;
    const y = begun.y - (1 - (fingers.y - top) / height) * high;
    await zoom(div, [x, x + wide], [y, y + high]);
  }

  /** @param {TouchEvent} event */
  function end({ touches }) {
    if (touches.length < 2) touching = false;
  }

  host.addEventListener("touchstart", begin, { capture: true, passive: false });
  host.addEventListener("touchmove", move, { capture: true, passive: false });
  for (const name of ["touchend", "touchcancel"]) host.addEventListener(/** @type {"touchend"} */ (name), end);
}
