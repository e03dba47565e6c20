// The clock that moves the ball.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Playback } from "../../static/js/playback.js";

function playback(last = 50) {
  const made = new Playback(() => {});
  made.extend(last);
  return made;
}

// At ten steps a second a quarter of a second is two steps and a half.
test("time becomes steps", () => {
  const ball = playback();
  ball.play();
  ball.tick(0.25, true);
  assert.deepEqual([ball.position, ball.step, ball.playing], [2.5, 2, true]);
});

// A pause between two steps is a pause at the next one.
test("a pause comes at a whole step", () => {
  const ball = playback();
  ball.play();
  ball.tick(0.25, true);
  ball.pause();
  assert.deepEqual([ball.position, ball.playing], [3, false]);
});

// A look at another step leaves where the ball stands, until something is chosen there.
test("a look", () => {
  const ball = playback();
  ball.seek(20);
  ball.look(33);
  assert.deepEqual([ball.step, ball.stand], [33, 20]);
  ball.look(null);
  assert.deepEqual([ball.step, ball.stand], [20, 20]);
  ball.look(33);
  ball.seek(33);
  ball.look(null);
  assert.deepEqual([ball.step, ball.stand], [33, 33]);
});

// While it plays nobody looks elsewhere.
test("no look while it plays", () => {
  const ball = playback();
  ball.play();
  ball.tick(0.25, true);
  ball.look(33);
  assert.equal(ball.position, 2.5);
});

// Playing ends at the last step of a whole run, and starts there again from the beginning.
test("the end", () => {
  const ball = playback();
  ball.play();
  ball.tick(60, true);
  assert.deepEqual([ball.position, ball.playing], [50, false]);
  ball.toggle();
  assert.deepEqual([ball.position, ball.playing], [0, true]);
});

// At the last record that has come of a run, the ball waits for the next.
test("waiting for records", () => {
  const ball = playback(8);
  ball.play();
  ball.tick(60, false);
  assert.deepEqual([ball.position, ball.playing], [8, true]);
  ball.extend(50);
  ball.tick(0.1, false);
  assert.equal(ball.position, 9);
});

// Whatever is asked for, the ball stands at a whole step of its run.
test("seeking keeps within the run", () => {
  const ball = playback();
  for (const [asked, found] of [[7.4, 7], [-3, 0], [900, 50]]) {
    ball.seek(asked);
    assert.equal(ball.position, found);
  }
});

// A run that became shorter takes the ball with it.
test("a shorter run", () => {
  const ball = playback();
  ball.seek(40);
  ball.extend(20);
  assert.equal(ball.position, 20);
});

// Another run that comes bit by bit is stood in where the one before it stood, as soon as it has come so far.
test("a run that takes another's place", () => {
  const ball = playback();
  const [old, next] = [{}, {}];
  ball.follow(old, 50);
  ball.seek(40);
  ball.follow(next, 7);
  assert.equal(ball.position, 7);
  ball.follow(next, 50);
  assert.equal(ball.position, 40);
});

// A hand that moves meanwhile is not called back.
test("a hand moves while a run comes", () => {
  const ball = playback();
  ball.follow({}, 50);
  ball.seek(40);
  const next = {};
  ball.follow(next, 7);
  ball.seek(3);
  ball.follow(next, 50);
  assert.equal(ball.position, 3);
});

// Whoever watches hears of every move, and of nothing while it rests.
test("every move is told", () => {
  let told = 0;
  const ball = new Playback(() => told++);
  ball.extend(50);
  ball.tick(1, true);
  assert.equal(told, 0);
  ball.play();
  ball.tick(1, true);
  ball.pause();
  ball.seek(3);
  assert.equal(told, 4);
});
