// A pointer over the loss curves: over a step it looks there, a click or a tap stays there.

/** How far a click may slip, in pixels. */
const SLIP = 5;

/**
 * @param {HTMLElement} host
 * @param {(event: PointerEvent) => number | null} stepAt the step under a pointer
 * @param {{ look: (step: number | null) => void, pin: (step: number) => void }} to
 */
export function pointing(host, stepAt, { look, pin }) {
  let looking = false;
  /** @param {PointerEvent} event @param {number | null} step */
  const turn = (event, step) => {
    if (event.pointerType === "touch" || event.buttons) return;
    looking = step !== null;
    look(step);
  };
  host.addEventListener("pointermove", (event) => turn(event, stepAt(event)));
  host.addEventListener("pointerleave", (event) => turn(event, null));
  // While a button is down, Plotly lays a cover over the page: who leaves right after it never leaves the host.
  addEventListener("pointermove", (event) => {
    if (looking && !host.contains(/** @type {Node} */ (event.target))) turn(event, null);
  });
  host.addEventListener("pointerdown", (down) => {
    const step = stepAt(down);
    if (step === null || down.button !== 0) return;
    const press = new AbortController();
    const { signal } = press;
    addEventListener("pointermove", ({ clientX, clientY }) => {
      if (Math.hypot(clientX - down.clientX, clientY - down.clientY) <= SLIP) return;
      press.abort();
      look(null);
    }, { signal });
    addEventListener("pointercancel", () => press.abort(), { signal });
    addEventListener("pointerup", () => {
      press.abort();
      pin(step);
      // Plotly's cover may have taken the pointer from the host before the button was up.
      looking = down.pointerType !== "touch";
      // A finger never leaves: the next touch takes its box away.
      if (down.pointerType === "touch") addEventListener("pointerdown", () => look(null), { once: true, capture: true });
    }, { signal });
  });
}
