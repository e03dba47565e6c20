// What is said of a place in the plane, and of a sample that lies there.

import { shown } from "../numbers.js";
import { outputsOf } from "./forward.js";
import { layersOf } from "./layers.js";
import { argmax, softmax } from "./network.js";

/** @import { Data, Frame, NamedSpec } from "../types.js" */
/** @import { Found } from "./planeview.js" */

/**
 * What can be done where nothing is at hand.
 * @param {boolean} drawing
 */
export function invitation(drawing) {
  return drawing ? "A click draws a point, a drag several." : "Point at a place or a sample.";
}

/**
 * @param {string[]} classes
 * @param {number[]} at
 * @param {Found | null} found the sample that is there
 * @param {string} answer what the network says of it, nothing where that is unknown
 */
export function sentence(classes, at, found, answer) {
  const point = found ? found.samples.inputs[found.place] : at;
  const where = `(${point.map((/** @type {number} */ each) => shown(each, 6)).join(", ")})`;
  if (!found) return answer ? `${where}: the network says ${answer}.` : `${where}.`;
  const what = `${found.test ? "Test sample" : "Sample"} ${found.place + 1} ${where}: ${classes[found.samples.labels[found.place]]}.`;
  return answer ? `${what} The network says ${answer}.` : what;
}

/**
 * What the network says of a point, and how sure it is: nothing where that is no number.
 * @param {Data} data
 * @param {NamedSpec} network
 * @param {Frame} frame
 * @param {number[]} point
 */
export function answerOf(data, network, frame, point) {
  const shares = softmax(outputsOf(layersOf(frame.weights, data.shape, network), frame.weights, point).at(-1) ?? []);
  const said = argmax(shares);
  return Number.isFinite(shares[said]) ? `${data.classes[said]}, ${shown(100 * shares[said], 4)} % sure` : "";
}
