// Buttons, scrubber and keys that move a playback.

/** @import { Playback } from "./playback.js" */

/** @type {(id: string) => any} */
const byId = (id) => document.getElementById(id);

/**
 * @param {Playback} playback
 * @returns {{ show: (whole: boolean) => void }} show: let the controls say where the playback is
 */
export function transport(playback) {
  const [play, back, forward, scrub, step, speed] = ["play", "back", "forward", "scrub", "step", "speed"].map(byId);
  play.addEventListener("click", () => playback.toggle());
  back.addEventListener("click", () => playback.seek(Math.ceil(playback.position) - 1));
  forward.addEventListener("click", () => playback.seek(playback.step + 1));
  scrub.addEventListener("input", () => playback.seek(Number(scrub.value)));
  speed.addEventListener("change", () => (playback.speed = Number(speed.value)));
  addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = /** @type {HTMLElement} */ (event.target);
    // A control that has a use for the key keeps it. A slider has none for the space bar.
    const own = event.key === " " ? "button, a, select, input:not([type=range])" : "input, select, [tabindex='0']";
    if (target.closest(own)) return;
    const act = {
      " ": () => playback.toggle(),
      ArrowLeft: () => playback.seek(Math.ceil(playback.position) - 1),
      ArrowRight: () => playback.seek(playback.step + 1),
      Home: () => playback.seek(0),
      End: () => playback.seek(playback.last),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  let shown = "";
  return {
    show(whole) {
      const { playing, last } = playback;
      const atEnd = whole && playback.step >= last;
      const now = [playback.step, last, playback.position === 0, playing, atEnd, playback.speed].join();
      if (now === shown) return;
      shown = now;
      play.setAttribute("aria-label", playing ? "Pause" : "Play");
      play.dataset.playing = String(playing);
      scrub.max = String(Math.max(last, 1));
      scrub.value = String(playback.step);
      scrub.style.setProperty("--share", `${(100 * playback.step) / Math.max(last, 1)}%`);
      scrub.setAttribute("aria-valuetext", `step ${playback.step} of ${last}`);
      step.textContent = `${playback.step} / ${last}`;
      back.setAttribute("aria-disabled", String(playback.position === 0));
      forward.setAttribute("aria-disabled", String(atEnd));
      speed.value = String(playback.speed);
    },
  };
}
