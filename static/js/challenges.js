// Challenges: what is asked, what an answer scores, and the best so far. No document here, so that it can be tested without.

import { rates } from "./fair.js";
import { laneOf } from "./lane.js";
import { laneText } from "./lanetext.js";
import { rounded } from "./numbers.js";
import { parse } from "./query.js";
import { decoded } from "./typed.js";

/** @import { Catalogue, FanAnswer, Objective, Outcome, RunSpec, Setting } from "./types.js" */

/**
 * What an address asks: the fewest steps to a loss, a guess where it ends, the edge of divergence.
 * @typedef {{ kind: "fewest", target: number } | { kind: "guess", seed: number } | { kind: "edge" }} Challenge
 */

/** How often one guesses in a game. */
export const ROUNDS = 5;
/** As many records a fan keeps at most. */
const KEPT = 512;
/** The rates among which the edge is sought, and into how many parts they are cut, again and again. */
const [LOW, HIGH, PARTS, CUTS] = [1e-4, 100, 64, 3];

/**
 * @param {string | null} text such as `fewest~target:1e-6`
 * @returns {Challenge | null}
 */
export function parseChallenge(text) {
  const [kind, item = ""] = (text ?? "").split("~");
  const [name, said = ""] = item.split(":");
  const number = parse(said);
  if (kind === "edge" && !item) return { kind };
  if (typeof number !== "number") return null;
  if (kind === "fewest" && name === "target") return { kind, target: number };
  return kind === "guess" && name === "seed" && Number.isInteger(number) ? { kind, seed: number } : null;
}

/** @param {Challenge} challenge */
export function challengeText(challenge) {
  if (challenge.kind === "fewest") return `fewest~target:${challenge.target}`;
  return challenge.kind === "guess" ? `guess~seed:${challenge.seed}` : "edge";
}

/**
 * The setting in which a challenge is met: one ball, that begins where all others' does.
 * @param {Challenge} challenge
 * @param {Setting} setting
 * @param {Objective} about
 * @returns {Setting}
 */
export function settingOf(challenge, setting, about) {
  const lane = { ...setting.lanes[setting.focus], start: null };
  const start = challenge.kind === "guess" ? starts(challenge.seed, about.domain)[0] : setting.start;
  return { ...setting, start, lanes: [lane], focus: 0 };
}

/**
 * The setting to hand on: what a player has found is not in it.
 * @param {Challenge} challenge
 * @param {Setting} setting
 * @param {Catalogue} catalogue
 * @returns {Setting}
 */
export function givenSetting(challenge, setting, { optimizers }) {
  if (challenge.kind === "guess") return setting;
  const [lane] = setting.lanes;
  const rule = challenge.kind === "fewest" ? optimizers[0] : optimizers.find(({ name }) => name === lane.optimizer);
  const usual = laneOf(rule ?? optimizers[0]);
  if (challenge.kind === "fewest") return { ...setting, lanes: [usual] };
  return { ...setting, lanes: [{ ...lane, hyperparameters: { ...lane.hyperparameters, lr: usual.hyperparameters.lr } }] };
}

/**
 * What a best score is of, as a text.
 * @param {Challenge} challenge
 * @param {Setting} setting
 */
export function nameOf(challenge, { objective, start, steps, lanes: [lane] }) {
  const parts = ["kudari", challengeText(challenge), JSON.stringify(objective), steps];
  if (challenge.kind !== "guess") parts.push(String(start));
  if (challenge.kind === "guess") parts.push(laneText(lane));
  if (challenge.kind === "edge") parts.push(laneText({ ...lane, hyperparameters: { ...lane.hyperparameters, lr: 0 }, changes: [] }));
  return parts.join(" ");
}

/**
 * The first step whose loss is at or below the target, null where there is none.
 * @param {number[]} loss of every step
 * @param {number} target
 */
export function stepsTo(loss, target) {
  const step = loss.findIndex((each) => each <= target);
  return step < 0 ? null : step;
}

/**
 * The same starts for everyone who has the seed, all within the picture.
 * @param {number} seed
 * @param {[number, number][]} domain
 */
export function starts(seed, domain) {
  const random = mulberry(seed);
  return Array.from({ length: ROUNDS }, () =>
    domain.map(([low, high]) => rounded(low + (high - low) * (0.05 + 0.9 * random()), 3)),
  );
}

