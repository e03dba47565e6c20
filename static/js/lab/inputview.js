// What the network is shown: a picture with its pixels, or a point. The products of a unit can be shown over it.

import { flat } from "./forward.js";
import { NumberGrid } from "./numbergrid.js";
import { Raster } from "./raster.js";

/** @import { Data } from "../types.js" */
/** @import { Grid } from "./layers.js" */

/** So many numbers have room to be written out. */
const WRITTEN = 16;

export class InputView {
  /** @param {Data} data */
  constructor(data) {
    this.picture = data.shape.length === 3;
    const [rows, columns] = this.picture ? data.shape.slice(1) : [1, 2];
    /** The brightest pixel there is for training. */
    this.brightest = this.picture ? Math.max(...data.training.inputs.map((input) => Math.max(...flat(input)))) : 0;
    this.title = document.createElement("p");
    this.title.className = "unit-head";
    this.grid = new (rows * columns <= WRITTEN ? NumberGrid : Raster)({ rows, columns }, "What is shown", null);
    this.element = document.createElement("div");
    this.element.className = "seen";
    this.element.dataset.kind = this.picture ? "picture" : "point";
    this.element.append(this.title, this.grid.element);
  }

  /** @param {any} input a picture brighter than all others has its own brightest pixel for full brightness */
  show(input) {
    const furthest = Math.max(...flat(input).map(Math.abs));
    this.title.textContent = this.picture ? "Picture" : "Point x, y";
    this.grid.show(this.picture ? input[0] : [input], { reach: Math.max(this.brightest, furthest), bright: this.picture });
  }

  /**
   * @param {Grid} products
   * @param {string} title
   */
  cover(products, title) {
    this.title.textContent = title;
    this.grid.show(products, { reach: Math.max(...products.flat().map((each) => Math.abs(each ?? 0))), bright: false });
  }
}
