// The weights of the first layer over many networks: their average and their spread, before training and after.

import { shown } from "../numbers.js";
import { gridOf, layersOf } from "./layers.js";
import { Raster } from "./raster.js";

/** @import { EnsembleSpread, NamedSpec } from "../types.js" */

/** As many units are drawn. */
const MOST = 8;

/**
 * Draw them in place of those before.
 * @param {HTMLElement} host
 * @param {{ before: EnsembleSpread, after: EnsembleSpread }} weights
 * @param {number[]} shape of one input
 * @param {NamedSpec} network
 */
export function drawSpread(host, { before, after }, shape, network) {
  const [layer] = layersOf(before.mean, shape, network);
  const key = `${layer.name}.weight`;
  /** @param {any} nested @returns {(number | null)[]} */
  const flat = (nested) => (Array.isArray(nested) ? nested.flatMap(flat) : [nested]);
  const kinds = /** @type {const} */ ([["mean", "Average"], ["deviation", "Spread"]]);
  host.replaceChildren(
    ...kinds.flatMap(([kind, title]) => {
      const sides = [before, after].map((spread) => flat(spread[kind][key]));
      const reach = Math.max(...sides.flat().map((value) => Math.abs(value ?? 0)));
      return sides.map((values, side) => {
        const words = `${title} ${side ? "after" : "before"}`;
        const figure = document.createElement("figure");
        const caption = document.createElement("figcaption");
        const own = Math.max(...values.map((value) => Math.abs(value ?? 0)));
        const none = values.every((value) => value === null);
        caption.textContent = none ? `${words}: none goes on` : `${words}, up to ${kind === "mean" ? "±" : ""}${shown(own, 2)}`;
        const units = document.createElement("div");
        units.className = "spread-units";
        units.append(...pictures(layer, values, reach, words));
        figure.append(caption, units);
        return figure;
      });
    }),
  );
}

/**
 * @param {import("./layers.js").Layer} layer
 * @param {(number | null)[]} values
 * @param {number} reach
 * @param {string} words
 */
function pictures(layer, values, reach, words) {
  const size = layer.rows * layer.columns;
  return Array.from({ length: Math.min(layer.units, MOST) }, (_, unit) => {
    const raster = new Raster(layer, `${words}, ${layer.unit.toLowerCase()} ${unit}`, null);
    raster.show(gridOf(layer, values.slice(unit * size, (unit + 1) * size)), { reach, bright: false });
    return raster.element;
  });
}
