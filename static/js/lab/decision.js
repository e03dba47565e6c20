// What a network says of the plane: a picture of it, and the lines between the classes.

import { decoded } from "../typed.js";

/** @import { Frame } from "../types.js" */

/**
 * At each place of a square grid, row by row from the lowest y, the class said and how sure it is, in 255ths.
 * @typedef {{ said: ArrayLike<number>, share: ArrayLike<number>, size: number }} Decision
 */

/** How much of a class's colour is seen where the network is least and most sure. */
const PALEST = 0.03;
const FULLEST = 0.36;

/**
 * @param {Frame | null} frame
 * @returns {Decision | null}
 */
export function decisionOf(frame) {
  if (!frame?.plane) return null;
  const [said, share] = [frame.plane.said, frame.plane.share].map(decoded);
  return { said, share, size: Math.sqrt(said.length) };
}

/**
 * The picture, row by row from the top: red, green, blue and opacity of each place.
 * @param {Decision} decision
 * @param {number[][]} colours of each class
 */
export function picture({ said, share, size }, colours) {
  const pixels = new Uint8ClampedArray(4 * size * size);
  const least = 255 / colours.length;
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const from = row * size + column;
      const to = 4 * ((size - 1 - row) * size + column);
      pixels.set(colours[said[from]], to);
      pixels[to + 3] = 255 * (PALEST + (FULLEST - PALEST) * Math.max(0, (share[from] - least) / (255 - least)));
    }
  return pixels;
}

/**
 * The lines between classes, as pieces [x, y, x, y] in columns and rows of the grid.
 *
 * Between two neighbours of other classes the line crosses where both are as sure: of two classes that is exact to the
 * 255ths and to the straight line between the places.
 * @param {Decision} decision
 * @returns {number[][]}
 */
export function boundary({ said, share, size }) {
  /** How far the class said is ahead of the other one, were there two. @param {number} place */
  const lead = (place) => Math.max(2 * share[place] - 255, 0) + 0.5;
  /** @param {number[][]} found @param {number[]} from @param {number[]} to */
  const cross = (found, [x, y], [u, v]) => {
    const [one, other] = [y * size + x, v * size + u];
    if (said[one] === said[other]) return;
    const way = lead(one) / (lead(one) + lead(other));
    found.push([x + way * (u - x), y + way * (v - y)]);
  };
  const pieces = [];
  for (let row = 0; row + 1 < size; row++)
    for (let column = 0; column + 1 < size; column++) {
      const place = row * size + column;
      const here = said[place];
      if (said[place + 1] === here && said[place + size] === here && said[place + size + 1] === here) continue;
      /** @type {number[][]} */
      const found = [];
      const corners = [[column, row], [column + 1, row], [column + 1, row + 1], [column, row + 1]];
      corners.forEach((corner, side) => cross(found, corner, corners[(side + 1) % 4]));
      if (found.length === 2) pieces.push([...found[0], ...found[1]]);
      else {
        // Three classes, or four corners in turn: the lines meet in the middle.
        const middle = [0, 1].map((axis) => found.reduce((sum, point) => sum + point[axis], 0) / found.length);
        for (const point of found) pieces.push([...point, ...middle]);
      }
    }
  return pieces;
}
