// Own points as letters of an address: exact, some six letters a point. The first byte is the format's version.

import { FURTHEST, LONGEST_NAME, MOST_CLASSES, MOST_POINTS } from "./drawnpoints.js";

/** @import { PointsSpec } from "../types.js" */

const VERSION = 1;
/** As many decimals as are written at most. */
const DECIMALS = 6;
/** More letters than this aren't put into an address. */
const LONGEST = 2000;

/**
 * Points as text: version, decimals, class names, and the labels and coordinates as whole numbers of seven bits a byte.
 * @param {PointsSpec} spec
 * @returns {string | null} null where it would be too long, or not exact
 */
export function toText({ points, labels, classes }) {
  const all = points.flat();
  const decimals = [...Array(DECIMALS + 1).keys()].find((each) => all.every((value) => Math.round(value * 10 ** each) / 10 ** each === value));
  if (decimals === undefined) return null;
  /** @type {number[]} */
  const bytes = [VERSION, decimals, classes.length];
  for (const name of classes.map((each) => new TextEncoder().encode(each))) bytes.push(name.length, ...name);
  for (let from = 0, to; from < labels.length; from = to) {
    for (to = from + 1; to < labels.length && labels[to] === labels[from]; ) to++;
    push(bytes, labels[from] + MOST_CLASSES * (to - from));
    for (const value of points.slice(from, to).flat()) {
      const whole = Math.round(value * 10 ** decimals);
      push(bytes, whole < 0 ? -2 * whole - 1 : 2 * whole);
    }
  }
  const text = btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return text.length > LONGEST ? null : text;
}

/**
 * The points that a text holds.
 * @param {string} text
 * @returns {PointsSpec | null} null where it holds none that are allowed
 */
export function fromText(text) {
  const bytes = bytesOf(text);
  let place = 0;
  const byte = () => bytes[place++] ?? NaN;
  const whole = () => {
    for (let sum = 0, scale = 1; ; scale *= 128) {
      const next = byte();
      sum += (next % 128) * scale;
      if (!(next >= 128)) return sum;
    }
  };
  if (byte() !== VERSION) return null;
  const [decimals, count] = [byte(), byte()];
  if (!(decimals <= DECIMALS && count >= 2 && count <= MOST_CLASSES)) return null;
  const classes = Array.from({ length: count }, () => {
    const length = byte();
    place += length;
    return new TextDecoder().decode(bytes.subarray(place - length, place));
  });
  if (classes.some((name, at) => !name || name.length > LONGEST_NAME || classes.indexOf(name) !== at)) return null;
  /** @type {PointsSpec} */
  const spec = { name: "points", points: [], labels: [], classes };
  while (place < bytes.length) {
    const run = whole();
    const label = run % MOST_CLASSES;
    let left = Math.floor(run / MOST_CLASSES);
    if (!(label < count && left >= 1 && spec.points.length + left <= MOST_POINTS)) return null;
    for (; left; left--) {
      const point = [whole(), whole()].map((each) => (each % 2 ? -(each + 1) / 2 : each / 2) / 10 ** decimals);
      if (!point.every((value) => Math.abs(value) <= FURTHEST)) return null;
      spec.points.push(point);
      spec.labels.push(label);
    }
  }
  return spec.points.length >= 2 ? spec : null;
}

/**
 * @param {number[]} bytes
 * @param {number} whole
 */
function push(bytes, whole) {
  for (; whole >= 128; whole = Math.floor(whole / 128)) bytes.push(128 + (whole % 128));
  bytes.push(whole);
}

/** @param {string} text */
function bytesOf(text) {
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
