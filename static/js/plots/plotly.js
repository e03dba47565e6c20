// The only file that touches Plotly, its private fields included: d2p and _offset of an axis.

const CONFIG = {
  displaylogo: false,
  showSendToCloud: false,
  plotlyServerURL: "",
  displayModeBar: "hover",
  modeBarButtonsToRemove: ["toImage", "select2d", "lasso2d", "autoScale2d"],
  doubleClick: "reset",
};

/**
 * Where data lies on the screen, in pixels from the plot's upper left corner.
 * @typedef {object} Projection
 * @property {(value: number) => number} x
 * @property {(value: number) => number} y
 * @property {(pixel: number) => number} toX the value under a pixel
 * @property {(pixel: number) => number} toY
 * @property {{ left: number, top: number, width: number, height: number }} box the inside of the axes
 * @property {number} width the whole picture's, as drawn last
 * @property {number} height
 */

/**
 * Draw a figure, in place of the one that was there.
 * @param {any} div
 * @param {{ data: object[], layout: any }} figure as Python's plotly wrote it
 * @param {boolean} again whether it is the same figure in other colours: then the axes stay as they were moved
 */
export async function show(div, figure, again) {
  const { layout } = figure;
  const home = [layout.xaxis.range, layout.yaxis.range];
  if (again)
    for (const axis of ["xaxis", "yaxis"]) {
      const { range, type } = div._fullLayout[axis];
      Object.assign(layout[axis], { range, type });
    }
  // Where a finger drags, the page scrolls; a mouse moves the axes.
  if (matchMedia("(pointer: coarse)").matches) layout.dragmode = false;
  await Plotly.react(div, figure.data, layout, CONFIG);
  if (!again) setHome(div, home[0], home[1]);
}

/**
 * Let these be the ranges that a double click goes back to: Plotly itself keeps those of the first picture.
 * @param {any} div
 * @param {number[]} x
 * @param {number[]} y
 */
function setHome(div, x, y) {
  const { xaxis, yaxis } = div._fullLayout;
  [xaxis._rangeInitial0, xaxis._rangeInitial1] = x;
  [yaxis._rangeInitial0, yaxis._rangeInitial1] = y;
}

/** @param {HTMLElement} div */
export function resize(div) {
  if ("_fullLayout" in div) Plotly.Plots.resize(div);
}

/**
 * How the plot stands at this moment, in the midst of panning and zooming too.
 * @param {any} div
 * @returns {Projection | null} null before the first picture
 */
export function projection(div) {
  const axes = div._fullLayout;
  if (!axes?.xaxis?.d2p) return null;
  const { xaxis, yaxis, width, height } = axes;
  return {
    width,
    height,
    x: (value) => xaxis._offset + xaxis.d2p(value),
    y: (value) => yaxis._offset + yaxis.d2p(value),
    toX: (pixel) => xaxis.p2d(pixel - xaxis._offset),
    toY: (pixel) => yaxis.p2d(pixel - yaxis._offset),
    box: { left: xaxis._offset, top: yaxis._offset, width: xaxis._length, height: yaxis._length },
  };
}

/**
 * Call back each time the axes have moved.
 * @param {any} div
 * @param {() => void} moved
 */
export function onmove(div, moved) {
  for (const event of ["plotly_relayouting", "plotly_relayout", "plotly_afterplot"]) div.on(event, moved);
}

/**
 * The data of a trace, by its uid.
 * @param {any} div
 * @param {string} uid
 * @returns {any}
 */
export function trace(div, uid) {
  return div._fullData?.find((/** @type {any} */ each) => each.uid === uid);
}

/**
 * Give traces other data and looks, and the axes other ranges where given, in one redraw.
 * @param {any} div
 * @param {Record<string, Record<string, unknown>>} traces by uid; all are given the same
 * @param {{ x: number[], y: number[], log: boolean } | null} view
 */
export function write(div, traces, view = null) {
  const uids = Object.keys(traces);
  const places = uids.map((uid) => div.data?.findIndex((/** @type {any} */ each) => each.uid === uid) ?? -1);
  if (places.includes(-1)) return;
  const wrapped = Object.fromEntries(Object.keys(traces[uids[0]]).map((key) => [key, uids.map((uid) => traces[uid][key])]));
  const type = view?.log ? "log" : "linear";
  // A type that is named turns autorange on.
  const axes = view && { "xaxis.range": view.x, "yaxis.range": view.y, "yaxis.type": type, "yaxis.autorange": false };
  Plotly.update(div, wrapped, axes ?? {}, places);
  if (view) setHome(div, view.x, view.y);
}
