// The only file that touches Plotly, its private fields included: d2p and _offset of an axis.

const CONFIG = {
  displaylogo: false,
  showSendToCloud: false,
  plotlyServerURL: "",
  displayModeBar: "hover",
  modeBarButtonsToRemove: ["toImage", "select2d", "lasso2d", "autoScale2d"],
  doubleClick: "reset",
};

/** The modebar's buttons of a picture in space that few would look for. */
const SPARE = ["orbitRotation", "tableRotation", "zoom3d", "pan3d", "resetCameraLastSave3d", "hoverClosest3d"];

/** What draws in space has a namespace of its own, by its picture. @type {WeakMap<object, any>} */
const spaces = new WeakMap();
/** @type {Promise<any> | null} */
let spacious = null;

/**
 * A picture's size and the inside of its axes, in pixels, and numbers that differ whenever it has moved.
 * @typedef {object} Frame
 * @property {{ left: number, top: number, width: number, height: number }} box
 * @property {number} width the whole picture's, as drawn last
 * @property {number} height
 * @property {number[]} stand
 */

/**
 * Where a point in space lies on the screen.
 * @typedef {object} SpaceOnly
 * @property {(x: number, y: number, z: number) => { x: number, y: number }} spot
 * @typedef {Frame & SpaceOnly} Space
 */

/**
 * Where data lies on the screen, in pixels from the plot's upper left corner.
 * @typedef {object} PlaneOnly
 * @property {(value: number) => number} x
 * @property {(value: number) => number} y
 * @property {(pixel: number) => number} toX the value under a pixel
 * @property {(pixel: number) => number} toY
 * @typedef {Frame & PlaneOnly} Projection
 */

/**
 * Draw a figure, in place of the one that was there.
 * @param {any} div
 * @param {{ data: object[], layout: any }} figure as Python's plotly wrote it
 * @param {boolean} again whether it is the same figure in other colours: then the axes stay as they were moved
 */
