// Buttons, scrubber and keys that move a playback.

/** @import { Playback } from "./playback.js" */

const MANY = 10;

/**
 * @param {Playback} playback
 * @param {Record<string, () => void>} keys what else the keyboard does
 * @param {{ prefix?: string, hears?: (target: Element) => boolean }} among of several transports of a page: what the ids
 *   of this one begin with, and whether it takes the keys that are pressed at an element
 * @returns {{ show: (whole: boolean, begun?: boolean) => void }} show: let the controls say where the playback is; `whole`
 *   where its end is known, `begun` where anything of it is
 */
export function transport(playback, keys = {}, { prefix = "", hears = () => true } = {}) {
  /** @type {(id: string) => any} */
  const byId = (id) => document.getElementById(`${prefix}${id}`);
  const [play, scrub, step, speed] = ["play", "scrub", "step", "speed"].map(byId);
  /** @param {number} count */
  const by = (count) => playback.seek(count < 0 ? Math.ceil(playback.position) + count : playback.step + count);
  const backwards = { "to-start": () => playback.seek(0), "back-many": () => by(-MANY), back: () => by(-1) };
  const forwards = { forward: () => by(1), "forward-many": () => by(MANY), "to-end": () => playback.seek(playback.last) };
  for (const [id, act] of Object.entries({ ...backwards, ...forwards })) byId(id).addEventListener("click", act);
  play.addEventListener("click", () => playback.toggle());
  scrub.addEventListener("input", () => playback.seek(Number(scrub.value)));
  speed.addEventListener("change", () => (playback.speed = Number(speed.value)));
  addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    // In a shadow root too: an editor lies in one.
    const target = /** @type {HTMLElement} */ (event.composedPath()[0]);
    // A control that has a use for the key keeps it. A slider has none for the space bar.
    const own = event.key === " " ? "button, a, select, input:not([type=range])" : "input, select, [tabindex='0']";
    if (target.closest(`${own}, textarea, [contenteditable="true"]`) || !hears(target)) return;
    // A comma may need the shift key.
    const key = event.shiftKey && event.key.length > 1 ? `Shift+${event.key}` : event.key;
    const act = {
      ...keys,
      " ": () => playback.toggle(),
      ArrowLeft: backwards.back,
      ArrowRight: forwards.forward,
      "Shift+ArrowLeft": backwards["back-many"],
      "Shift+ArrowRight": forwards["forward-many"],
      Home: backwards["to-start"],
      End: forwards["to-end"],
    }[key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  let stood = "";
  let shown = -1;
  return {
    show(whole, begun = true) {
      const { playing, last, step: now } = playback;
      const atStart = playback.position === 0;
      const atEnd = whole && now >= last;
      const stands = [last, atStart, playing, atEnd, begun, playback.speed].join();
      if (now === shown && stands === stood) return;
      // While it rolls only the step is another one: to write the rest each frame takes longer than all that is drawn.
      if (stands !== stood) {
        play.setAttribute("aria-label", playing ? "Pause" : "Play");
        play.dataset.playing = String(playing);
        scrub.max = String(Math.max(last, 1));
        for (const id of Object.keys(backwards)) byId(id).setAttribute("aria-disabled", String(atStart));
        for (const id of Object.keys(forwards)) byId(id).setAttribute("aria-disabled", String(atEnd));
        speed.value = String(playback.speed);
      }
      [shown, stood] = [now, stands];
      scrub.value = String(now);
      scrub.style.setProperty("--share", `${(100 * now) / Math.max(last, 1)}%`);
      scrub.setAttribute("aria-valuetext", `step ${now}${begun ? ` of ${last}` : ""}`);
      step.textContent = `${now} / ${begun ? last : "…"}`;
    },
  };
}
