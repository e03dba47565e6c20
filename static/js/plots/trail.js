// A path in pixels, kept from frame to frame: a row is projected once, as long as the axes stand still.

/** @import { Projection } from "./plotly.js" */
/** What a path is made as: a canvas's own, or one that can be read. @typedef {{ new (): any }} PathClass */

/** Records nearer than this are one, in pixels: a long run has thousands of them on the same spot. */
const GRAIN = 0.5;
/** So short a line is a dot where its ends are round; one of no length may be nothing. */
const DOT = 2 ** -14;

export class Trail {
  /** @param {PathClass} Path */
  constructor(Path) {
    this.Path = Path;
    this.line = new Path();
    this.dots = new Path();
    this.rows = 0;
    this.spot = NaN;
    /** @type {Set<number>} */
    this.spots = new Set();
    /** @type {number[]} how the picture stood */
    this.stand = [];
  }

  /**
   * Let the trail have these rows: the new ones are added, or all anew where it was longer or an axis has moved.
   * @param {number} rows
   * @param {ArrayLike<number> | null} xs in data coordinates, as ys; null where a row's x is its number
   * @param {ArrayLike<number>} ys
   * @param {Projection} project
   */
  follow(rows, xs, ys, project) {
    return this.along(rows, project.stand, (row) => ({ x: project.x(xs ? xs[row] : row), y: project.y(ys[row]) }));
  }

  /**
   * The same, wherever a row lies.
   * @param {number} rows
   * @param {number[]} stand numbers that differ whenever the picture has moved
   * @param {(row: number) => { x: number, y: number }} at where a row lies, in pixels
   */
  along(rows, stand, at) {
    if (rows < this.rows || stand.some((each, place) => each !== this.stand[place])) {
      this.line = new this.Path();
      this.dots = new this.Path();
      this.rows = 0;
      this.spot = NaN;
      this.spots.clear();
      this.stand = stand;
    }
    for (; this.rows < rows; this.rows++) {
      const { x, y } = at(this.rows);
      const spot = Math.round(x / GRAIN) * 2 ** 16 + Math.round(y / GRAIN);
      if (spot === this.spot) continue;
      this.spot = spot;
      this.line.lineTo(x, y);
      if (this.spots.has(spot)) continue;
      this.spots.add(spot);
      this.dots.moveTo(x, y);
      this.dots.lineTo(x, y + DOT);
    }
    return this;
  }
}

/**
 * Paint the dots of a trail in the colour of its line. A path of circles would take ten times as long while it grows.
 * @param {CanvasRenderingContext2D} context
 * @param {Path2D} dots
 * @param {number} size in pixels
 */
export function paintDots(context, dots, size) {
  context.lineWidth = size;
  context.lineCap = "round";
  context.stroke(dots);
  context.lineCap = "butt";
}

/** The trails of runs, each by its list of losses: the way so far, and the whole way. */
export class Trails {
  /** @param {PathClass} Path what the trails are made of */
  constructor(Path = Path2D) {
    this.Path = Path;
    /** @type {WeakMap<object, { past: Trail, whole: Trail }>} */
    this.known = new WeakMap();
  }

  /** @param {number[]} losses */
  of(losses) {
    let found = this.known.get(losses);
    if (!found) this.known.set(losses, (found = { past: new Trail(this.Path), whole: new Trail(this.Path) }));
    return found;
  }
}
