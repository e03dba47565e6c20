// A fair comparison: each rule at the best of many rates. Untuned races mislead.

import { rounded } from "./numbers.js";
import { specOf } from "./setting.js";
import { decoded } from "./typed.js";

/** @import { FanAnswer, Lane, Setting } from "./types.js" */

const RATES = 64;
const LOW = 1e-4;
const HIGH = 10;

/** The rates that are tried, by equal factors. */
export const rates = Array.from({ length: RATES }, (_, place) => rounded(LOW * (HIGH / LOW) ** (place / (RATES - 1)), 3));

export const FAIR = `Each at the best of ${RATES} rates from ${LOW} to ${HIGH}: the lowest loss after the last step.`;

/**
 * The lanes with the rate that leads each one lowest.
 * @param {Setting} setting
 * @param {(body: object) => Promise<FanAnswer>} fetched asks for a fan
 * @returns {Promise<Lane[]>}
 */
export function tuned(setting, fetched) {
  return Promise.all(
    setting.lanes.map(async (lane) => {
      const straight = { ...lane, changes: [] };
      const { changes, ...run } = specOf(setting, straight);
      const answer = await fetched({ run, field: "optimizer.lr", values: rates, kept: [0] });
      const lr = rates[best(answer)];
      return { ...straight, hyperparameters: { ...lane.hyperparameters, lr } };
    }),
  );
}

/**
 * The place of the run that ended lowest. Of equal ones the first that came to rest, of those the smallest rate.
 * @param {FanAnswer} answer
 */
export function best({ ends }) {
  const [status, step, loss] = [decoded(ends.status), decoded(ends.step), decoded(ends.loss)];
  const diverged = ends.statuses.indexOf("diverged");
  const order = [...loss.keys()].filter((place) => status[place] !== diverged);
  order.sort((one, other) => loss[one] - loss[other] || step[one] - step[other] || one - other);
  return order[0] ?? 0;
}
