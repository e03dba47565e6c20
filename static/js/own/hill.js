// The hill beside an editor: the ball of the code in it, and that of a built-in rule, from the same start.

import { Announcer, stepSentence } from "../announce.js";
import { ballsOf } from "../balls.js";
import { notice } from "../banner.js";
import { draggable } from "../drag.js";
import { Handle } from "../handle.js";
import { HillView } from "../hillview.js";
import { ruleNamed } from "../lane.js";
import { pointText } from "../numbers.js";
import { Playback } from "../playback.js";
import { LossPlot } from "../plots/loss.js";
import { Race } from "../race.js";
import { atRest } from "../rest.js";
import { same } from "../saved.js";
import { recordsOf } from "../savedrun.js";
import { chosen, RUN } from "../setting.js";
import { movedBy } from "../settingform.js";
import { transport } from "../transport.js";
import { below } from "./alike.js";
import { Along } from "./along.js";
import { BallTable } from "./balltable.js";
import { Beside } from "./beside.js";
import { courseSentences, STRAIGHT } from "./course.js";
import { Ends } from "./ends.js";
import { HillForm } from "./hillform.js";
import { OwnRecords } from "./records.js";
import { OWN_RULE, ownLane, ownRule, referenceLane } from "./rule.js";
import { StateView } from "./stateview.js";
import { runSentence } from "./words.js";

/** @import { Choice } from "../setting.js" */
/** @import { Records } from "../records.js" */
/** @import { RunAnswer } from "../savedrun.js" */
/** @import { Failure, OwnOptimizer, RunSpec, Said, Setting } from "../types.js" */
/** @import { Course } from "./course.js" */
/** @import { Host, Opened } from "./pictures.js" */

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

export class OwnHill {
  /**
   * @param {Host & { onask: () => void, onidle: () => void }} host onask: a run is about to be asked for. onidle: none
   *   of the code in the editor goes on, and nothing moves
   * @param {Opened} opened
   */
  constructor(host, opened) {
    this.host = host;
    this.hills = host.hills;
    /** @type {Setting} */
    this.setting = { objective: opened.objective, start: opened.start, steps: opened.steps, lanes: [], focus: 0 };
    this.course = opened.course;
    this.rule = ownRule("");
    /** Where the hand holds both balls. @type {number[] | null} */
    this.held = null;
    this.holding = false;
    /** The step that the address names, where nothing has run yet. @type {number | null} */
    this.opened = opened.step;
    this.asked = 0;
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.log = /** @type {HTMLInputElement} */ (byId("hill-log"));
    this.playback = new Playback(() => this.moved());
    this.playback.speed = opened.speed;
    this.view = new HillView(byId("hill"));
    this.loss = new LossPlot(byId("hill-loss"), this.playback);
    this.log.checked = this.loss.log = opened.log;
    this.table = new BallTable(byId("hill-balls"));
    this.ends = new Ends(byId("hill-ends"));
    this.state = new StateView(byId("state"));
    this.along = new Along(byId("hill-along"), "Leave it out", () => this.straighten());
    /** @type {Beside<RunSpec, Records>} */
    this.beside = new Beside(byId("hill-beside"), ({ objective }) => same(objective, this.setting.objective), () => this.moved());
    this.controls = transport(this.playback, {}, { hears: (target) => !target.closest(".own-lab") });
    this.announcer = new Announcer(byId("hill-announcement"), opened.step ?? 0);
    const kind = {
      message: RUN.message,
      /** @param {import("../types.js").RunSpec} [run] */
      records: (run) => (run?.optimizer.name === OWN_RULE ? new OwnRecords((said) => this.heard(said)) : RUN.records()),
    };
    const fanless = () => Promise.reject(new Error("no fan is wanted here"));
    this.race = new Race(host.stream, fanless, () => this.arrived(), (failure, lane) => this.failed(failure, lane), kind);
    this.form = new HillForm(byId("hill-form"), this.hills, this.setting, (choice) => this.choose(choice));
    this.handle = new Handle(byId("hill"), "Start of both balls", () => this.view.plot.grip(), (way) =>
      this.choose({ start: movedBy(this.about, this.setting.start, way) }),
    );
    this.rest = atRest(() => this.settle(), () => this.holding);
    draggable(byId("hill"), () => this.view.plot.grip(), (point) => this.drag(point));
    this.log.addEventListener("change", () => {
      this.loss.log = this.log.checked;
      this.rest();
    });
    byId("speed").addEventListener("change", () => this.rest());
    addEventListener("themechange", () => this.show());
    this.show();
    this.moved();
  }

