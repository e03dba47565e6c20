// The race as a table: a row for each lane, with where its ball is, how far from a minimum, and how soon it came low.

import { laneOf } from "./lane.js";
import { shown } from "./numbers.js";
import { LANES } from "./setting.js";

/** @import { Choice } from "./setting.js" */
/** @import { Runner } from "./race.js" */
/** @import { Objective, ObjectiveSpec, Optimizer, Setting } from "./types.js" */

const DIGITS = 4;

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

export class RaceTable {
  /**
   * @param {Optimizer[]} optimizers
   * @param {(choice: Choice) => void} onchoose
   */
  constructor(optimizers, onchoose) {
    this.optimizers = optimizers;
    this.onchoose = onchoose;
    this.body = byId("race-rows");
    this.target = /** @type {HTMLInputElement} */ (byId("race-target"));
    /** @type {Setting | null} */
    this.setting = null;
    /** @type {{ row: HTMLElement, cells: HTMLElement[] }[]} */
    this.rows = [];
    this.drawn = "";
    byId("race-add").addEventListener("click", () => this.add());
  }

  /** How low a loss must be to count. */
  get low() {
    const value = Number(this.target.value);
    return value > 0 ? value : NaN;
  }

  /** Add a lane: the first rule of the catalogue that doesn't run yet, from where all begin. */
  add() {
    const { lanes } = /** @type {Setting} */ (this.setting);
    const fresh = this.optimizers.find(({ name }) => lanes.every(({ optimizer }) => optimizer !== name)) ?? this.optimizers[0];
    const lane = laneOf(fresh);
    lane.hyperparameters = { ...lane.hyperparameters, lr: lanes[lanes.length - 1].hyperparameters.lr };
    this.onchoose({ lanes: [...lanes, lane], focus: lanes.length });
  }

  /**
   * Show the lanes of a setting.
   * @param {Setting} setting
   */
  show(setting) {
    if (setting === this.setting) return;
    this.setting = setting;
    const { lanes, focus } = setting;
    const drawn = JSON.stringify([lanes.map(({ optimizer }) => optimizer), focus]);
    if (drawn !== this.drawn) this.draw(drawn);
    byId("race-add").toggleAttribute("disabled", lanes.length >= LANES);
    lanes.forEach(({ hyperparameters, schedule }, place) => {
      const rate = shown(Number(hyperparameters.lr), 3);
      this.write(place, 0, schedule.name === "constant" ? rate : `${rate}, ${schedule.name}`);
    });
  }

  /**
   * Say where the balls are.
   * @param {Runner[]} runners
   * @param {number} step
   * @param {(spec: ObjectiveSpec) => Objective} describe
   */
  tell(runners, step, describe) {
    runners.forEach(({ records, spec }, place) => {
      const row = records.row(Math.min(step, records.last));
      if (!spec || row < 0 || place >= this.rows.length) return;
      this.write(place, 1, shown(records.loss[row], DIGITS));
      const distance = nearest(describe(spec.objective), records.point(row));
      this.write(place, 2, distance === null ? "–" : shown(distance, DIGITS));
      this.write(place, 3, reached(records, this.low));
    });
  }

  /**
   * @param {number} place
   * @param {number} cell
   * @param {string} text
   */
  write(place, cell, text) {
    const element = this.rows[place].cells[cell];
    if (element.textContent !== text) element.textContent = text;
  }

  /** @param {string} drawn */
  draw(drawn) {
    this.drawn = drawn;
    const { lanes, focus } = /** @type {Setting} */ (this.setting);
    this.rows = lanes.map(({ optimizer }, place) => {
      const { title, hue } = /** @type {Optimizer} */ (this.optimizers.find(({ name }) => name === optimizer));
      const row = document.createElement("tr");
      row.dataset.hue = String(hue);
      row.classList.toggle("focus", place === focus);
      const head = document.createElement("th");
      head.scope = "row";
      const pick = document.createElement("button");
      pick.type = "button";
      pick.className = "race-pick";
      pick.setAttribute("aria-pressed", String(place === focus));
      const ball = document.createElement("span");
      ball.className = "race-ball";
      ball.textContent = String(place + 1);
      pick.append(ball, ` ${title}`);
      pick.addEventListener("click", () => this.onchoose({ focus: place }));
      head.append(pick);
      const cells = Array.from({ length: 4 }, () => {
        const cell = document.createElement("td");
        cell.className = "digits";
        return cell;
      });
      const last = document.createElement("td");
      if (lanes.length > 1) last.append(this.remover(place, title));
      row.append(head, ...cells, last);
      return { row, cells };
    });
    this.body.replaceChildren(...this.rows.map(({ row }) => row));
  }

  /**
   * @param {number} place
   * @param {string} title
   */
  remover(place, title) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "race-remove";
    button.textContent = "×";
    button.setAttribute("aria-label", `Remove ball ${place + 1}, ${title}`);
    button.addEventListener("click", () => {
      const { lanes, focus } = /** @type {Setting} */ (this.setting);
      this.onchoose({ lanes: lanes.toSpliced(place, 1), focus: focus > place ? focus - 1 : focus });
    });
    return button;
  }
}

/**
 * How far a point is from the nearest minimum that is known, null where none is.
 * @param {Objective} objective
 * @param {number[]} point
 */
export function nearest({ minima }, point) {
  if (!minima.length) return null;
  return Math.min(...minima.map((minimum) => Math.hypot(...minimum.point.map((each, place) => each - point[place]))));
}

/**
 * The first step at which the loss is as low as this, in words.
 * @param {{ loss: number[], steps: number[] | null, outcome: object | null }} records
 * @param {number} low
 */
export function reached({ loss, steps, outcome }, low) {
  const row = firstBelow(loss, low);
  if (row < 0) return outcome ? "never" : "…";
  return steps ? `≤ ${steps[row]}` : String(row);
}

/**
 * The first row whose loss is as low as this, -1 where none is.
 * @param {number[]} loss
 * @param {number} low
 */
export function firstBelow(loss, low) {
  return loss.findIndex((each) => each <= low);
}
