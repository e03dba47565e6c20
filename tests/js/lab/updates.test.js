// A training as it comes: its records, the network at some of them, and what is to be seen at each step.

import assert from "node:assert/strict";
import { test } from "node:test";

import { sceneAt } from "../../../static/js/lab/scene.js";
import { Updates } from "../../../static/js/lab/updates.js";
import { placeSentence } from "../../../static/js/lab/words.js";
import { frameOf, patterns } from "./samples.js";

/** @type {(first: number, count: number) => import("../../../static/js/types.js").UpdateColumns} */
const columns = (first, count) => {
  const step = Array.from({ length: count }, (_, row) => first + row);
  return {
    step,
    epoch: step.map((each) => Math.floor(each / 40)),
    samples: step.map((each) => [each % 40]),
    loss: step.map((each) => (each === 44 ? null : each / 10)),
  };
};

/** A training of 45 updates of which every tenth is framed, begun and ended. */
function trained() {
  const updates = new Updates();
  updates.begin({ rates: null });
  updates.take(columns(0, 8), [frameOf(0)]);
  updates.take(columns(8, 37), [10, 20, 30, 40].map((step) => frameOf(step)));
  updates.take(columns(45, 0), [frameOf(45, { logits: null })]);
  updates.finish({ outcome: { status: "finished", step: 45, loss: 4.4 } });
  return updates;
}

// The network after the last update is a place of its own, once the training has ended.
test("the end", () => {
  const updates = new Updates();
  updates.take(columns(0, 8), [frameOf(0)]);
  assert.deepEqual([updates.length, updates.last, updates.end, updates.after], [8, 7, 7, null]);
  const whole = trained();
  assert.deepEqual([whole.length, whole.last, whole.end, whole.after?.step], [45, 44, 45, 45]);
});

// Asked again after the server was lost, the same rows and frames come again and take their own places.
test("rows that come again", () => {
  const updates = trained();
  updates.take(columns(0, 8), [frameOf(0)]);
  assert.deepEqual(updates, trained());
});

// Between two frames stands the one before, until the exact one has been asked for.
test("frames", () => {
  const updates = trained();
  assert.deepEqual([5, 10, 19, 45].map((step) => updates.frameAt(step)?.step), [0, 10, 10, 45]);
  updates.put([frameOf(19)]);
  assert.deepEqual([18, 19, 20].map((step) => updates.frameAt(step)?.step), [10, 19, 20]);
});

// The mean losses over all samples are those of the frames; what isn't finite has none.
test("means", () => {
  const { training, test } = trained().means;
  assert.deepEqual([training.steps, training.loss], [[0, 10, 20, 30, 40, 45], [0, 1, 2, 3, 4, 4.5]]);
  assert.deepEqual([test.length, test.last, Number.isNaN(test.loss[0])], [6, 45, true]);
});

// A step shows its sample, the network before its update, and the loss of that.
test("a scene", () => {
  const scene = sceneAt(patterns, trained(), 40);
  assert.deepEqual([scene?.sample, scene?.label, scene?.loss, scene?.logits], [0, 0, 4, [40, 0, 0, 0]]);
  assert.equal(scene?.input, patterns.training.inputs[0]);
});

// Where its own frame has yet to come, a step has no logits.
test("a scene between two frames", () => {
  const scene = sceneAt(patterns, trained(), 43);
  assert.deepEqual([scene?.sample, scene?.exact, scene?.frame.step, scene?.logits], [3, false, 40, null]);
});

// Where the server gives others than a file, and the file has no frame, it is told which network is shown.
test("a place between two frames of a file", () => {
  const updates = trained();
  assert.match(placeSentence(updates, 43, 2), /^Before update 44, epoch \d of 2$/);
  updates.foreign = true;
  assert.match(placeSentence(updates, 43, 2), /of 2; the network as the file last has it, before update 41$/);
  assert.match(placeSentence(updates, 40, 2), /of 2$/);
});

// After the last update the trained network is shown the article's test, which has no loss.
test("the last scene", () => {
  const scene = sceneAt(patterns, trained(), 45);
  assert.deepEqual([scene?.testing, scene?.loss, scene?.logits, scene?.shares], [true, null, [4e9, 3e9, 2e9, 1e9], [1, 0, 0, 0]]);
  assert.equal(scene?.input, patterns.test?.inputs[0]);
});
