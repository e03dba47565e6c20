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
    /** Where it stands while another step is looked at. @type {number | null} */
    this.left = null;
    /** The run that is followed, and where to stand in it as soon as it has come so far. @type {object | null} */
    this.followed = null;
    this.wanted = 0;
  }

  /** The last whole step that was reached. */
  get step() {
    return Math.floor(this.position);
  }

  /** Where it stands, whatever step is looked at. */
  get stand() {
    return Math.floor(this.left ?? this.position);
  }

  /** Start, again from the beginning where it had come to the end; or stop at the next whole step. */
  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  play() {
    if (this.position >= this.last) this.position = 0;
    this.left = null;
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
    this.left = null;
    this.position = Math.max(0, Math.min(Math.round(step), this.last));
    this.onchange();
  }

  /**
   * Look at a step while it stands, and with null go back to where it stood. What is chosen meanwhile goes on from the
   * step that is looked at.
   * @param {number | null} step
   */
  look(step) {
    if (this.playing || (step === null && this.left === null)) return;
    const stood = this.left ?? this.position;
    this.left = step === null ? null : stood;
    this.position = step === null ? stood : Math.max(0, Math.min(step, this.last));
    this.onchange();
  }

  /**
   * How far the run goes so far. Steps that it hasn't are left.
   * @param {number} last
   */
  extend(last) {
    this.last = Math.max(0, last);
    this.position = Math.min(this.position, this.last);
    if (this.left !== null) this.left = Math.min(this.left, this.last);
  }

  /**
   * Follow a run that is still coming, so far as it has come. One that takes another's place is stood in where that was.
   * @param {object} run
   * @param {number} last
   */
  follow(run, last) {
    if (run !== this.followed) this.wanted = this.position;
    else if (this.position < this.last) this.wanted = 0;
    this.followed = run;
    const { wanted } = this;
    this.extend(last);
    if (wanted) this.position = Math.min(wanted, this.last);
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
