// The handles of the hill page: the start of the ball on the hill, and the rate and start on the map.

import { Handle } from "./handle.js";
import { pointText } from "./numbers.js";

/** @import { Hand } from "./hand.js" */
/** @import { HillView } from "./hillview.js" */
/** @import { MapPanel } from "./mappanel.js" */

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

export class Handles {
  /**
   * @param {Hand} hand
   * @param {HillView} hill
   * @param {MapPanel} map
   */
  constructor(hand, hill, map) {
    const { form } = hand;
    this.hand = hand;
    this.ball = new Handle(byId("hill"), "Start of the ball", () => hill.plot.grip(), (way) => hand.choose(form.startChoice(form.moved(way))));
    this.map = new Handle(byId("map"), "Rate and start on the map", () => map.plot.spot(), ([across, up]) => {
      hand.pick(form.rateMoved(across), form.moved([up, 0])[0], false);
    });
  }

  /** Say what they are at. */
  show() {
    const { about, form, rate } = this.hand;
    const start = form.start();
    this.ball.show(start[0], about.domain[0], pointText(start, 6));
    this.map.show(rate, form.rateRange.slider, `rate ${rate}, start ${start[0]}`);
  }
}
