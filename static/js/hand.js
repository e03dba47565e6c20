// The hand: what is set, where it holds the ball, and what of that is yet to be shown and asked.

import { bent, hyperparametersAt, ruleNamed } from "./lane.js";
import { chosen, focused, withLane } from "./setting.js";
import { SettingForm } from "./settingform.js";

/** @import { Hills } from "./hills.js" */
/** @import { Playback } from "./playback.js" */
/** @import { Race } from "./race.js" */
/** @import { Choice } from "./setting.js" */
/** @import { Catalogue, Hyperparameters, Objective, Setting } from "./types.js" */

/**
 * What the hand needs of the page.
 * @typedef {object} Host
 * @property {Catalogue} catalogue
 * @property {Hills} hills
 * @property {Race} race
 * @property {Playback} playback
 * @property {(objective: Objective, start: number[]) => void} show the hill
 * @property {() => void} draw
 * @property {() => void} rest called when something has changed
 * @property {() => void} note called when the address says something else
 * @property {(others: boolean, elsewhere: boolean) => void} leave called with whether a choice is of other runs, and of another hill
 */

export class Hand {
  /**
   * @param {HTMLElement} element what the form lies in
   * @param {Setting} setting
   * @param {Host} host
   */
  constructor(element, setting, host) {
    this.setting = setting;
    this.host = host;
    /** Whether it is down, wherever that is. */
    this.holding = false;
    /** Where it holds the ball. @type {number[] | null} */
    this.held = null;
    /** Whether what is shown are not yet the runs of the setting, which are asked for as soon as nothing moves. */
    this.unasked = false;
    /** Whether the hill has another shape than the one that is drawn, which is drawn as soon as nothing moves. */
    this.unshown = false;
    /** Where the balls stood when it began to move. */
    this.standing = 0;
    /** What the run in focus is to be bent to as soon as nothing moves and its last bend has come. @type {Hyperparameters | null} */
    this.bending = null;
    this.form = new SettingForm(element, host.catalogue, host.hills, setting, this.choose);
    addEventListener("pointerdown", () => (this.holding = true), { capture: true });
    for (const event of ["pointerup", "pointercancel"])
      addEventListener(event, () => {
        this.holding = false;
        host.rest();
      });
  }

  /** What is known of the objective. */
  get about() {
    return this.host.hills.of(this.setting.objective);
  }

  /** The rule of the lane in focus. */
  get rule() {
    return ruleNamed(this.host.catalogue.optimizers, focused(this.setting).optimizer);
  }

  /** @returns {number} */
  get rate() {
    return /** @type {number} */ (focused(this.setting).hyperparameters.lr);
  }

  /** The hyperparameters of the next whole step of the lane in focus. */
  get hyperparameters() {
    return this.bending ?? hyperparametersAt(focused(this.setting), Math.ceil(this.host.playback.position));
  }

  /** Show the hill that is set. */
  show() {
    this.unshown = false;
    this.host.show(this.about, this.form.start());
  }

  /**
   * Take what was chosen. A hyperparameter moved while the balls roll bends the run in focus from the next step on; all
   * else is new runs from the start. While a hand moves a number, the server is not asked: the fans have the runs, or
   * those at hand stay until nothing moves.
   * @param {Choice} choice
   */
  choose = (choice) => {
    const { host } = this;
    const { catalogue, hills, race, playback } = host;
    const { lane, ...others } = choice;
    if (playback.playing && lane?.hyperparameters && Object.keys(lane).length === 1 && !Object.keys(others).length) {
      this.bending = lane.hyperparameters;
      host.rest();
      return;
    }
    const past = this.setting;
    const began = this.form.start();
    this.bending = null;
    this.setting = chosen(past, choice, hills.of, catalogue.optimizers);
    const want = race.want(this.setting);
    const { objective } = this.setting;
    const reshaped = objective !== past.objective;
    const elsewhere = reshaped && (objective.name !== past.objective.name || objective.formula !== undefined);
    host.leave(want.length > 0, elsewhere);
    const repaced = lane?.schedule !== undefined && lane.schedule.name !== focused(past).schedule.name;
    const other = elsewhere || repaced || lane?.optimizer !== undefined || choice.lanes !== undefined;
    this.form.show({ ...this.setting });
    const start = this.form.start();
    if (choice.start || lane?.start !== undefined || elsewhere) playback.seek(0);
    if (!this.unasked || playback.step === 0) this.standing = playback.step;
    if (other) for (const runner of want) runner.ask();
    else if (want.length) {
      this.unasked = true;
      this.showFromFans();
    }
    // The hand sees where it drags the ball: no other picture while it does.
    const far = this.held === null && start !== began && (this.outside(began) || this.outside(start));
    if (elsewhere || far) this.show();
    else if (reshaped) this.unshown = true;
    host.draw();
    host.note();
  };

