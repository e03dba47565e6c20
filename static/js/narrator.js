// The narrator: all that is written beside the pictures, of what is set and of where the balls are.

import { orderSentence, stepSentence } from "./announce.js";
import { ruleNamed } from "./lane.js";
import { narrate } from "./narration.js";
import { NumbersTable } from "./numberstable.js";
import { RaceTable } from "./racetable.js";
import { RuleSource } from "./rulesource.js";
import { focused, withLane } from "./setting.js";

/** @import { Hand, Host } from "./hand.js" */
/** @import { StepPanel } from "./steppanel.js" */

/** How long numbers stand at least while the balls roll, in milliseconds: nobody reads faster. */
const LEGIBLE = 80;

export class Narrator {
  /**
   * @param {HTMLElement} page
   * @param {Hand} hand
   * @param {StepPanel} panel
   * @param {Pick<Host, "catalogue" | "hills" | "race" | "playback">} host
   */
  constructor(page, hand, panel, { catalogue: { optimizers }, hills, race, playback }) {
    this.page = page;
    this.hand = hand;
    this.panel = panel;
    this.optimizers = optimizers;
    this.hills = hills;
    this.race = race;
    this.playback = playback;
    this.table = new RaceTable(optimizers, hand.choose);
    this.numbers = new NumbersTable();
    this.source = new RuleSource();
    /** When it told where the balls are. */
    this.told = 0;
  }

  /**
   * Whether the balls pass so fast that nothing is to be said of where they are.
   * @param {number} now
   */
  passed(now) {
    return this.playback.playing && now - this.told < LEGIBLE;
  }

  /** Show what is set, wherever the balls are. */
  show() {
    const { about, form, hyperparameters, rule, setting } = this.hand;
    form.show(withLane(setting, { ...focused(setting), hyperparameters }));
    this.table.show(setting);
    this.page.dataset.hue = String(rule.hue);
    this.page.dataset.drawn = [...rule.state.map(({ role }) => role), about.dimension > 1 ? "above" : ""].join(" ");
    this.page.classList.toggle("waiting", !this.race.current);
    this.source.show(rule);
  }

  /**
   * Say where the balls are.
   * @param {number} now
   */
  tell(now) {
    const { hand, hills, numbers, optimizers, panel, playback, race, table } = this;
    const { records, spec } = race.runners[hand.setting.focus];
    this.told = now;
    table.tell(race.runners, playback.step, hills.of);
    if (spec) narrate(records, spec, ruleNamed(optimizers, spec.optimizer.name));
    panel.show();
    numbers.tell(panel.course, playback.step);
  }

  /** What is said of where the balls rest. */
  standing() {
    const { optimizers, playback, race, table } = this;
    const { focus, lanes } = this.hand.setting;
    const told = stepSentence(race.runners[focus].records, playback.step);
    if (race.runners.length < 2 || playback.step < race.last) return told;
    const balls = race.runners.map(({ records }, place) => ({ title: ruleNamed(optimizers, lanes[place].optimizer).title, records }));
    return `${told} ${orderSentence(balls, table.low)}`;
  }
}
