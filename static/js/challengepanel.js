// The challenge of an address: the task, the answer, the score, and what the player may not see or move meanwhile.

import { challengeText, edgeOf, givenSetting, guessScore, Kept, nameOf, ROUNDS, soonest, starts, stepsTo, theoryOf } from "./challenges.js";
import { pointText, shown } from "./numbers.js";
import { Records } from "./records.js";
import { toQuery } from "./share.js";

/** @import { Challenge } from "./challenges.js" */
/** @import { Ball } from "./plots/ball.js" */
/** @import { Race } from "./race.js" */
/** @import { Choice } from "./setting.js" */
/** @import { SettingForm } from "./settingform.js" */
/** @import { Catalogue, Objective, RunSpec, Setting } from "./types.js" */

/**
 * What a challenge needs of the page.
 * @typedef {object} Host
 * @property {Catalogue} catalogue
 * @property {Race} race
 * @property {SettingForm} form
 * @property {() => Setting} setting
 * @property {() => Objective} about
 * @property {(choice: Choice) => void} choose
 * @property {() => void} draw
 * @property {() => void} play from the start
 * @property {(x: number, y: number) => number[] | undefined} pointAt the point of the hill at a place of the page
 * @property {(path: string, body: object) => Promise<any>} ask
 */

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

export class ChallengePanel {
  /**
   * @param {Challenge} challenge
   * @param {Host} host
   */
  constructor(challenge, host) {
    this.challenge = challenge;
    this.host = host;
    this.text = challengeText(challenge);
    this.kept = new Kept(localStorage, nameOf(challenge, host.setting()), challenge.kind !== "guess");
    /** The runs that were judged, as texts: each is a try once. The first is the address's own. */
    this.judged = new Set();
    this.round = 0;
    this.total = 0;
    /** Where the player says that the ball will end. @type {number[] | null} */
    this.guess = null;
    /** The record from which it is guessed. */
    this.start = new Records();
    /** Whether the guess of this round is made, and whether it is judged. */
    this.guessed = this.told = false;
    this.inputs = [...byId("challenge-form").querySelectorAll("input")];
    byId("page").classList.add("challenged", `challenged-${challenge.kind}`);
    byId("challenge").hidden = false;
    this.fix();
    this.explain();
    byId("challenge-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.answer();
    });
    for (const input of this.inputs) input.addEventListener("input", () => this.point(this.inputs.map(({ value }) => Number(value))));
    byId("challenge-diverges").addEventListener("click", () => {
      this.guess = null;
      this.reveal();
    });
    byId("challenge-next").addEventListener("click", () => this.next());
    byId("challenge-show").addEventListener("click", () => this.show());
    byId("challenge-share").addEventListener("click", () => this.share());
    byId("hill").addEventListener("pointerdown", ({ clientX, clientY }) => this.point(host.pointAt(clientX, clientY)), {
      capture: true,
    });
    if (challenge.kind === "guess") this.veil(true);
  }

  /** Take out of the form what the challenge sets. */
  fix() {
    const { form } = this.host;
    const { kind } = this.challenge;
    byId("setting").inert = kind === "guess";
    if (kind === "guess") return;
    const fixed = [form.hill.element, form.typed.element, form.place, form.own.element, form.steps.element];
    if (kind === "edge") {
      fixed.push(form.rule.choice.element, form.schedule.element);
      for (const [name, { field }] of form.rule.numbers) if (name !== "optimizer.lr") fixed.push(field.element);
    }
    for (const element of fixed) element.classList.add("fixed");
  }

  /** Say what is to be done. */
  explain() {
    const { challenge, host } = this;
    const { start, steps, lanes } = host.setting();
    const { title, dimension } = host.about();
    const { title: rule } = /** @type {any} */ (host.catalogue.optimizers.find(({ name }) => name === lanes[0].optimizer));
    const from = `from ${pointText(start, 3)}`;
    const rate = `${rule} at rate ${shown(Number(lanes[0].hyperparameters.lr), 3)}`;
    const [heading, text, answer] = {
      fewest: () => [
        `The fewest steps to a loss of ${challenge.kind === "fewest" && shown(challenge.target, 3)}`,
        `${title}, ${from}. Change rule, rate and all else; there are ${steps} steps.`,
        "",
      ],
      guess: () => [
        `Guess where it ends, round ${this.round + 1} of ${ROUNDS}`,
        `${title}: ${rate}, ${steps} steps, ${from}. Click in the picture or type a point.`,
        "Guess",
      ],
      edge: () => [
        "Find the edge of divergence",
        `${title}: ${rule}, ${from}. Which is the smallest rate that diverges within ${steps} steps?`,
        "This rate is it",
      ],
    }[challenge.kind]();
    byId("challenge-title").textContent = heading;
    byId("challenge-text").textContent = text;
    byId("challenge-answer").textContent = answer;
    const open = challenge.kind === "guess" && !this.guessed;
    byId("challenge-answer").hidden = challenge.kind === "fewest" || (challenge.kind === "guess" && !open);
    byId("challenge-diverges").hidden = !open;
    byId("challenge-next").hidden = !(challenge.kind === "guess" && this.told);
    byId("challenge-next").textContent = this.round + 1 < ROUNDS ? "Next" : "Again";
    this.inputs.forEach((input, place) => {
      /** @type {HTMLElement} */ (input.parentElement).hidden = !open || place >= dimension;
      input.disabled = !open || place >= dimension;
    });
    byId("challenge-show").hidden = challenge.kind === "guess" && !open;
    this.count();
  }

  /** Say how often it was tried, and the best so far. */
  count() {
    const { tries, best } = this.kept.held;
    const unit = { fewest: "steps", guess: "points", edge: "% off" }[this.challenge.kind];
    const tried = tries ? `${tries} ${tries === 1 ? "try" : "tries"}. ` : "";
    byId("challenge-kept").textContent = tried + (best ? `Your best: ${shown(best.score, 3)} ${unit}.` : "");
    const link = /** @type {HTMLAnchorElement} */ (byId("challenge-best"));
    link.hidden = !best || this.challenge.kind === "guess";
    if (best) link.href = `?challenge=${this.text}&${best.query}`;
  }

  /** @param {string} text */
  say(text) {
    byId("challenge-score").textContent = text;
  }

  /** @param {boolean} hidden whether the run is not to be seen, only where it begins */
  veil(hidden) {
    this.host.race.veil(hidden);
    byId("page").classList.toggle("veiled", hidden);
  }

  /** @returns {RunSpec} */
  run() {
    return this.host.race.runners[0].wanted;
  }

  /** @param {number[] | undefined} point where the ball may end, none where there is no such place */
  point(point) {
    if (this.challenge.kind !== "guess" || this.guessed || !point?.every(Number.isFinite)) return;
    this.guess = point.slice(0, this.host.about().dimension);
    this.start = this.host.race.runners[0].live.records.upto(1);
    this.guess.forEach((value, place) => {
      if (Number(this.inputs[place].value) !== value) this.inputs[place].value = String(Number(value.toPrecision(4)));
    });
    this.host.draw();
  }

  /** The guess as it is drawn: a ball that goes nowhere. @returns {Ball[]} */
  get marks() {
    const { guess: held, start } = this;
    return held && start.length ? [{ records: start, position: 0, held, hue: "ink", label: "?", focus: false }] : [];
  }

  answer() {
    if (this.challenge.kind === "guess") this.reveal();
    else if (this.challenge.kind === "edge") this.tellEdge(Number(this.host.setting().lanes[0].hyperparameters.lr));
  }

  /** Let the run of the guess be seen. */
  reveal() {
    this.guessed = true;
    this.veil(false);
    this.say("");
    this.explain();
    this.host.play();
  }

  /** The run is whole and at rest: judge it, once. */
  ran() {
    const { challenge } = this;
    const { records, wanted } = this.host.race.runners[0];
    const { outcome, loss } = records;
    if (!outcome) return;
    if (challenge.kind === "guess") {
      if (!this.guessed || this.told) return;
      this.told = true;
      const { points, distance } = guessScore(this.guess, outcome, this.host.about().domain);
      this.total += points;
      const where = outcome.status === "diverged" ? "It diverged" : `It ended at ${pointText(outcome.point, 3)}`;
      const away = distance === null ? "" : `, ${shown(distance, 3)} away`;
      const all = `${this.total} of ${100 * (this.round + 1)} so far`;
      this.say(`${where}${away}: ${points} points, ${all}.`);
      if (this.round + 1 === ROUNDS) {
        this.kept.tried();
        this.kept.scored(this.total, "");
      }
      return this.explain();
    }
    const text = JSON.stringify(wanted);
    const own = this.judged.size === 0;
    if (this.judged.has(text)) return;
    this.judged.add(text);
    if (!own) this.kept.tried();
    if (challenge.kind === "edge") {
      const what = outcome.status === "diverged" ? `diverges at step ${outcome.step}` : "does not diverge";
      this.say(`At rate ${shown(Number(this.host.setting().lanes[0].hyperparameters.lr), 6)} it ${what}.`);
    } else {
      const steps = stepsTo(loss, challenge.target);
      const best = !own && steps !== null && this.kept.scored(steps, toQuery(this.host.setting()));
      const came = steps === null ? "It doesn't come that low." : `It takes ${steps} step${steps === 1 ? "" : "s"}`;
      this.say(steps === null ? came : `${came}${own ? " as it is" : best ? ": your best" : ""}.`);
    }
    this.count();
  }

  /** The next start, or a new game. */
  next() {
    this.round = (this.round + 1) % ROUNDS;
    if (!this.round) this.total = 0;
    this.guess = null;
    this.guessed = this.told = false;
    for (const input of this.inputs) input.value = "";
    this.veil(true);
    this.say("");
    this.host.choose({ start: starts(/** @type {any} */ (this.challenge).seed, this.host.about().domain)[this.round] });
    this.explain();
    this.inputs[0].focus();
  }

  /** Give up: show what was to be found. */
  async show() {
    const { challenge, host } = this;
    if (challenge.kind === "guess") {
      this.guess = null;
      this.guessed = this.told = true;
      this.veil(false);
      this.explain();
      return host.play();
    }
    if (challenge.kind === "edge") return this.tellEdge(null);
    this.say("Trying 64 rates…");
    const best = await soonest(this.run(), challenge.target, (body) => host.ask("/api/fans", body));
    if (!best) return this.say("By this rule none of 64 rates comes that low.");
    const [{ hyperparameters }] = host.setting().lanes;
    host.choose({ lane: { hyperparameters: { ...hyperparameters, lr: best.lr } } });
    this.judged.add(JSON.stringify(this.run()));
    this.say(`By this rule the best of 64 rates takes ${best.steps} steps, at ${shown(best.lr, 3)}. Can another rule do better?`);
  }

  /**
   * Say where the edge is, and how far a rate is from it.
   * @param {number | null} rate the player's
   */
  async tellEdge(rate) {
    const { host } = this;
    const run = this.run();
    this.say("Looking for the edge…");
    const [edge, theory] = await Promise.all([edgeOf(run, (body) => host.ask("/api/fans", body)), theoryOf(run, (body) => host.ask("/api/sweeps", body))]);
    if (edge === null) return this.say("No rate up to 100 diverges.");
    const where = `It diverges from rate ${shown(edge, 4)} on${theory === null ? "" : `; theory says ${shown(theory, 4)}`}.`;
    if (rate === null) return this.say(where);
    const off = 100 * Math.abs(rate / edge - 1);
    const best = this.kept.scored(off, toQuery(host.setting()));
    this.say(`${where} You are ${shown(off, 2)} % off${best ? ", your best" : ""}.`);
    this.count();
  }

  async share() {
    const given = toQuery(givenSetting(this.challenge, this.host.setting(), this.host.catalogue));
    const link = `${location.origin}${location.pathname}?challenge=${this.text}&${given}`;
    try {
      await navigator.clipboard.writeText(link);
      this.say("The link is copied: the challenge, without what you have found.");
    } catch {
      this.say(link);
    }
  }
}
