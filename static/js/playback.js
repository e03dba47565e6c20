// Where the ball is in its run: a clock that counts steps. No document here, so that it can be tested without one.

/** Plays from step 0 to `last`, at `speed` steps a second. A position between two whole steps is on the way. */
export class Playback {
  /** @param {() => void} onchange called when the position, or whether it plays, has changed */
  constructor(onchange) {
    this.onchange = onchange;
    this.position = 0;
    this.last = 0;
    this.speed = 10;
    this.playing = false;
  }

  /** The last whole step that was reached. */
  get step() {
    return Math.floor(this.position);
  }

  /** Start, again from the beginning where it had come to the end; or stop at the next whole step. */
  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  play() {
    if (this.position >= this.last) this.position = 0;
    this.playing = true;
    this.onchange();
  }

  pause() {
    this.playing = false;
    this.position = Math.min(Math.ceil(this.position), this.last);
    this.onchange();
  }

  /**
   * Stand at a whole step.
   * @param {number} step
   */
  seek(step) {
    this.playing = false;
    this.position = Math.max(0, Math.min(Math.round(step), this.last));
    this.onchange();
  }

  /**
   * How far the run goes so far. Steps that it hasn't are left.
   * @param {number} last
   */
  extend(last) {
    this.last = Math.max(0, last);
    this.position = Math.min(this.position, this.last);
  }

  /**
   * Let time pass.
   * @param {number} seconds
   * @param {boolean} whole whether the run has ended at `last`, so that this is where playing ends
   */
  tick(seconds, whole) {
    if (!this.playing) return;
    this.position = Math.min(this.position + seconds * this.speed, this.last);
    if (this.position === this.last && whole) this.playing = false;
    this.onchange();
  }
}
