// The lanes of a setting, each with its run as it stands in the page.

import { Fans } from "./fan.js";
import { LiveRun } from "./live.js";
import { RUN, specOf } from "./setting.js";

/** @import { Kind } from "./live.js" */
/** @import { FanAnswer, Failure, RunSpec, Setting } from "./types.js" */
/** @import { Records } from "./records.js" */
/** @import { Stream } from "./stream.js" */

/** One lane's run: what is wanted, what has come, and its fans. */
export class Runner {
  /**
   * @param {Stream} stream
   * @param {(body: object, signal: AbortSignal) => Promise<FanAnswer>} fetched asks for a fan
   * @param {RunSpec} wanted
   * @param {() => void} onchange
   * @param {(failure: Failure) => void} onerror
   * @param {Kind<RunSpec, Records>} kind
   */
  constructor(stream, fetched, wanted, onchange, onerror, kind = RUN) {
    this.wanted = wanted;
    this.fans = new Fans(fetched);
    /** @type {LiveRun<RunSpec, Records>} */
    this.live = new LiveRun(stream, kind, onchange, onerror);
    /** Whether no more of it is shown than where it begins. */
    this.veiled = false;
    /** @type {{ of: Records, shown: Records } | null} */
    this.beginning = null;
  }

  /** What is shown of the run. */
  get records() {
    const { records } = this.live;
    if (!this.veiled || !records.length) return records;
    if (this.beginning?.of !== records) {
      this.beginning = { of: records, shown: records.upto(1) };
      this.beginning.shown.steps = records.steps?.slice(0, 1) ?? null;
    }
    return this.beginning.shown;
  }

  /** The spec that the records are of, null where there are none yet. */
  get spec() {
    return this.live.spec;
  }

  /** Whether what is shown is what is wanted, and not yet an older run. */
  get current() {
    return this.live.spec === this.wanted;
  }

  /** @param {number} until the step to which the run must have come before it takes the place of the one at hand */
  ask(until = 0) {
    this.live.ask(this.wanted, 0, until);
  }

  /**
   * Show the wanted run out of a fan, where one has it.
   * @param {number} standing where the ball stands
   */
  showFromFan(standing) {
    const path = this.fans.path(this.wanted, standing);
    if (path) this.live.show(this.wanted, path);
    return path !== null;
  }
}

/** All lanes of a setting. */
export class Race {
  /**
   * @param {Stream} stream
   * @param {(body: object, signal: AbortSignal) => Promise<FanAnswer>} fetched asks for a fan
   * @param {() => void} onchange called when records or an outcome have come
   * @param {(failure: Failure, lane: number) => void} onerror
   * @param {Kind<RunSpec, Records>} kind what a run of any lane is
   */
  constructor(stream, fetched, onchange, onerror, kind = RUN) {
    this.stream = stream;
    this.fetched = fetched;
    this.onchange = onchange;
    this.onerror = onerror;
    this.kind = kind;
    /** @type {Runner[]} */
    this.runners = [];
  }

  /**
   * Want the runs of a setting. A lane whose run is the same keeps it, wherever it stands now.
   * @param {Setting} setting
   * @returns {Runner[]} those that want another run than before
   */
  want(setting) {
    const left = new Set(this.runners);
    const specs = setting.lanes.map((lane) => specOf(setting, lane));
    const texts = specs.map((spec) => JSON.stringify(spec));
    const kept = texts.map((text) => {
      const same = [...left].find(({ wanted }) => JSON.stringify(wanted) === text);
      if (same) left.delete(same);
      return same;
    });
    /** @type {Runner[]} */
    const others = [];
    this.runners = specs.map((spec, lane) => {
      const same = kept[lane];
      if (same) return same;
      const old = this.runners[lane];
      const runner = old && left.delete(old) ? old : this.runner(spec);
      runner.wanted = spec;
      others.push(runner);
      return runner;
    });
    for (const runner of left) runner.live.stop();
    return others;
  }

  /** @param {RunSpec} spec */
  runner(spec) {
    const failed = (/** @type {Failure} */ failure) => this.onerror(failure, this.runners.indexOf(made));
    /** @type {Runner} */
    const made = new Runner(this.stream, this.fetched, spec, this.onchange, failed, this.kind);
    return made;
  }

  /**
   * Have the fans that the hand may want next: those of the lane in focus, and of the lanes that start with it.
   * @param {Setting} setting
   * @param {Map<string, (number | number[])[]>} reach what the hand may move, and the values that it takes there
   * @param {number} standing where the balls stand
   */
  foresee({ lanes, focus }, reach, standing) {
    const starts = new Map([...reach].filter(([field]) => field.startsWith("start")));
    this.runners.forEach(({ fans, wanted }, place) => {
      const straight = { ...wanted, changes: [] };
      if (place === focus) fans.foresee(straight, reach, standing, 1);
      else if (!lanes[focus].start && !lanes[place].start) fans.foresee(straight, starts, standing, 1 / this.runners.length);
    });
  }

  /** @param {boolean} veiled whether no more of the runs is shown than where they begin */
  veil(veiled) {
    for (const runner of this.runners) runner.veiled = veiled;
  }

  /** Whether all that is shown is what is wanted. */
  get current() {
    return this.runners.every((runner) => runner.current);
  }

  /** Whether every run has come to its end. */
  get whole() {
    return this.runners.every(({ records }) => records.outcome !== null);
  }

  /** The last step that any of the lanes has. */
  get last() {
    return Math.max(0, ...this.runners.map(({ records }) => records.last));
  }

  /** Whether every lane has every record, and not only those that a fan keeps. */
  get dense() {
    return this.runners.every(({ records }) => !records.steps);
  }
}
