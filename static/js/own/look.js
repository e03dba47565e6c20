// What the server sees in somebody's code: its class, and the hyperparameters of that.

/** @import { Failure } from "../types.js" */
/** @import { Stream } from "../stream.js" */
/** @import { Found } from "./ranges.js" */
/** @typedef {{ class: string, classes: string[], hyperparameters: Found[] }} Seen */

export class Look {
  /**
   * @param {Stream} stream
   * @param {(seconds: number) => void} onwait called when the server has too much to do, and is asked again
   */
  constructor(stream, onwait) {
    this.stream = stream;
    this.onwait = onwait;
    this.stop = () => {};
    /** @type {{ asked: string, seen: Seen } | null} */
    this.last = null;
  }

  /**
   * Look at code. Who asks again overtakes what was asked before.
   * @param {string} source
   * @param {string} named the class that is meant, nothing where the server may choose
   * @returns {Promise<Seen | null>} null where it was overtaken or stopped; rejected with a Failure
   */
  at(source, named) {
    this.stop();
    const look = { source, ...(named && { class: named }) };
    const asked = JSON.stringify(look);
    if (this.last?.asked === asked) return Promise.resolve(this.last.seen);
    return new Promise((resolve, reject) => {
      const request = this.stream.request(
        { type: "look", look },
        {
          busy: ({ seconds }) => this.onwait(seconds),
          done: (seen) => {
            this.last = { asked, seen };
            resolve(seen);
          },
          error: (/** @type {Failure} */ failure) => reject(failure),
        },
      );
      this.stop = () => {
        request.cancel();
        resolve(null);
      };
    });
  }
}
