// The hand on the plane: what a pointer and the keys do there.

/** @import { PlaneView } from "./planeview.js" */

/** How far apart a drag draws, in pixels. */
const APART = 16;
/** @type {Record<string, number[]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };
/** @type {Record<string, number>} */
const TURNS = { PageUp: -1, PageDown: 1 };

/** @param {PlaneView} view */
export function listen(view) {
  const { plot, editor } = view;
  /** Where a drag drew last, in pixels. @type {{ x: number, y: number } | null} */
  let held = null;
  /** @param {PointerEvent} event */
  const stroke = ({ clientX: x, clientY: y }) => {
    if (held && Math.hypot(x - held.x, y - held.y) < APART) return;
    held = { x, y };
    view.touch();
  };
  plot.addEventListener("pointerdown", (event) => {
    view.point(event);
    if (!editor.active || event.button !== 0) return;
    plot.setPointerCapture(event.pointerId);
    editor.press();
    held = null;
    stroke(event);
  });
  plot.addEventListener("pointermove", (event) => {
    view.point(event);
    if (held) stroke(event);
  });
  for (const name of ["pointerup", "pointercancel"]) plot.addEventListener(name, () => (held = null));
  plot.addEventListener("pointerleave", () => view.go(null, false));
  plot.addEventListener("click", () => view.choose());
  plot.addEventListener("blur", () => view.go(null, false));
  plot.addEventListener("keydown", (event) => {
    if (event.key === "z" && (event.ctrlKey || event.metaKey) && editor.active) editor.undo();
    else if (event.altKey || event.ctrlKey || event.metaKey || !act(view, event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/**
 * Do what a key means here.
 * @param {PlaneView} view
 * @param {KeyboardEvent} event
 * @returns {boolean} whether it means anything
 */
function act(view, { key, shiftKey }) {
  const { editor } = view;
  if (key in WAYS) view.walk(WAYS[key], shiftKey ? 0.1 : 0.01);
  else if (key in TURNS) view.turn(TURNS[key]);
  else if (editor.active && (key === " " || key === "Delete" || key === "Backspace")) {
    if (!view.at) view.walk([0, 0], 0);
    editor.press();
    view.told.textContent = view.touch(key !== " ");
  } else if (key === "Enter") view.choose();
  else return false;
  return true;
}
