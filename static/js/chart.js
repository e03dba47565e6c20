// The map of a setting: at every learning rate, from every start, what becomes of the run. See `POST /api/sweeps`.

import { pointText, shown } from "./numbers.js";
import { decoded } from "./typed.js";

/** @import { Axis, Objective, Optimizer, Outcome, RunSpec, SweepAnswer } from "./types.js" */
/** @import { Stream } from "./stream.js" */

const COLUMNS = 180;
const ROWS = 120;

/**
 * What became of one run.
 * @typedef {object} Place
 * @property {number} rate
 * @property {number} start
 * @property {Outcome["status"]} status
 * @property {number} step of convergence or divergence, else the last one
 * @property {number} loss
 * @property {number} minimum the number of the minimum that it came to, -1 for none
 */

/**
 * The sweep that a run's map is. The rate and the start's x are no part of it: they are its axes.
 * @param {RunSpec} run
 * @param {Objective} objective
 * @param {Optimizer} optimizer
 */
export function sweepOf(run, objective, optimizer) {
  const rate = optimizer.parameters.find(({ name }) => name === "lr");
  if (!rate) throw new Error(`${optimizer.name} has no learning rate`);
  const start = run.start.with(0, objective.start.default[0]);
  const { changes, ...straight } = { ...run, optimizer: { ...run.optimizer, lr: rate.default }, start };
  const [low, high] = objective.domain[0];
  /** @type {Axis} */
  const x = { field: "optimizer.lr", low: rate.slider[0], high: rate.slider[1], count: COLUMNS, scale: rate.scale };
  /** @type {Axis} */
  const y = { field: "start.0", low, high, count: ROWS, scale: "linear" };
  return { run: straight, x, y };
}

/** A map that has come. */
export class Chart {
  /** @param {SweepAnswer} answer */
  constructor({ sweep, x, y, edge, ends }) {
    this.sweep = sweep;
    this.steps = sweep.run.steps;
    this.rates = decoded(x);
    this.starts = decoded(y);
    this.edge = edge && decoded(edge);
    this.statuses = ends.statuses;
    this.status = decoded(ends.status);
    this.step = decoded(ends.step);
    this.loss = decoded(ends.loss);
    this.minimum = decoded(ends.minimum);
  }

  /**
   * The place nearest to a rate and a start.
   * @param {number} rate
   * @param {number} start
   * @returns {Place}
   */
  at(rate, start) {
    const column = nearest(this.rates, rate);
    const row = nearest(this.starts, start);
    const cell = row * this.rates.length + column;
    return {
      rate: this.rates[column],
      start: this.starts[row],
      status: this.statuses[this.status[cell]],
      step: this.step[cell],
      loss: this.loss[cell],
      minimum: this.minimum[cell],
    };
  }

  /**
   * A row for each start, in the numbers that `app/figures/map.py` gives colours to.
   * @param {number} minima how many minima the objective has
   * @returns {Float32Array[]}
   */
  rows(minima) {
    const codes = new Float32Array(this.status.length);
    const slowest = Math.log(1 + this.steps);
    const usual = this.usualLoss();
    for (let cell = 0; cell < codes.length; cell++) {
      const status = this.statuses[this.status[cell]];
      if (status === "diverged") codes[cell] = minima + 2.5;
      else if (status === "finished") codes[cell] = minima + 1 + (0.99 * usual) / (usual + Math.max(this.loss[cell], 0));
      else {
        const band = this.minimum[cell] < 0 ? minima : this.minimum[cell];
        codes[cell] = band + 0.99 * (1 - Math.log(1 + this.step[cell]) / slowest);
      }
    }
    const width = this.rates.length;
    return Array.from(this.starts, (_, row) => codes.subarray(row * width, (row + 1) * width));
  }

  /** The loss in the middle of those that still roll. */
  usualLoss() {
    const rolling = this.loss.filter((_, cell) => this.statuses[this.status[cell]] === "finished").sort();
    return rolling[rolling.length >> 1] || 1;
  }

  /** The whole map in words. */
  summary() {
    const counts = this.statuses.map((_, code) => this.status.filter((each) => each === code).length);
    const shares = percents(counts);
    const share = (/** @type {Outcome["status"]} */ status) => `${shares[this.statuses.indexOf(status)]} %`;
    return `${share("converged")} come to rest, ${share("finished")} still roll, ${share("diverged")} diverge.`;
  }
}

/**
 * Whole percents of these counts, which are a hundred together: the largest remainders are rounded up.
 * @param {number[]} counts
 */
export function percents(counts) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const exact = counts.map((count) => (100 * count) / total);
  const whole = exact.map(Math.floor);
  const missing = 100 - whole.reduce((sum, percent) => sum + percent, 0);
  const places = [...exact.keys()].sort((one, other) => exact[other] - whole[other] - (exact[one] - whole[one]));
  for (const place of places.slice(0, missing)) whole[place]++;
  return whole;
}

/**
 * A place in words.
 * @param {Place} place
 * @param {Objective} objective
 */
export function placeSentence({ rate, start, status, step, loss, minimum }, objective) {
  const where = `Rate ${shown(rate, 3)} from ${shown(start, 3)}`;
  switch (status) {
    case "diverged":
      return `${where}: diverges at step ${step}.`;
    case "converged":
      if (minimum < 0) return `${where}: at rest from step ${step}, in no known minimum.`;
      return `${where}: at rest from step ${step}, at ${pointText(objective.minima[minimum].point, 3)}.`;
    default:
      return `${where}: still rolling after ${step} steps, at a loss of ${shown(loss, 3)}.`;
  }
}

/** The map of the latest setting: computed when it is another one, its progress told, the last one cancelled. */
export class LiveChart {
  /**
   * @param {Stream} stream
   * @param {(done: number | null) => void} onprogress called with the share that is computed, with null at the end
   * @param {(chart: Chart) => void} onchart
   */
  constructor(stream, onprogress, onchart) {
    this.stream = stream;
    this.onprogress = onprogress;
    this.onchart = onchart;
    this.wanted = "";
    /** @type {{ cancel: () => void } | null} */
    this.asked = null;
  }

  /** @param {ReturnType<typeof sweepOf>} sweep */
  want(sweep) {
    const wanted = JSON.stringify(sweep);
    if (wanted === this.wanted) return;
    this.stop();
    this.wanted = wanted;
    this.onprogress(0);
    const ended = () => {
      this.asked = null;
      this.onprogress(null);
    };
    this.asked = this.stream.request(
      { type: "sweep", sweep },
      {
        progress: ({ done }) => this.onprogress(done),
        done: ({ map }) => {
          ended();
          this.onchart(new Chart(map));
        },
        error: ended,
      },
    );
  }

  /** Compute no further. */
  stop() {
    if (!this.asked) return;
    this.asked.cancel();
    this.asked = null;
    this.onprogress(null);
  }
}

/**
 * Where in rising values the nearest one is.
 * @param {ArrayLike<number>} values
 * @param {number} value
 */
function nearest(values, value) {
  let best = 0;
  for (let place = 1; place < values.length; place++)
    if (Math.abs(values[place] - value) < Math.abs(values[best] - value)) best = place;
  return best;
}
