// The samples of the training, as pictures or as points in a plane: whichever the data are.

/** @import { Data, NamedSpec } from "../types.js" */
/** @import { Scene } from "./scene.js" */
/** @import { Updates } from "./updates.js" */

export class Samples {
  /**
   * @param {HTMLElement} host
   * @param {object} hands
   * @param {(sample: number) => void} hands.pick called with a sample of the training that was chosen
   * @param {(spec: NamedSpec) => void} hands.own called with points to train with
   */
  constructor(host, hands) {
    this.host = host;
    this.hands = hands;
  }

  /**
   * @param {Data} data
   * @param {Updates} updates
   * @param {Scene} scene
   */
  show(data, updates, scene) {
    this.host.textContent = `${data.data.name}, ${updates.length}, ${scene.sample}`;
  }

  /**
   * Own points to begin with: those of the data at hand where these are points.
   * @param {Data | null} data
   * @returns {NamedSpec}
   */
  own(data) {
    const { inputs, labels } = data?.shape.length === 1 ? data.training : { inputs: [[-1, 0], [1, 0]], labels: [0, 1] };
    return { name: "points", points: inputs, labels, classes: data?.shape.length === 1 ? data.classes : ["A", "B"] };
  }
}
