// A fan: the run at every position of one slider, in the page before the hand moves. See `POST /api/fans`.

import { Records } from "./records.js";
import { specOf } from "./run.js";
import { decoded } from "./typed.js";

/** @import { FanAnswer, Outcome, Setting } from "./types.js" */

/** As many records of each path are kept: 300 paths are then some hundred kilobytes. */
const KEPT = 64;

/**
 * The number that a slider moves: `start.0`, `optimizer.lr`, `optimizer.betas.1`.
 * @param {Setting} setting
 * @param {string} field
 * @returns {number}
 */
export function valueOf(setting, field) {
  const [whole, name, place] = field.split(".");
  if (whole === "start") return setting.start;
  return [setting.hyperparameters[name]].flat()[Number(place ?? 0)];
}

/**
 * What a fan holds for, as a text: all of a setting but the number that its slider moves.
 * @param {Setting} setting
 * @param {string} field
 */
export function basis(setting, field) {
  const [whole, name, place] = field.split(".");
  const { hyperparameters } = setting;
  if (whole === "start") return JSON.stringify([field, { ...setting, start: null }]);
  const old = hyperparameters[name];
  const free = Array.isArray(old) ? old.with(Number(place), NaN) : null;
  return JSON.stringify([field, { ...setting, hyperparameters: { ...hyperparameters, [name]: free } }]);
}

/**
 * Which records of a run are kept: all of a short one, else evenly spread ones, and those where the ball stands.
 * @param {number} steps
 * @param {number} standing
 */
export function keptSteps(steps, standing) {
  const spread = Math.min(steps, KEPT - 3);
  const kept = Array.from({ length: spread + 1 }, (_, place) => Math.round((place * steps) / spread));
  const all = new Set([...kept, standing, Math.min(standing + 1, steps)]);
  return [...all].sort((one, other) => one - other);
}

export class Fan {
  /**
   * @param {string} basis
   * @param {FanAnswer} answer
   */
  constructor(basis, { fan, point, loss, grad, state, ends }) {
    this.basis = basis;
    this.kept = fan.kept;
    this.lanes = new Map(fan.values.map((value, lane) => [value, lane]));
    this.x = decoded(point);
    this.loss = decoded(loss);
    this.grad = decoded(grad);
    this.state = Object.entries(state).map(([name, column]) => ({ name, column: decoded(column) }));
    this.ends = { statuses: ends.statuses, status: decoded(ends.status), step: decoded(ends.step), loss: decoded(ends.loss) };
  }

  /**
   * The records of the run at a value, with the outcome; null where the fan doesn't have them.
   * @param {number} value
   * @param {number} standing the step that must be among them
   * @returns {Records | null}
   */
  path(value, standing) {
    const lane = this.lanes.get(value);
    if (lane === undefined || !this.kept.includes(standing)) return null;
    const status = /** @type {Outcome["status"]} */ (this.ends.statuses[this.ends.status[lane]]);
    const end = this.ends.step[lane];
    const count = status === "diverged" ? this.kept.filter((step) => step < end).length : this.kept.length;
    const first = lane * this.kept.length;
    /** @param {ArrayLike<number> & { subarray: any }} column */
    const rows = (column) => [...column.subarray(first, first + count)];
    const records = new Records();
    records.steps = this.kept.slice(0, count);
    records.x = rows(this.x);
    records.loss = rows(this.loss);
    records.grad = rows(this.grad);
    for (const { name, column } of this.state) records.state[name] = rows(column);
    const point = status === "diverged" ? [] : [records.x[count - 1]];
    records.outcome = { status, step: end, point, loss: this.ends.loss[lane] };
    return records;
  }
}

/** The fans of the sliders, fetched while nothing moves. */
export class Fans {
  /** @param {(body: object, signal: AbortSignal) => Promise<FanAnswer>} fetched asks `POST /api/fans` */
  constructor(fetched) {
    this.fetched = fetched;
    /** @type {Map<string, Fan>} by the field that the slider moves */
    this.there = new Map();
    /** @type {Map<string, { basis: string, standing: number, control: AbortController }>} */
    this.asked = new Map();
    /** The sliders that the hand may move next. */
    this.reached = new Set(["start.0", "optimizer.lr"]);
  }

  /**
   * Have the fans of all sliders that the hand may move next.
   * @param {Setting} setting
   * @param {Map<string, number[]>} sliders their values, by the field that they move
   * @param {number} standing where the ball stands
   */
  foresee(setting, sliders, standing) {
    for (const [field, values] of sliders) if (this.reached.has(field)) this.want(setting, field, values, standing);
  }

  /**
   * Have the fan of a slider, unless it is there or under way.
   * @param {Setting} setting
   * @param {string} field
   * @param {number[]} values the slider's
   * @param {number} standing where the ball stands
   */
  async want(setting, field, values, standing) {
    const wanted = basis(setting, field);
    const there = this.there.get(field);
    if (there?.basis === wanted && there.kept.includes(standing)) return;
    const asked = this.asked.get(field);
    if (asked?.basis === wanted && asked.standing === standing) return;
    asked?.control.abort();
    const control = new AbortController();
    this.asked.set(field, { basis: wanted, standing, control });
    const { changes, ...run } = specOf(setting);
    try {
      const body = { run, field, values, kept: keptSteps(setting.steps, standing) };
      this.there.set(field, new Fan(wanted, await this.fetched(body, control.signal)));
    } catch {
      // Without a fan each place of the slider is asked of the server.
    }
    if (this.asked.get(field)?.control === control) this.asked.delete(field);
  }

  /**
   * The records of a setting's run out of a fan that has it, or null.
   * @param {Setting} setting
   * @param {number} standing
   * @returns {Records | null}
   */
  path(setting, standing) {
    if (setting.changes.length) return null;
    for (const [field, fan] of this.there) {
      if (fan.basis !== basis(setting, field)) continue;
      const found = fan.path(valueOf(setting, field), standing);
      if (found) return found;
    }
    return null;
  }
}
