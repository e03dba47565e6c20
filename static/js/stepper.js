// Goes through the parts of each update, forward and exactly back. No document here, so that it can be tested without one.

/** @import { Playback } from "./playback.js" */

export class Stepper {
  /**
   * @param {Playback} playback
   * @param {(step: number) => number} count how many parts the update from a step has, 0 where it isn't known
   */
  constructor(playback, count) {
    this.playback = playback;
    this.count = count;
    /** The step at which it stands. Where the playback is elsewhere, it has been moved by another hand. */
    this.at = -1;
    this.parts = 0;
  }

  /** Whether the playback stands where this has brought it. */
  get stands() {
    return !this.playback.playing && this.playback.position === this.at;
  }

  /** How many parts of the update from this step are told. */
  get told() {
    return this.stands ? this.parts : 0;
  }

  /** Tell the next part. The last one is the step itself. */
  forward() {
    this.playback.pause();
    const { step } = this.playback;
    const count = this.count(step);
    const next = this.told + 1;
    if (count) this.stand(next < count ? step : step + 1, next < count ? next : 0);
  }

  /** Take the last part back. */
  back() {
    this.playback.pause();
    const { step } = this.playback;
    if (this.told) return this.stand(step, this.told - 1);
    const count = step > 0 ? this.count(step - 1) : 0;
    if (count) this.stand(step - 1, count - 1);
  }

  /**
   * @param {number} step
   * @param {number} parts
   */
  stand(step, parts) {
    this.at = step;
    this.parts = parts;
    this.playback.seek(step);
  }
}
