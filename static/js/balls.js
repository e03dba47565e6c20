// The balls of a race as the plots draw them: those whose runs have come, of the hill that is shown.

import { ruleNamed } from "./lane.js";

/** @import { Hand } from "./hand.js" */
/** @import { Race } from "./race.js" */
/** @import { Optimizer } from "./types.js" */

/**
 * @param {Pick<Race, "runners">} race
 * @param {Pick<Hand, "setting" | "about" | "held">} hand
 * @param {number} position the step that all have reached whose runs go so far
 * @param {Optimizer[]} optimizers
 */
export function ballsOf({ runners }, { setting, about, held }, position, optimizers) {
  return runners.flatMap(({ records, spec }, place) => {
    const step = Math.min(Math.floor(position), records.last);
    if (!spec || records.row(step) < 0 || spec.start.length !== about.dimension) return [];
    const { hue, title, state } = ruleNamed(optimizers, spec.optimizer.name);
    const focus = place === setting.focus;
    return {
      records,
      position: Math.min(position, records.last),
      held: focus || !setting.lanes[place]?.start ? held : null,
      hue: `hue-${hue}`,
      label: runners.length > 1 ? String(place + 1) : "",
      name: runners.length > 1 ? `${place + 1} ${title}` : title,
      focus,
      state,
    };
  });
}
