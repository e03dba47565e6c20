// The code as a file that runs by itself in a notebook.

/** @import { OwnOptimizer } from "../types.js" */

/**
 * Have the server write the file, and save it.
 * @param {object} body what is run: the setting of the hill, and the optimizer
 * @param {OwnOptimizer} own
 * @returns {Promise<boolean>} whether it could be had
 */
export async function download(body, own) {
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ ...body, optimizer: own }) };
  const answer = await fetch("/api/optimizers/download", options).catch(() => null);
  if (!answer?.ok) return false;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = answer.headers.get("Content-Disposition")?.match(/filename="([^"]+)"/)?.[1] ?? `${own.class}.py`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return true;
}
