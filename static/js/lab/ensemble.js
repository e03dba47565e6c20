// The panel of many networks at once: the setting from many seeds, their band of losses, and who has learned.

import { shown } from "../numbers.js";
import { BandPlot } from "../plots/band.js";
import { SeedMapPlot } from "../plots/seedmap.js";
import { axesOf, learning, ORDERS, seedMapOf, shareSentence, trainedSentence } from "./ensembleterms.js";
import { SeedGrid } from "./seedgrid.js";
import { drawSpread } from "./spread.js";
import { named, trainingOf } from "./training.js";

/** @import { Stream } from "../stream.js" */
/** @import { Data, EnsembleBand, EnsembleStanding, LabSetting, Optimizer } from "../types.js" */

/**
 * What the panel has of its page.
 * @typedef {object} Page
 * @property {() => LabSetting} setting
 * @property {(choice: Partial<LabSetting>) => void} choose
 * @property {() => Promise<Data>} data the samples of the setting
 * @property {() => { loss: number[], hue: string } | null} own the losses of the training that is shown
 * @property {Optimizer[]} optimizers
 * @property {() => void} rest called when something else is to be in the address
 */

/** @type {(id: string) => any} */
const byId = (id) => document.getElementById(id);

export class EnsemblePanel {
  /**
   * @param {Stream} stream
   * @param {Page} page
   */
  constructor(stream, page) {
    this.stream = stream;
    this.page = page;
    this.band = new BandPlot(byId("band"));
    this.seeds = new SeedGrid(byId("seeds"), byId("seed-said"), (seed) => page.choose({ seed }));
    this.map = new SeedMapPlot(byId("seed-map"), (place) => this.take(place), (place) => this.tell(place));
    /** What goes on. @type {{ cancel: () => void } | null} */
    this.request = null;
    /** The settings that were trained from many seeds, and mapped. @type {LabSetting} */
    this.trained = page.setting();
    this.mapped = this.trained;
    /** What has come of the server, of both. @type {{ ensemble?: { count: number }, ensemble_map?: object }} */
    this.specs = {};
    /** What came of each order, of the setting that was trained last. @type {Map<LabSetting["order"], string>} */
    this.shares = new Map();
    this.subject = "";
    /** What was asked for last. @type {"" | "networks" | "map"} */
    this.asked = "";
    byId("ensemble-train").addEventListener("click", () => this.train(page.setting().order));
    byId("ensemble-order").addEventListener("click", () => this.train(page.setting().order === "shuffled" ? "given" : "shuffled"));
    byId("ensemble-map").addEventListener("click", () => this.chart());
    byId("ensemble-best").addEventListener("click", () => this.take(this.best()));
    byId("ensemble-stop").addEventListener("click", () => this.stop());
    this.label();
    addEventListener("themechange", () => {
      if (!byId("ensemble-results").hidden) this.band.show();
      this.map.show();
    });
  }

  /**
   * Train the page's setting from many seeds, in this order.
   * @param {LabSetting["order"]} order
   */
  async train(order) {
    const setting = { ...this.page.setting(), order };
    const field = byId("ensemble-count");
    if (!field.reportValidity()) return;
    const count = Number(field.value);
    const own = this.page.setting().order === order ? this.page.own() : null;
    const data = await this.page.data().catch(() => null);
    if (!data) return this.say("These data can’t be trained with.");
    const subject = JSON.stringify([{ ...setting, order: "", seed: 0 }, count]);
    if (subject !== this.subject) this.shares.clear();
    this.subject = subject;
    this.trained = setting;
    this.asked = "networks";
    this.page.rest();
    const first = byId("ensemble-results").hidden;
    byId("ensemble-results").hidden = false;
    if (first) this.band.show();
    /** @type {EnsembleBand} */
    const band = { step: [], going: [], min: [], p10: [], median: [], p90: [], max: [] };
    /** @type {EnsembleStanding[]} */
    const standings = [];
    const end = setting.epochs * Math.ceil(data.training.labels.length / setting.batch);
    const ensemble = { training: trainingOf(setting), count };
    this.specs.ensemble = undefined;
    this.begin({ type: "ensemble", ensemble }, {
      started: () => this.say(`Training ${count} networks…`),
      steps: ({ steps, standings: more }) => {
        for (const name of /** @type {(keyof EnsembleBand)[]} */ (Object.keys(band))) band[name].push(...steps[name]);
        standings.push(...more);
        this.progress(band.step.length / end);
        this.band.put(band, end, own);
        const now = standings[standings.length - 1];
        this.say(`After ${band.step.length} of ${end} updates: ${shareSentence(setting, standings[0], now, count)}`);
      },
      done: ({ networks, weights }) => {
        this.specs.ensemble = ensemble;
        this.request = null;
        this.progress(null);
        this.band.put(band, end, own);
        this.seeds.show(networks);
        this.seeds.point(null);
        const [before, now] = [standings[0], standings[standings.length - 1]];
        this.say(shareSentence(setting, before, now, count));
        byId("ensemble-what").textContent = trainedSentence(setting, count);
        this.compare(order, now, count);
        drawSpread(byId("spread"), weights, data.shape, setting.network);
      },
    });
  }

