// What of a training no field shows beside an editor.

import assert from "node:assert/strict";
import { test } from "node:test";

import { plain, suitedTo, unseen } from "../../../static/js/own/training.js";
import { schedules } from "../catalogue.js";

/** @type {any} */
const catalogue = { schedules, datasets: [{ name: "patterns", parameters: [], training: {} }], networks: [{ name: "conv", parameters: [] }], optimizers: [] };
const usual = suitedTo({ name: "patterns" }, catalogue);

test("what isn't as suits the data is told, and can be left out", () => {
  assert.deepEqual(unseen(usual, catalogue), []);
  const other = { ...usual, batch: 7, loss: /** @type {const} */ ("mse"), schedule: { name: "cosine", T_max: 9 }, changes: [{ step: 3, optimizer: { lr: 1 } }] };
  assert.deepEqual(unseen(other, catalogue), ["Trained with loss mse, batch 7.", "Its rate goes on as cosine, T_max 9.", "Changed at update 3: lr 1."]);
  assert.deepEqual(unseen({ ...other, ...plain(other, catalogue) }, catalogue), []);
});
