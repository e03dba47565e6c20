// Pictures of a training where they are many: those of the coming update, and a wall of those that are taken for others.

import { samplesOf, wrongOf } from "./confusion.js";
import { flat } from "./forward.js";
import { Raster } from "./raster.js";
import { Segments } from "./segments.js";
import { answer } from "./words.js";

/** @import { Data, Samples, Verdict } from "../types.js" */
/** @import { Showing } from "./pictures.js" */

/** How many there are to be seen at most: of the coming update, and on the wall. */
const [COMING, WRONG] = [20, 40];
const SETS = [
  { name: "training", title: "Wrong in training" },
  { name: "test", title: "Wrong in the test" },
];

export class Wall {
  /**
   * @param {HTMLElement} host
   * @param {Data} data
   * @param {(sample: number) => void} onpick called with the number of a picture of the training that was clicked
   */
  constructor(host, data, onpick) {
    this.data = data;
    /** @type {Pick<Showing, "frame" | "batch" | "only"> | null} */ this.showing = null;
    /** @type {"training" | "test"} */ this.set = data.test ? "test" : "training";
    const brightest = Math.max(...data.training.inputs.map((input) => Math.max(...flat(input))));
    this.coming = new Tiles("Pictures of the coming update", COMING, data, brightest, onpick);
    this.wrong = new Tiles("Pictures that are taken for others", WRONG, data, brightest, onpick);
    this.sets = new Segments("Of which samples", (set) => {
      this.set = /** @type {any} */ (set);
      if (this.showing) this.show({ ...this.showing, only: null });
    });
    this.about = document.createElement("p");
    this.about.className = "small soft";
    const head = document.createElement("div");
    head.className = "wall-head";
    head.append(this.sets.element, this.about);
    this.title = document.createElement("p");
    this.title.className = "small soft";
    host.className = "wall";
    host.replaceChildren(this.title, this.coming.element, head, this.wrong.element);
  }

  /** @param {Pick<Showing, "frame" | "batch" | "only">} showing */
  show({ frame, batch, only }) {
    this.showing = { frame, batch, only };
    const { classes, training, test } = this.data;
    const set = only?.set ?? this.set;
    this.sets.element.hidden = !test;
    this.sets.show(SETS, set);
    this.coming.show(training, frame.training, batch);
    const [samples, verdict] = set === "test" && test && frame.test ? [test, frame.test] : [training, frame.training];
    const answers = { labels: samples.labels, predictions: verdict.predictions };
    const found = only ? samplesOf(answers, only, classes.length) : wrongOf(answers);
    this.wrong.show(samples, verdict, found);
    const count = samples.labels.length.toLocaleString("en");
    const what = only ? `: ${classes[only.truth]} said to be ${answer(classes, only.said)}` : " wrong";
    this.about.textContent = `${found.length} of ${count}${what}${beyond(found.length, WRONG)}`;
    this.title.textContent = batch.length ? `About to be shown${beyond(batch.length, COMING)}` : "No update is coming";
  }
}

/**
 * @param {number} count
 * @param {number} most
 */
function beyond(count, most) {
  return count > most ? `, the first ${most} and ${count - most} more` : "";
}

/** Small pictures in a row, each with what it is and what is said of it. */
class Tiles {
  /**
   * @param {string} label
   * @param {number} most
   * @param {Data} data
   * @param {number} brightest
   * @param {(sample: number) => void} onpick where a picture is one of the training
   */
  constructor(label, most, data, brightest, onpick) {
    this.data = data;
    this.most = most;
    this.brightest = brightest;
    this.onpick = onpick;
    /** @type {{ button: HTMLButtonElement, raster: Raster, caption: HTMLElement, input: any, sample: number }[]} */
    this.tiles = [];
    this.element = document.createElement("div");
    this.element.className = "tiles";
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", label);
  }

  /**
   * @param {Samples} samples
   * @param {Verdict} verdict
   * @param {number[]} numbers which of the samples
   */
  show({ inputs, labels }, { predictions }, numbers) {
    const { classes } = this.data;
    const seen = numbers.slice(0, this.most);
    while (this.tiles.length < seen.length) this.tiles.push(this.tile());
    this.tiles.forEach(({ button }, place) => button.classList.toggle("tile-empty", place >= seen.length));
    const learned = inputs === this.data.training.inputs;
    seen.forEach((sample, place) => {
      const tile = this.tiles[place];
      const [label, said] = [labels[sample], predictions[sample]];
      tile.sample = sample;
      tile.button.disabled = !learned;
      tile.button.dataset.right = String(label === said);
      tile.caption.textContent = label === said ? classes[label] : `${classes[label]} → ${answer(classes, said)}`;
      tile.button.setAttribute("aria-label", `Picture ${sample + 1}: ${classes[label]}, said to be ${answer(classes, said)}`);
      if (tile.input === inputs[sample]) return;
      tile.input = inputs[sample];
      tile.raster.show(tile.input[0], { reach: this.brightest, bright: true });
    });
  }

  tile() {
    const [, rows, columns] = this.data.shape;
    const raster = new Raster({ rows, columns }, "", null);
    raster.element.setAttribute("aria-hidden", "true");
    const caption = document.createElement("span");
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "tile" });
    button.append(raster.element, caption);
    this.element.append(button);
    const tile = { button, raster, caption, input: null, sample: 0 };
    button.addEventListener("click", () => this.onpick(tile.sample));
    return tile;
  }
}