  /** What is known of the hill. */
  get about() {
    return this.hills.of(this.setting.objective);
  }

  /** What each lane's rule is called, and its colour. */
  get rules() {
    return [this.rule, ...this.host.catalogue.optimizers];
  }

  /** The runner of the code in the editor, where there is one. */
  get own() {
    return this.race.runners.find(({ wanted }) => wanted.optimizer.name === OWN_RULE) ?? null;
  }

  /** Whether the run of the code in the editor is on its way. */
  get busy() {
    const { own } = this;
    return own !== null && (!own.current || own.records.outcome === null);
  }

  /**
   * Run both rules from the start.
   * @param {OwnOptimizer | null} own
   * @param {({ name: string } & Record<string, any>) | null} reference
   */
  run(own, reference) {
    this.rule = ownRule(own?.class ?? "");
    this.host.onask();
    const lanes = [own && ownLane(own, this.course), reference && referenceLane(this.host.catalogue.optimizers, reference, this.course.schedule)];
    this.setting = { ...this.setting, lanes: lanes.filter((lane) => lane !== null) };
    const want = this.race.want(this.setting);
    const mine = this.own;
    // The same code is run again: what is shown of it before is not this run.
    if (mine) mine.wanted = { ...mine.wanted };
    for (const runner of this.race.runners) if (want.includes(runner) || runner === mine) runner.ask();
    this.asked = performance.now();
    if (this.opened === null) this.roll(own !== null);
    this.moved();
  }

  /**
   * Take a hill, a start and a number of steps that come with other code. It is yet to be run.
   * @param {Pick<Setting, "objective" | "start" | "steps">} setting
   * @param {Course} course
   */
  async put(setting, course) {
    if (setting.objective.formula !== undefined) await this.hills.learn(setting.objective);
    this.setting = { ...this.setting, ...setting };
    this.course = course;
    this.opened = null;
    this.form.show(this.setting);
    this.show();
  }

  /**
   * Have the losses of a saved run beside those that are shown.
   * @param {RunAnswer} saved
   */
  compare({ run, steps, ...saved }) {
    const losses = recordsOf({ ...saved, run, steps: { ...steps, state: {} } });
    this.beside.put({ spec: run, losses, name: String(run.optimizer.class), sentences: [runSentence(losses, run.steps).text] });
  }

  /** Have nothing change on the way. */
  straighten() {
    this.course = STRAIGHT;
    this.setting = { ...this.setting, lanes: this.setting.lanes.map((lane) => ({ ...lane, ...STRAIGHT })) };
    this.choose({});
  }

  /** @param {boolean} rolls whether the balls roll by themselves */
  roll(rolls) {
    this.playback.seek(0);
    if (rolls) this.playback.play();
  }

  /** End what goes on. What has come of it stays. */
  stop() {
    const { own, playback } = this;
    if (!own || !this.busy) return;
    if (own.current) own.live.stop();
    else own.live.show(own.wanted, new OwnRecords(() => {}));
    if (own.records instanceof OwnRecords) own.records.close("cancelled");
    playback.pause();
    this.host.onresult({ what: "hill", event: "stopped", steps: own.records.length });
  }

  /**
   * Take another hill, start, or number of steps, and run both anew.
   * @param {Choice} choice
   */
  choose(choice) {
    const past = this.setting;
    this.setting = chosen(past, choice, this.hills.of, this.rules);
    const mine = this.setting.lanes.find(({ optimizer }) => optimizer === OWN_RULE);
    // What is changed at a step of one hill means nothing on another.
    if (mine && !mine.changes.length) this.course = { ...this.course, changes: [] };
    const { objective, start } = this.setting;
    this.form.show(this.setting);
    this.host.onask();
    for (const runner of this.race.want(this.setting)) runner.ask();
    this.asked = performance.now();
    const reshaped = objective !== past.objective;
    if (choice.start || objective.name !== past.objective.name) this.playback.seek(0);
    if (reshaped || (!this.held && (this.outside(past.start) || this.outside(start)))) this.show();
    this.moved();
    this.rest();
  }

