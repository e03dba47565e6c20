// The map panel: the map of the setting, how far it is, what its colours mean, and a place of it in words.

import { LiveChart, placeSentence, sweepOf } from "./chart.js";
import { hillName } from "./goods.js";
import { ruleNamed } from "./lane.js";
import { pointText } from "./numbers.js";
import { patchMark } from "./plots/caption.js";
import { MapPlot } from "./plots/map.js";

/** @import { Chart } from "./chart.js" */
/** @import { Sign } from "./plots/caption.js" */
/** @import { Stream } from "./stream.js" */
/** @import { Picture } from "./takehome.js" */
/** @import { Objective, Optimizer, RunSpec } from "./types.js" */

/** As many minima have a colour of their own, as in `app/figures/map.py`. */
const WELLS = 5;

const STRENGTH = "The stronger the colour, the sooner at rest, or the lower.";

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

export class MapPanel {
  /**
   * @param {Stream} stream
   * @param {(rate: number, start: number, held: boolean) => void} onpick called while a hand moves on the map, and
   *   with held false when it lets go
   * @param {() => void} onsight called when the map comes into sight
   */
  constructor(stream, onpick, onsight) {
    this.plot = new MapPlot(byId("map"), onpick, (pointed) => this.tell(pointed));
    this.chart = new LiveChart(stream, showProgress, (chart) => this.put(chart));
    /** @type {Objective | null} */
    this.objective = null;
    this.inSight = false;
    byId("map-stop").addEventListener("click", () => this.chart.stop());
    new IntersectionObserver(([{ isIntersecting }]) => {
      this.inSight = isIntersecting;
      if (isIntersecting) onsight();
    }).observe(byId("map"));
  }

  /**
   * Show the map of an objective, empty where it is another one.
   * @param {Objective} objective
   */
  show(objective) {
    if (objective !== this.objective) this.plot.put(null);
    this.objective = objective;
    this.plot.show(objective);
    this.explain();
  }

  /**
   * Have the map of a run, unless nobody sees it.
   * @param {RunSpec} run
   * @param {Optimizer} optimizer
   */
  want(run, optimizer) {
    if (this.inSight && this.objective) this.chart.want(sweepOf(run, this.objective, optimizer));
  }

  /**
   * Show a map that is at hand, until another one is wanted than that of this run.
   * @param {RunSpec} run
   * @param {Optimizer} optimizer
   * @param {Chart} chart
   */
  keep(run, optimizer, chart) {
    if (!this.objective) return;
    this.chart.stop();
    this.chart.wanted = JSON.stringify(sweepOf(run, this.objective, optimizer));
    this.put(chart);
  }

  /**
   * Draw the cross-hair at a setting.
   * @param {number} rate
   * @param {number} start
   * @param {string} hue
   */
  draw(rate, start, hue) {
    this.plot.draw({ rate, start, hue });
  }

  /** @param {Chart} chart */
  put(chart) {
    this.plot.put(chart);
    byId("map").setAttribute("aria-label", chart.summary());
    this.explain();
    this.tell(null);
  }

  /**
   * Say what becomes of the run under a pointer, or of all of them where there is none.
   * @param {{ rate: number, start: number } | null} pointed
   */
  tell(pointed) {
    const { chart } = this.plot;
    if (!chart || !this.objective) return;
    const sentence = pointed ? placeSentence(chart.at(pointed.rate, pointed.start), this.objective) : chart.summary();
    byId("map-place").textContent = sentence;
  }

  /** What the colours mean, by the class of each in the legend. @returns {string[][]} */
  get meanings() {
    const minima = this.objective?.minima ?? [];
    return [
      ...minima.map(({ point }, number) => [`well-${(number % WELLS) + 1}`, `at rest at ${pointText(point, 2)}`]),
      ["rolling", "still rolling"],
      ["diverged", "diverges"],
      [this.plot.chart?.edge ? "edge" : "edge-none", "theory's edge"],
      ["note", STRENGTH],
    ];
  }

  /** Say what the colours mean. */
  explain() {
    byId("map-legend").replaceChildren(
      ...this.meanings.map(([name, text]) => {
        const item = document.createElement("li");
        item.className = `legend-${name}`;
        item.textContent = text;
        return item;
      }),
    );
  }

  /**
   * The map to take home, if it has come.
   * @param {Optimizer[]} rules
   * @returns {Picture | undefined}
   */
  picture(rules) {
    const { objective, plot } = this;
    if (!objective || !plot.chart) return;
    const { sweep } = plot.chart;
    const { title } = ruleNamed(rules, sweep.run.optimizer.name);
    const signs = this.meanings.filter(([name]) => name !== "edge-none").map(([name, text]) => signOf(name, text));
    const caption = { title: `${hillName(objective)}: every rate, every start, ${title}`, signs };
    return { of: plot, file: `${objective.name}-map`, caption, figure: { sweep } };
  }
}

/**
 * @param {string} name
 * @param {string} text
 * @returns {Sign}
 */
function signOf(name, text) {
  return name === "note" ? { text } : { text, mark: name === "edge" ? patchMark("ink", 2) : patchMark(name) };
}

/** @param {number | null} done the share that is computed, null where nothing is */
function showProgress(done) {
  byId("map-progress").hidden = byId("map-stop").hidden = done === null;
  /** @type {HTMLProgressElement} */ (byId("map-progress")).value = done ?? 0;
}
