// A file that the server makes, kept; and in words why there is none.

import { postForFile, Refusal } from "./api.js";
import { save } from "./save.js";

/** @import { Fault } from "./types.js" */

/**
 * Ask the server for a file, and save it.
 * @param {string} format
 * @param {object} asked
 * @param {AbortSignal} [signal]
 * @returns {Promise<string>} what to tell of it
 */
export async function exported(format, asked, signal) {
  const { blob, name } = await postForFile(`/api/exports/${format}`, asked, signal);
  return save(blob, name);
}

/**
 * Why there is no file.
 * @param {unknown} error
 */
export function reasonOf(error) {
  if (error instanceof TypeError) return "the server can’t be reached; try again when it is back";
  const [problem] = error instanceof Refusal ? error.problems : [];
  return problem ? problemText(problem.field, problem.msg, problem.fault) : /** @type {Error} */ (error).message;
}

/**
 * What is wrong with a field, or went wrong in somebody's code.
 * @param {string} field
 * @param {string} reason
 * @param {Fault} [fault]
 */
export function problemText(field, reason, fault) {
  if (!fault) return `${field} ${reason}`;
  const { type, message, line, step } = fault;
  const places = [line !== null && ` in line ${line}`, step !== null && ` at step ${step}`].filter(Boolean);
  return `the code ended with ${type}${message && `: ${message}`}${places.length ? `,${places.join("")}` : ""}`;
}
