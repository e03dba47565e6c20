"""Replays: any frames of a training, in whatever order they are asked for, are those of the straight training."""

from functools import cache

import pytest

from app.core.lab import replays
from app.core.lab.replays import Replays
from app.core.lab.train import Training
from app.core.training import TrainingSpec

EPOCHS = 6
UPDATES = 40 * EPOCHS
ORDERS = {
    "forwards": [0, 1, 2, 50, 51, 120, 121, 239],
    "back": [239, 200, 120, 119, 60, 1, 0],
    "scattered": [130, 7, 220, 99, 100, 101, 0, 199, 8, 235],
}


def spec(rule="adam", **fields):
    network = {"name": "perceptron", "hidden": 2}
    values = {"optimizer": {"name": rule, "lr": 0.01}, "network": network, "order": "shuffled", "epochs": EPOCHS}
    return TrainingSpec.model_validate(values | fields)


@cache
def straight(rule):
    """Every frame of the training, made in one go."""
    return Training(spec(rule), UPDATES).updates(UPDATES, every=1).frames


def asked(kept, spec, first, count=1):
    """The frames, and how many pieces came before them."""
    pieces = kept.frames(spec, first, count)
    for number in range(1_000):
        try:
            next(pieces)
        except StopIteration as end:
            return end.value, number
    raise AssertionError("no end")


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS.keys())
@pytest.mark.parametrize("rule", ["adam", "nadam"])
def test_frames_in_any_order_are_those_of_the_straight_training(rule, order):
    """Weights, gradients and what the optimizer keeps are the same to the bit, forwards and back."""
    kept = Replays()
    for first in order:
        frames, _ = asked(kept, spec(rule), first, 5)
        assert frames == straight(rule)[first : first + 5]


def test_the_end_and_what_is_past_it():
    """The network after the last update is a frame too, and after it there is none."""
    kept = Replays()
    for first in (UPDATES - 2, UPDATES, UPDATES + 1, UPDATES - 1):
        assert asked(kept, spec(), first, 9)[0] == straight("adam")[first:]


def test_a_training_that_diverges_has_its_end():
    """The frame after the update that was taken back is the last one, whoever asks for it, and from wherever."""
    wild = spec("momentum", network={"name": "conv"}, optimizer={"name": "momentum", "lr": 100.0, "momentum": 1.0},
                data={"name": "patterns", "spacing": 100.0})  # fmt: skip
    whole = Training(wild, UPDATES).updates(UPDATES, every=1)
    end = whole.outcome.step
    kept = Replays()
    assert whole.outcome.status == "diverged" and end < UPDATES
    for first in (end, end + 1, end - 1, 0, UPDATES):
        assert asked(kept, wild, first, 3)[0] == whole.frames[first : first + 3]


def test_changes_and_schedules_are_replayed():
    """A window after a change, asked for first, is as the straight training comes to it."""
    fields = {"changes": [{"step": 60, "optimizer": {"lr": 0.1}}], "schedule": {"name": "cosine", "T_max": 200}}
    changed = spec(**fields)
    whole = Training(changed, UPDATES).updates(UPDATES, every=1).frames
    assert asked(Replays(), changed, 150, 3)[0] == whole[150:153] != straight("adam")[150:153]


def test_what_was_seen_is_not_computed_again():
    """Near a state that is remembered a window comes at once; far from any it comes in pieces."""
    kept = Replays()
    assert asked(kept, spec(), 230)[1] == 3
    assert asked(kept, spec(), 231)[1] == 1
    assert asked(kept, spec(), 205)[1] == 1
    assert asked(kept, spec(), 200)[1] == 0


def test_what_is_forgotten_is_computed_anew(monkeypatch):
    """Beyond so many states the training asked for longest ago goes, and nobody sees it but by the clock."""
    monkeypatch.setattr(replays, "KEPT", 1)
    kept = Replays()
    for seed in (0, 1, 0):
        frames, pieces = asked(kept, spec(seed=seed), 150)
        assert pieces == 2
    assert frames == straight("adam")[150:151]
