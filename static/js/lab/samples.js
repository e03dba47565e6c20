// The samples of the training, as pictures or as points in a plane: whichever the data are.

import { Pictures } from "./pictures.js";
import { PlaneView } from "./planeview.js";
import { Wall } from "./wall.js";

/** @import { Data, NamedSpec } from "../types.js" */
/** @import { Showing } from "./pictures.js" */

export class Samples {
  /**
   * @param {HTMLElement} pictures
   * @param {HTMLElement} plane
   * @param {object} hands
   * @param {(sample: number) => void} hands.pick called with a sample of the training that was chosen
   * @param {(spec: NamedSpec) => void} hands.own called with points to train with
   */
  constructor(pictures, plane, { pick, own }) {
    this.hosts = { pictures, plane };
    this.pick = pick;
    /** @type {Pictures | Wall | null} */
    this.pictures = null;
    this.plane = new PlaneView(plane, { pick, drawn: own });
    /** @type {Data | null} */
    this.data = null;
  }

  /**
   * @param {Data} data
   * @param {NamedSpec} network
   * @param {Showing} showing
   */
  show(data, network, showing) {
    const inPlane = data.shape.length === 1;
    if (data !== this.data) {
      this.data = data;
      this.hosts.plane.hidden = !inPlane;
      this.hosts.pictures.hidden = inPlane;
      if (!inPlane) this.pictures = new (data.shape[1] === 4 ? Pictures : Wall)(this.hosts.pictures, data, this.pick);
    }
    if (!inPlane) return void this.pictures?.show(showing);
    this.plane.show(data, network);
    this.plane.draw(showing.frame, showing.batch);
  }

  /**
   * Own points to begin with: those that were shown last, or two.
   * @returns {NamedSpec}
   */
  own() {
    const { points, labels, classes } = this.plane.begin();
    return { name: "points", points, labels, classes };
  }
}