  /**
   * The shares of the orders that were tried, side by side.
   * @param {LabSetting["order"]} order
   * @param {EnsembleStanding} now
   * @param {number} count
   */
  compare(order, now, count) {
    this.shares.set(order, `${now.learned} of ${count}`);
    byId("ensemble-orders").replaceChildren(
      ...[...this.shares].flatMap(([name, share]) => {
        const [term, value, bar] = ["dt", "dd", "meter"].map((tag) => document.createElement(tag));
        term.textContent = ORDERS[name];
        const meter = /** @type {HTMLMeterElement} */ (bar);
        meter.max = count;
        meter.value = parseInt(share);
        meter.setAttribute("aria-label", ORDERS[name]);
        value.append(meter, share);
        return [term, value];
      }),
    );
  }

  /** Have the map of the setting. */
  async chart() {
    this.asked = "map";
    this.page.rest();
    const setting = this.page.setting();
    const optimizer = named(this.page.optimizers, setting.optimizer);
    const [x, y] = axesOf(optimizer);
    const data = await this.page.data().catch(() => null);
    if (!data) return this.say("These data can’t be trained with.");
    const asked = seedMapOf(setting, optimizer, data.training.labels.length);
    if (!asked || !x || !y) return this.tell(null, y ? "This training is too long for a map: take fewer epochs." : `${optimizer.title} has one number only: a map has two.`);
    this.mapped = setting;
    byId("seed-map-box").hidden = byId("seed-scale").hidden = false;
    this.map.put(null);
    this.map.frame(optimizer.name, x.name, y.name);
    this.tell(null, `${asked.x.count * asked.y.count * asked.count} networks: ${asked.count} seeds at each of ${asked.x.count} × ${asked.y.count} places.`);
    this.specs.ensemble_map = undefined;
    this.begin({ type: "ensemble_map", ensemble_map: asked }, {
      progress: ({ done }) => this.progress(done),
      done: ({ map }) => {
        this.specs.ensemble_map = asked;
        this.request = null;
        this.progress(null);
        this.map.put(map);
        this.tell(null);
        byId("ensemble-best").hidden = false;
      },
    });
  }

  /** The place where most learn; of several the one whose neighbours do best. */
  best() {
    const places = this.map.places();
    const columns = this.map.map?.x.length ?? 1;
    const worth = places.map(({ learned }, cell) => {
      const around = [-columns - 1, -columns, 1 - columns, -1, 1, columns - 1, columns, columns + 1];
      const near = around.filter((step) => places[cell + step] && Math.abs(((cell + step) % columns) - (cell % columns)) < 2);
      return learned + near.reduce((sum, step) => sum + places[cell + step].learned, 0) / 1000;
    });
    return places[worth.indexOf(Math.max(...worth))];
  }

  /** @param {import("../plots/seedmap.js").Place} place */
  take({ x, y }) {
    const [, up] = axesOf(named(this.page.optimizers, this.mapped.optimizer));
    if (!up) return;
    const { optimizer, hyperparameters } = this.page.setting();
    const known = optimizer === this.mapped.optimizer ? hyperparameters : this.mapped.hyperparameters;
    const old = known[up.name];
    const value = Array.isArray(old) ? old.with(0, round(y)) : round(y);
    this.page.choose({ optimizer: this.mapped.optimizer, hyperparameters: { ...known, lr: round(x), [up.name]: value } });
  }

  /**
   * Say what is at a place of the map, or of all of it.
   * @param {import("../plots/seedmap.js").Place | null} place
   * @param {string} [otherwise]
   */
  tell(place, otherwise) {
    const [, up] = axesOf(named(this.page.optimizers, this.mapped.optimizer));
    const at = place ?? (this.map.map && !otherwise ? this.best() : null);
    if (!at || !up) {
      if (otherwise) byId("seed-map-said").textContent = otherwise;
      return;
    }
    const { one, many } = learning(this.mapped);
    const wild = at.diverged ? `, ${at.diverged} diverge` : "";
    const share = `${at.learned} of ${this.map.map?.count} ${at.learned === 1 ? one : many}${wild}`;
    const where = `rate ${shown(at.x, 3)}, ${up.title.toLowerCase()} ${shown(at.y, 3)}`;
    byId("seed-map-said").textContent = place ? `${where}: ${share}.` : `Best at ${where}: ${share}. Click a place to train with it.`;
    byId("seed-map").setAttribute("aria-label", `Map of the seeds that learn. Best at ${where}: ${share}`);
  }

  /**
   * @param {object} message
   * @param {import("../types.js").Handlers} handlers
   */
  begin(message, handlers) {
    this.stop();
    this.progress(0);
    this.request = this.stream.request(message, {
      ...handlers,
      error: ({ reason }) => {
        this.request = null;
        this.progress(null);
        this.say(`This can’t be trained: ${reason}.`);
      },
    });
  }

  stop() {
    if (!this.request) return;
    this.request.cancel();
    this.request = null;
    this.progress(null);
    this.say("Stopped.");
  }

  /** @param {number | null} share of what goes on, null where nothing does */
  progress(share) {
    const bar = /** @type {HTMLProgressElement} */ (byId("ensemble-progress"));
    bar.hidden = byId("ensemble-stop").hidden = share === null;
    bar.value = share ?? 0;
  }

  /** @param {string} sentence */
  say(sentence) {
    byId("ensemble-said").textContent = sentence;
  }

  /** Name the other order: that of the setting has changed, perhaps. */
  label() {
    byId("ensemble-order").textContent = this.page.setting().order === "shuffled" ? "Class after class" : "Shuffled order";
  }
}

/** @param {number} value */
function round(value) {
  return Number(value.toPrecision(3));
}
