// Large arrays as the server sends them: Plotly's typed arrays, bytes in base64.

/** @import { Typed } from "./types.js" */

const KINDS = { f4: Float32Array, f8: Float64Array, i1: Int8Array, i2: Int16Array, u1: Uint8Array };

/**
 * The numbers of a typed array, row by row.
 * @param {Typed} array
 */
export function decoded({ dtype, bdata }) {
  const text = atob(bdata);
  const bytes = new Uint8Array(text.length);
  for (let place = 0; place < bytes.length; place++) bytes[place] = text.charCodeAt(place);
  return new KINDS[dtype](bytes.buffer);
}
