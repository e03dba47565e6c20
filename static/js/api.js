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

class Refusal extends Error {}
