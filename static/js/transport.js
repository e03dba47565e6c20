// Buttons, scrubber and keys that move the ball in its run.

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
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("input, select, textarea") || (event.key === " " && target.closest("button, a"))) return;
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
  return {
    show(whole) {
      play.setAttribute("aria-label", playback.playing ? "Pause" : "Play");
      play.dataset.playing = String(playback.playing);
      scrub.max = String(Math.max(playback.last, 1));
      scrub.value = String(playback.step);
      scrub.setAttribute("aria-valuetext", `step ${playback.step} of ${playback.last}`);
      step.textContent = `${playback.step} / ${playback.last}`;
      back.disabled = playback.position === 0;
      forward.disabled = whole && playback.step >= playback.last;
      speed.value = String(playback.speed);
    },
  };
}
