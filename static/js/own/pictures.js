// The hill and the classifier beside an editor, both run by the code in it.

import { movingOf, picturesOf } from "../goods.js";
import * as packing from "../lab/pointstext.js";
import { OWN } from "../lab/training.js";
import { opened, toQuery } from "./address.js";
import { trainingOf } from "./duo.js";
import { OwnHill } from "./hill.js";
import { OwnLab } from "./lab.js";
import { OWN_RULE } from "./rule.js";

/** @import { Hills } from "../hills.js" */
/** @import { Stream } from "../stream.js" */
/** @import { Goods } from "../takehome.js" */
/** @import { Catalogue, Fault, LabCatalogue, ObjectiveSpec, OwnOptimizer, PointsSpec } from "../types.js" */
/** @import { Course } from "./course.js" */
/** @import { LabChoice } from "./training.js" */

/**
 * What becomes of a run of the code in the editor.
 * @typedef {object} Result
 * @property {"hill" | "classifier"} what
 * @property {"started" | "print" | "warning" | "waiting" | "stopped" | "done"} event
 * @property {string} [text]
 * @property {string | null} [hint]
 * @property {{ status: string, step: number }} [outcome]
 * @property {number} [steps]
 * @property {number} [seconds]
 */

/**
 * What the pictures need of the page.
 * @typedef {object} Host
 * @property {Stream} stream
 * @property {Catalogue & LabCatalogue} catalogue
 * @property {Hills} hills
 * @property {(result: Result) => void} onresult
 * @property {(fault: Fault | { field: string, reason: string }, what: "hill" | "classifier") => void} onfault
 * @property {() => void} onchange called when the address says something else
 */

/**
 * What the pictures begin with. `step` is null where nothing says where the balls stand.
 * @typedef {{ objective: ObjectiveSpec, start: number[], steps: number, course: Course, step: number | null, speed: number, log: boolean, lab: LabChoice }} Opened
 */

export class Pictures {
  /**
   * @param {HTMLElement} element what they lie in
   * @param {Host & { query: URLSearchParams, objective: ObjectiveSpec }} host query: the address as the page was opened.
   *   objective: what it names, which is known
   */
  constructor(element, { query, objective, ...host }) {
    this.element = element;
    const { opened: begun, unknown } = opened(query, host.catalogue, host.hills.of(objective));
    /** The keys of the address that were said wrongly. */
    this.unknown = unknown;
    this.lab = new OwnLab(host, begun);
    // A client has one own run at a time: the ball in a hand goes before a training.
    this.hill = new OwnHill({ ...host, onask: () => this.lab.duo.wait(), onidle: () => this.lab.goOn() }, begun);
    let before = performance.now();
    const frame = (/** @type {number} */ now) => {
      for (const each of [this.hill, this.lab]) each.tick((now - before) / 1000);
      before = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  /**
   * Run the code, and beside it a built-in rule. The latest wins.
   * @param {OwnOptimizer | null} own
   * @param {({ name: string } & Record<string, any>) | null} reference
   */
  run(own, reference) {
    this.element.classList.remove("older");
    this.hill.run(own, reference);
    this.lab.run(own, reference);
  }

  /** It is other code: what was to change on the way was of the old one. */
  leaveChanges() {
    this.hill.course = { ...this.hill.course, changes: [] };
    this.lab.setting = { ...this.lab.setting, changes: [] };
  }

  /** The code is another one now: what is shown steps back. */
  forget() {
    this.element.classList.add("older");
  }

  /** End what goes on. What has come of it stays. */
  stop() {
    this.hill.stop();
    this.lab.stop();
  }

  /** Whether anything of the code in the editor is on its way. */
  get busy() {
    return this.hill.busy || this.lab.duo.busy;
  }

  /** What of theirs is not in the address. */
  get unshared() {
    const { data } = this.lab.setting;
    const long = data.name === OWN && packing.toText(/** @type {PointsSpec} */ (data)) === null;
    return long ? ["the points"] : [];
  }

  /** What there is to take home: as it was run last. @returns {Goods} */
  get goods() {
    const { hill, lab } = this;
    const mine = hill.own?.wanted;
    const runs = hill.race.runners.map(({ wanted }) => wanted);
    const training = lab.duo.own && trainingOf(lab.setting, { ...lab.duo.own, name: OWN_RULE });
    return {
      pictures: { ...picturesOf(hill), training: lab.picture },
      moving: {
        run: mine && movingOf(hill, [mine]),
        race: runs.length > 1 && mine ? movingOf(hill, runs) : undefined,
        training: training ? { of: { training }, last: lab.last, speed: lab.playback.speed, log: false } : undefined,
      },
      files: { run: mine && { run: mine }, training: training ? { training } : undefined },
    };
  }

  /** Their part of the address. */
  query() {
    const { setting, course, playback, log, host } = this.hill;
    return toQuery(setting, course, { step: playback.stand, speed: playback.speed, log: log.checked }, this.lab.setting, host.catalogue);
  }
}