/**
 * What a guess is worth: 100 points on the spot, none from half the picture's width on.
 * @param {number[] | null} guess null for one that it diverges
 * @param {Outcome} outcome
 * @param {[number, number][]} domain
 * @returns {{ points: number, distance: number | null }}
 */
export function guessScore(guess, { status, point }, domain) {
  if (status === "diverged" || !guess) return { points: status === "diverged" && !guess ? 100 : 0, distance: null };
  const away = guess.map((each, place) => each - point[place]);
  const share = Math.hypot(...away.map((each, place) => each / (domain[place][1] - domain[place][0])));
  return { points: Math.round(100 * Math.max(0, 1 - 2 * share)), distance: Math.hypot(...away) };
}

/**
 * The smallest rate at which a run diverges, null where none does.
 * @param {RunSpec} run
 * @param {(body: object) => Promise<FanAnswer>} fetched asks for a fan
 */
export async function edgeOf({ changes, ...run }, fetched) {
  let values = Array.from({ length: PARTS }, (_, place) => rounded(LOW * (HIGH / LOW) ** (place / (PARTS - 1)), 6));
  let edge = null;
  for (let cut = 0; cut < CUTS; cut++) {
    const { ends } = await fetched({ run, field: "optimizer.lr", values, kept: [0] });
    const place = decoded(ends.status).indexOf(ends.statuses.indexOf("diverged"));
    if (place < 0) return edge;
    edge = values[place];
    if (!place) return edge;
    const [low, high] = [values[place - 1], edge];
    values = Array.from({ length: PARTS }, (_, part) => low + ((high - low) * part) / (PARTS - 1));
  }
  return edge;
}

/**
 * The edge of theory, which holds for ever so many steps; null where it knows none.
 * @param {RunSpec} run
 * @param {(body: object) => Promise<any>} fetched asks for a map
 * @returns {Promise<number | null>}
 */
export async function theoryOf({ changes, ...run }, fetched) {
  const x = { field: "optimizer.lr", low: 0.1, high: 1, count: 2 };
  const y = { field: "start.0", low: -1, high: 1, count: 2 };
  const { edge } = await fetched({ run, x, y });
  return edge && decoded(edge)[0];
}

/**
 * The rate that comes to the target soonest by the rule of a run, null where none of many does.
 * @param {RunSpec} run
 * @param {number} target
 * @param {(body: object) => Promise<FanAnswer>} fetched asks for a fan
 */
export async function soonest({ changes, ...run }, target, fetched) {
  const kept = Array.from({ length: Math.min(run.steps + 1, KEPT) }, (_, step) => step);
  const answer = await fetched({ run, field: "optimizer.lr", values: rates, kept });
  const loss = decoded(answer.loss);
  const found = rates.map((lr, lane) => ({
    lr,
    steps: stepsTo([...loss.subarray(lane * kept.length, (lane + 1) * kept.length)], target) ?? Infinity,
  }));
  const best = found.reduce((one, other) => (other.steps < one.steps ? other : one));
  return best.steps < Infinity ? best : null;
}

/** How often a challenge was tried in this browser, and the best score with the setting that made it. */
export class Kept {
  /**
   * @param {Pick<Storage, "getItem" | "setItem">} storage
   * @param {string} name
   * @param {boolean} fewer whether less is better
   */
  constructor(storage, name, fewer) {
    this.storage = storage;
    this.name = name;
    this.fewer = fewer;
    /** @type {{ tries: number, best: { score: number, query: string } | null }} */
    this.held = JSON.parse(storage.getItem(name) ?? '{"tries":0,"best":null}');
  }

  /** One try more. */
  tried() {
    this.held.tries++;
    this.keep();
  }

  /**
   * @param {number} score
   * @param {string} query of the setting that made it
   * @returns {boolean} whether it is the best so far
   */
  scored(score, query) {
    const { best } = this.held;
    if (best && (this.fewer ? score >= best.score : score <= best.score)) return false;
    this.held.best = { score, query };
    this.keep();
    return true;
  }

  keep() {
    this.storage.setItem(this.name, JSON.stringify(this.held));
  }
}

/**
 * Numbers from 0 to 1, the same for the same seed: mulberry32.
 * @param {number} seed
 */
function mulberry(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
