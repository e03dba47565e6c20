// A fan: the run at every position of a slider or of the ball, in the page before the hand moves. See `POST /api/fans`.

import { Records } from "./records.js";
import { decoded } from "./typed.js";

/** @import { FanAnswer, Outcome, RunSpec } from "./types.js" */

/** As many records of each path are kept: 300 paths are then some hundred kilobytes. */
const KEPT = 64;
/** The fewest, where many lanes share the bytes. */
const FEWEST = 16;

/**
 * What a fan moves in a run: `start.0`, `optimizer.lr`, `optimizer.betas.1`, or the whole `start`.
 * @param {RunSpec} run
 * @param {string} field
 * @returns {number | number[]}
 */
export function valueOf(run, field) {
  return field.split(".").reduce((/** @type {any} */ inner, name) => inner[name], run);
}

/**
 * What a fan holds for, as a text: all of a run but what it moves.
 * @param {RunSpec} run
 * @param {string} field
 */
export function basis(run, field) {
  const copy = structuredClone(run);
  const path = field.split(".");
  const last = /** @type {string} */ (path.pop());
  path.reduce((/** @type {any} */ inner, name) => inner[name], copy)[last] = null;
  return JSON.stringify([field, copy]);
}

/**
 * Which records of a run are kept: all of a short one, else evenly spread ones, and those where the ball stands.
 * @param {number} steps
 * @param {number} standing
 * @param {number} most
 */
export function keptSteps(steps, standing, most = KEPT) {
  const spread = Math.min(steps, most - 3);
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
    this.lanes = new Map(fan.values.map((value, lane) => [String(value), lane]));
    this.loss = decoded(loss);
    this.point = decoded(point);
    this.grad = decoded(grad);
    this.dimension = this.point.length / this.loss.length;
    this.state = Object.entries(state).map(([name, column]) => ({ name, column: decoded(column) }));
    this.ends = { statuses: ends.statuses, status: decoded(ends.status), step: decoded(ends.step), loss: decoded(ends.loss) };
  }

  /**
   * The records of the run at a value, with the outcome; null where the fan doesn't have them.
   * @param {number | number[]} value
   * @param {number} standing the step that must be among them
   * @returns {Records | null}
   */
  path(value, standing) {
    const lane = this.lanes.get(String(value));
    if (lane === undefined || !this.kept.includes(standing)) return null;
    const status = /** @type {Outcome["status"]} */ (this.ends.statuses[this.ends.status[lane]]);
    const end = this.ends.step[lane];
    const count = status === "diverged" ? this.kept.filter((step) => step < end).length : this.kept.length;
    const first = lane * this.kept.length;
    /** @param {ArrayLike<number>} column */
    const coordinates = (column) =>
      Array.from({ length: this.dimension }, (_, place) =>
        Array.from({ length: count }, (_, row) => column[(first + row) * this.dimension + place]),
      );
    const records = new Records();
    records.steps = this.kept.slice(0, count);
    records.points = coordinates(this.point);
    records.loss = [...this.loss.subarray(first, first + count)];
    records.grads = coordinates(this.grad);
    for (const { name, column } of this.state) records.state[name] = coordinates(column);
    const point = status === "diverged" ? [] : records.point(count - 1);
    records.outcome = { status, step: end, point, loss: this.ends.loss[lane] };
    return records;
  }
}

/** The fans of a lane, fetched while nothing moves. */
export class Fans {
  /** @param {(body: object, signal: AbortSignal) => Promise<FanAnswer>} fetched asks `POST /api/fans` */
  constructor(fetched) {
    this.fetched = fetched;
    /** @type {Map<string, Fan>} by the field that they move */
    this.there = new Map();
    /** @type {Map<string, { basis: string, standing: number, control: AbortController }>} */
    this.asked = new Map();
    /** What the hand may move next. */
    this.reached = new Set(["start", "start.0", "optimizer.lr"]);
  }

  /**
   * Have the fans of all that the hand may move next.
   * @param {RunSpec} run
   * @param {Map<string, (number | number[])[]>} values by the field that they are of
   * @param {number} standing where the ball stands
   * @param {number} share of the bytes that this run's fans may have
   */
  foresee(run, values, standing, share) {
    for (const [field, each] of values)
      // Whole points have twice the coordinates.
      if (this.reached.has(field)) this.want(run, field, each, standing, field === "start" ? share / 2 : share);
  }

  /**
   * Have a fan, unless it is there or under way.
   * @param {RunSpec} run
   * @param {string} field
   * @param {(number | number[])[]} values
   * @param {number} standing where the ball stands
   * @param {number} share
   */
  async want(run, field, values, standing, share = 1) {
    const wanted = basis(run, field);
    const there = this.there.get(field);
    if (there?.basis === wanted && there.kept.includes(standing)) return;
    const asked = this.asked.get(field);
    if (asked?.basis === wanted && asked.standing === standing) return;
    asked?.control.abort();
    const control = new AbortController();
    this.asked.set(field, { basis: wanted, standing, control });
    const { changes, ...straight } = run;
    try {
      const kept = keptSteps(run.steps, standing, Math.max(FEWEST, Math.floor(KEPT * share)));
      const body = { run: straight, field, values, kept };
      this.there.set(field, new Fan(wanted, await this.fetched(body, control.signal)));
    } catch {
      // Without a fan each place is asked of the server.
    }
    if (this.asked.get(field)?.control === control) this.asked.delete(field);
  }

  /**
   * The records of a run out of a fan that has it, or null.
   * @param {RunSpec} run
   * @param {number} standing
   * @returns {Records | null}
   */
  path(run, standing) {
    if (run.changes.length) return null;
    for (const [field, fan] of this.there) {
      if (fan.basis !== basis(run, field)) continue;
      const found = fan.path(valueOf(run, field), standing);
      if (found) return found;
    }
    return null;
  }
}