export async function show(div, figure, again) {
  const { layout } = figure;
  if (layout.scene) return showInSpace(div, figure, again);
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

/**
 * Have what draws in space at hand.
 * @returns {Promise<any>} rejected with an Error in words
 */
export function prepareSpace() {
  return (spacious ??= loadSpace().catch((error) => {
    spacious = null;
    throw error;
  }));
}

/** @returns {Promise<any>} */
async function loadSpace() {
  const webgl = document.createElement("canvas").getContext("webgl");
  if (!webgl) throw new Error("3-D needs WebGL, which this browser doesn't give.");
  webgl.getExtension("WEBGL_lose_context")?.loseContext();
  const script = document.createElement("script");
  script.src = /** @type {HTMLElement} */ (document.querySelector("script[data-gl3d]")).dataset.gl3d ?? "";
  const page = /** @type {any} */ (window);
  const { Plotly: flat } = page;
  await new Promise((loaded, failed) => {
    script.onload = loaded;
    script.onerror = () => failed(new Error("What draws in 3-D didn't come from the server."));
    document.head.append(script);
  });
  // It calls itself Plotly too.
  const { Plotly: own } = page;
  page.Plotly = flat;
  return own;
}

/**
 * @param {any} div
 * @param {{ data: object[], layout: any }} figure
 * @param {boolean} again
 */
async function showInSpace(div, figure, again) {
  const own = await prepareSpace();
  spaces.set(div, own);
  if (again) figure.layout.scene.camera = div._fullLayout.scene._scene.getCamera();
  await own.react(div, figure.data, figure.layout, { ...CONFIG, modeBarButtonsToRemove: ["toImage", ...SPARE] });
}

/** @param {object} div */
function namespace(div) {
  return spaces.get(div) ?? Plotly;
}

/**
 * How a picture in space stands at this moment, while it is turned too.
 * @param {any} div
 * @returns {Space | null} null before the first picture
 */
export function space(div) {
  const layout = div._fullLayout;
  const scene = layout?.scene?._scene;
  if (!scene?.glplot) return null;
  const { projection, view, model } = scene.glplot.cameraParams;
  const [kx, ky, kz] = scene.dataScale;
  const m = times(projection, times(view, model));
  const { l: left, t: top, w, h } = layout._size;
  return {
    width: layout.width,
    height: layout.height,
    box: { left, top, width: w, height: h },
    stand: [...m, kx, ky, kz, w, h],
    spot(x, y, z) {
      const [u, v, t] = [x * kx, y * ky, z * kz];
      const depth = m[3] * u + m[7] * v + m[11] * t + m[15];
      if (depth <= 0) return { x: NaN, y: NaN };
      const across = (m[0] * u + m[4] * v + m[8] * t + m[12]) / depth;
      const up = (m[1] * u + m[5] * v + m[9] * t + m[13]) / depth;
      return { x: left + ((1 + across) / 2) * w, y: top + ((1 - up) / 2) * h };
    },
  };
}

/**
 * The product of two matrices of four by four, column by column as WebGL has them.
 * @param {ArrayLike<number>} a
 * @param {ArrayLike<number>} b
 */
function times(a, b) {
  return Array.from({ length: 16 }, (_, place) => {
    const [row, column] = [place % 4, place - (place % 4)];
    return a[row] * b[column] + a[row + 4] * b[column + 1] + a[row + 8] * b[column + 2] + a[row + 12] * b[column + 3];
  });
}

/**
 * A plot as SVG exactly as it stands, without what lies over it.
 * @param {any} div
 * @returns {Promise<string>}
 */
export async function svgOf(div) {
  const { width, height, _size: margin, ...full } = div._fullLayout;
  const layout = { ...div.layout, width, height, autosize: false, margin: { ...margin, autoexpand: false } };
  // Drawn anew it would choose its margins and its ticks anew.
  for (const name of full.scene ? [] : ["xaxis", "yaxis"]) {
    const { range, tick0, dtick } = full[name];
    layout[name] = { ...layout[name], automargin: false, range: [...range], tickmode: "linear", tick0, dtick };
  }
  const address = await namespace(div).toImage({ data: div.data, layout, config: CONFIG }, { format: "svg", width, height });
  return decodeURIComponent(address.slice(address.indexOf(",") + 1));
}

/** @param {HTMLElement} div */
export function resize(div) {
  if ("_fullLayout" in div) namespace(div).Plots.resize(div);
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
  /** @param {number} value */
  const x = (value) => xaxis._offset + xaxis.d2p(value);
  /** @param {number} value */
  const y = (value) => yaxis._offset + yaxis.d2p(value);
  return {
    width,
    height,
    x,
    y,
    stand: [x(1), x(2), y(1), y(2)],
    toX: (pixel) => xaxis.p2d(pixel - xaxis._offset),
    toY: (pixel) => yaxis.p2d(pixel - yaxis._offset),
    box: { left: xaxis._offset, top: yaxis._offset, width: xaxis._length, height: yaxis._length },
  };
}

/**
 * Let the axes show these ranges.
 * @param {any} div
 * @param {number[]} x
 * @param {number[]} y
 * @returns {Promise<void>} resolved when they do
 */
export function zoom(div, x, y) {
  return Plotly.relayout(div, { "xaxis.range": x, "yaxis.range": y });
}

/**
 * Call back each time the axes have moved.
 * @param {any} div
 * @param {() => void} moved
 */
export function onmove(div, moved) {
  for (const event of ["plotly_relayouting", "plotly_relayout", "plotly_afterplot"]) div.on(event, moved);
  const plot = div._fullLayout.scene?._scene.glplot;
  if (!plot) return;
  const { onrender } = plot;
  plot.onrender = () => {
    onrender();
    moved();
  };
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
  namespace(div).update(div, wrapped, axes ?? {}, places);
  if (view) setHome(div, view.x, view.y);
}