  /**
   * Hold the ball in focus on the hill, and let it go.
   * @param {number[] | null} point where it is held, null where it is let go
   */
  drag(point) {
    const { form, held } = this;
    const { start, dimension } = this.about;
    if (point === null) {
      if (held && dimension > 1) this.choose(form.startChoice(held));
      else if (!this.unasked) this.held = null;
      if (this.outside(form.start())) this.show();
      return this.host.draw();
    }
    const inside = point.map((each) => Math.min(Math.max(each, start.minimum), start.maximum));
    const near = form.nearestPoint(inside);
    this.held = dimension > 1 ? inside : near;
    this.choose(form.startChoice(near));
  }

  /**
   * Pick a rate and a start on the map.
   * @param {number} x
   * @param {number} y
   * @param {boolean} down whether it is still there
   */
  pick = (x, y, down) => {
    const { form } = this;
    const lr = form.nearest("optimizer.lr", x);
    const start = form.start().with(0, form.nearest("start.0", y));
    this.held = down || this.unasked ? start : null;
    if (lr === this.rate && String(start) === String(form.start())) return;
    const { lane, ...moved } = form.startChoice(start);
    const { hyperparameters } = focused(this.setting);
    this.choose({ ...moved, lane: { ...lane, hyperparameters: { ...hyperparameters, lr } } });
  };

  /** Show the runs of the setting out of fans, where they have them. */
  showFromFans() {
    const { race, playback } = this.host;
    let last = playback.last;
    for (const runner of race.runners) if (!runner.current && runner.showFromFan(this.standing)) last = race.last;
    playback.extend(last);
    playback.position = Math.min(this.standing, last);
  }

  /** Bend the run in focus where the ball is. Until something of its last bend has come, the hand may move on. */
  bend() {
    const { race, playback, draw, note } = this.host;
    const runner = race.runners[this.setting.focus];
    if (!this.bending || !runner.live.current) return;
    const step = Math.min(Math.ceil(playback.position), runner.records.last);
    this.setting = withLane(this.setting, bent(focused(this.setting), step, this.bending));
    this.bending = null;
    for (const { live, wanted } of race.want(this.setting)) live.ask(wanted, step + 1);
    playback.extend(Math.max(step, race.last));
    draw();
    note();
  }

  /** Nothing moves: show and ask for what it left. */
  settle() {
    const { race, playback } = this.host;
    if (this.unshown) this.show();
    if (this.unasked) for (const runner of race.runners) if (!runner.current || runner.records.steps) runner.ask(playback.step);
    this.unasked = false;
    this.bend();
  }

  /** More of a run has come, or its end. */
  arrived() {
    const { race, playback, draw, rest } = this.host;
    if (!this.holding) this.held = null;
    // A lane that has ended early cuts nobody short while another has yet to come.
    playback.extend(race.whole ? race.last : Math.max(race.last, playback.last));
    this.bend();
    draw();
    rest();
  }

  /**
   * Whether a ball starts where the usual picture doesn't show it.
   * @param {number[]} start
   */
  outside(start) {
    return this.about.domain.some(([low, high], place) => start[place] < low || start[place] > high);
  }
}
