// What the pages ask the server once.

/**
 * The JSON at a path of our own server. Asked again, ever more slowly, while no server answers.
 * @param {string} path
 * @returns {Promise<any>}
 */
export async function getJson(path) {
  for (let wait = 250; ; wait = Math.min(2 * wait, 4000)) {
    try {
      const answer = await fetch(path);
      if (answer.ok) return await answer.json();
      if (answer.status < 500) throw new Refusal(`${path}: ${answer.status}`);
    } catch (error) {
      if (error instanceof Refusal) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/**
 * The answer to a question that costs the server some work. Asked again when it says, where it has too much to do.
 * @param {string} path
 * @param {object} body
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>} rejected where it is refused, aborted, or no server answers
 */
export async function postJson(path, body, signal) {
  return (await post(path, "application/json", JSON.stringify(body), signal)).json();
}

/**
 * The file that answers a question, and what it is called.
 * @param {string} path
 * @param {object} body
 * @param {AbortSignal} [signal]
 * @returns {Promise<{ blob: Blob, name: string }>} rejected as the answer of `postJson`
 */
export async function postForFile(path, body, signal) {
  const answer = await post(path, "application/json", JSON.stringify(body), signal);
  const [, name] = answer.headers.get("Content-Disposition")?.match(/filename="(.+)"/) ?? ["", "kudari"];
  return { blob: await answer.blob(), name };
}

/**
 * The answer to a table of numbers.
 * @param {string} path
 * @param {Blob} table in CSV
 * @returns {Promise<any>} rejected where it is refused, or no server answers
 */
export async function postTable(path, table) {
  return (await post(path, "text/csv", table)).json();
}

/**
 * @param {string} path
 * @param {string} kind
 * @param {BodyInit} body
 * @param {AbortSignal} [signal]
 * @returns {Promise<Response>}
 */
async function post(path, kind, body, signal) {
  for (;;) {
    const answer = await fetch(path, { method: "POST", headers: { "Content-Type": kind }, body, signal });
    if (answer.ok) return answer;
    if (answer.status !== 429) {
      const { detail = [] } = await answer.json().catch(() => ({}));
      throw typeof detail === "string" ? new Refusal(detail) : new Refusal(`${path}: ${answer.status}`, detail);
    }
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(answer.headers.get("Retry-After"))));
    signal?.throwIfAborted();
  }
}

/**
 * What is wrong with a question, field by field.
 * @typedef {{ field: string, msg: string, column?: number, fault?: import("./types.js").Fault }} Problem
 */

/** The server's word that it won't answer. */
export class Refusal extends Error {
  /**
   * @param {string} message
   * @param {Problem[]} problems
   */
  constructor(message, problems = []) {
    super(message);
    this.problems = problems;
  }
}