  /**
   * Hold both balls, and let them go.
   * @param {number[] | null} point where they are held, null where they are let go
   */
  drag(point) {
    this.holding = point !== null;
    if (point === null) {
      if (this.race.current) this.held = null;
      if (this.outside(this.setting.start)) this.show();
      return this.moved();
    }
    const { minimum, maximum } = this.about.start;
    this.held = point.map((each) => Math.min(Math.max(each, minimum), maximum));
    this.choose({ start: this.held });
  }

  /**
   * Whether the balls start where the usual picture doesn't show them.
   * @param {number[]} start
   */
  outside(start) {
    return this.about.domain.some(([low, high], place) => start[place] < low || start[place] > high);
  }

  /** Show the hill that is set. */
  show() {
    this.view.show(this.about, this.setting.start);
    this.loss.show();
  }

  /** More of a run has come, or its end. */
  arrived() {
    const { race, playback, own } = this;
    if (!this.holding && race.current) this.held = null;
    playback.extend(race.whole ? race.last : Math.max(race.last, playback.last));
    if (this.opened !== null && playback.last >= this.opened) {
      playback.seek(this.opened);
      this.opened = null;
    }
    const outcome = own?.current ? own.records.outcome : null;
    if (outcome && outcome.status !== "failed" && this.asked) {
      this.host.onresult({ what: "hill", event: "done", outcome, steps: own?.records.last, seconds: (performance.now() - this.asked) / 1000 });
      this.asked = 0;
    }
    this.moved();
    this.rest();
  }

  /**
   * @param {Failure} failure
   * @param {number} lane
   */
  failed(failure, lane) {
    const { field, reason } = failure;
    if (this.race.runners[lane] === this.own && !this.form.fault(field, reason)) this.host.onfault(failure.fault ?? { field, reason }, "hill");
    else if (!this.form.fault(field, reason)) notice(`${field} ${reason}`);
    this.asked = 0;
    this.arrived();
  }

  /** @param {Said} said */
  heard({ type, text, hint, seconds }) {
    const event = type === "busy" ? "waiting" : type;
    this.host.onresult({ what: "hill", event, text, hint, seconds });
  }

  /** The balls have moved, or what they move in. */
  moved() {
    // Until something of the new run has come, the old one is shown, and called by its own name.
    const shown = this.own?.spec?.optimizer;
    if (shown?.name === OWN_RULE) this.rule = ownRule(String(shown.class));
    const { race, playback, setting, about, held, rules } = this;
    this.controls.show(race.whole, race.runners.some(({ records }) => records.length > 0));
    const position = this.still.matches ? playback.step : playback.position;
    const balls = below(ballsOf(race, { setting, about, held }, position, rules));
    this.view.plot.draw(balls.toReversed());
    this.loss.draw([...balls.toReversed(), ...this.beside.curves((losses) => losses)]);
    const lanes = setting.lanes.map(({ optimizer }) => ruleNamed(rules, optimizer));
    this.table.show(race.runners, lanes, playback.step);
    this.ends.show(
      race.runners.map(({ records, spec }, place) => {
        const { title, hue } = lanes[place];
        const said = spec ? runSentence(records, spec.steps) : { text: "", mood: /** @type {"" } */ ("") };
        return { ...said, title, label: lanes.length > 1 ? String(place + 1) : "", hue: `hue-${hue}` };
      }),
    );
    this.along.show(courseSentences(this.course, this.host.catalogue.schedules, "step"));
    const { own } = this;
    const records = own?.spec && own.records instanceof OwnRecords ? own.records : null;
    this.state.show(records, this.rule.title, position);
    this.handle.show(setting.start[0], about.domain[0], pointText(setting.start, 6));
    if (!playback.playing) this.rest();
  }

  /** Nothing moves: write the plots and the address. */
  settle() {
    const { playback, race, own } = this;
    if (!this.busy) this.host.onidle();
    if (!playback.playing) {
      this.view.plot.settle();
      const told = own ?? race.runners[0];
      if (race.current && told?.records.length) this.announcer.rest(playback.step, () => stepSentence(told.records, playback.step));
      this.host.onchange();
    }
    this.loss.settle();
  }

  /** @param {number} seconds that have passed */
  tick(seconds) {
    this.playback.tick(seconds, this.race.whole);
  }
}
