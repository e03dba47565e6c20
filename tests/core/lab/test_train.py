"""Training: the article's figures, and the notebook's numbers."""

import json
import math
from dataclasses import asdict
from functools import cache

import numpy as np
import pytest
import torch

from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.entries import find
from app.core.lab.order import alternating
from app.core.lab.train import MAX_FRAMED, MAX_FRAMES, Training, Updates, spacing, train
from app.core.training import TrainingSpec
from tests.core.lab import notebook
from tests.core.lab.pairs import each_pair

each_rule = pytest.mark.parametrize("rule", [entry.name for entry in OPTIMIZERS])


def spec(rule="momentum", seed=0, epochs=2, lr=0.001, **fields):
    momentum = {"momentum": fields.pop("momentum")} if "momentum" in fields else {}
    optimizer = {"name": rule, "lr": lr, **momentum}
    return TrainingSpec.model_validate({"optimizer": optimizer, "seed": seed, "epochs": epochs, **fields})


def whole(spec, sizes=(100_000,)):
    """All updates of a training, all its frames, and its outcome."""
    parts = list(train(spec, sizes))
    frames = [frame for part in parts for frame in part.frames]
    return Updates.join([part.steps for part in parts]), frames, parts[-1].outcome


def ends(spec):
    """The losses of a training and its last weights, one array for each parameter."""
    progress = Training(spec, spec.updates).updates(spec.updates)
    return progress.steps.loss, [np.array(each) for each in progress.frames[-1].weights.values()]


def agree(ours, log):
    """Whether losses and last weights are those of a notebook, to float32."""
    losses, weights = ours
    np.testing.assert_allclose(losses, log.loss, rtol=1e-5, atol=1e-6)
    for mine, theirs in zip(weights, log.network.parameters(), strict=True):
        np.testing.assert_allclose(mine, theirs.detach(), rtol=1e-5, atol=1e-6)


def torchs(spec, reference):
    """A function that makes torch's own optimizer of the spec's rule."""
    entry = find(OPTIMIZERS, spec.optimizer.name)
    return lambda parameters: reference(entry, parameters, spec.optimizer.hyperparameters())


@cache
def hundred():
    """The network before and after the article's training, for seeds 0 to 99."""
    ends = []
    for seed in range(100):
        training = Training(spec(seed=seed), 80)
        before = training.frame()
        ends.append((before, training.updates(80).frames[-1]))
    return ends


def test_the_defaults_are_the_article_s():
    """A training of which nothing is said is the article's: SGD of 0.001 with momentum 0.9, two epochs."""
    assert TrainingSpec() == spec(
        lr=0.001, momentum=0.9, data={"name": "patterns"}, network={"name": "conv"}, order="given", batch=1
    )
    assert (TrainingSpec().epoch, TrainingSpec().updates) == (40, 80)


@pytest.mark.parametrize("seed", [0, 42])
@each_rule
def test_losses_and_weights_are_the_notebook_s(rule, seed, reference):
    """Every loss and every last weight is what the article's loop gives with torch's own optimizer, to float32."""
    asked = spec(rule, seed)
    agree(ends(asked), notebook.trained(asked, torchs(asked, reference)))


@each_pair
def test_every_network_learns_every_data_set_as_a_notebook_does(entry, data, reference):
    """Batches, orders and losses too are those of a loop with torch's own layers, losses and optimizer."""
    size = {} if data.size else {"count": 50}
    shared = {"network": {"name": entry.name}, "data": {"name": data.name, **size}, "batch": 8}
    for loss, order in (("cross_entropy", "shuffled"), ("mse", "alternating")):
        asked = spec("adam", seed=3, lr=0.01, loss=loss, order=order, **shared)
        agree(ends(asked), notebook.trained(asked, torchs(asked, reference)))


def test_an_epoch_shows_every_sample_once():
    """In batches, of which the last has what is left; shuffled, each epoch in another order, by the seed."""
    shuffled = spec(order="shuffled", batch=12, seed=7)
    shown = Training(shuffled, 8).updates(8).steps.samples
    assert [len(batch) for batch in shown] == [12, 12, 12, 4] * 2
    first, second = (sum(shown[part], []) for part in (slice(4), slice(4, 8)))  # noqa: RUF017
    assert sorted(first) == sorted(second) == [*range(40)] and first != second
    generator = torch.Generator().manual_seed(7)
    assert [first, second] == [torch.randperm(40, generator=generator).tolist() for _ in range(2)]


def test_alternating_classes_take_turns():
    """The first sample of each class, then the second of each, until the smaller classes have none left."""
    assert alternating(torch.tensor([0, 0, 0, 1, 1, 2])) == [0, 3, 5, 1, 4, 2]
    shown = Training(spec(order="alternating"), 4).updates(4).steps.samples
    assert shown == [[0], [20], [1], [21]]


def test_changes_on_the_way_are_a_notebook_s(reference):
    """From the update at its step on a change holds, and what the optimizer keeps is kept."""
    changes = [{"step": 10, "optimizer": {"lr": 0.01}}, {"step": 25, "optimizer": {"betas": [0.5, 0.9]}}]
    asked = spec("adam", epochs=1, changes=changes)

    def change(update, optimizer):
        optimizer.param_groups[0].update({each["step"]: each["optimizer"] for each in changes}.get(update, {}))

    agree(ends(asked), notebook.trained(asked, torchs(asked, reference), change))


def test_the_rates_told_are_the_rates_used(reference):
    """With a schedule and a changed lr, a notebook that sets each update's rate to the one told has the same end."""
    changes = [{"step": 20, "optimizer": {"lr": 0.002}}]
    asked = spec(schedule={"name": "cosine", "T_max": 40}, changes=changes)
    (part,) = train(asked)

    def pace(update, optimizer):
        optimizer.param_groups[0]["lr"] = part.rates[update]

    assert (part.rates[0], part.rates[20]) == (0.001, pytest.approx(0.001))
    agree(ends(asked), notebook.trained(asked, torchs(asked, reference), pace))


@pytest.mark.parametrize("sizes", [(1,), (8, 64, 256), (3, 50), (80,)], ids=str)
def test_parts_joined_are_one_training(sizes):
    """In whatever pieces the updates come, joined they are the same updates and frames, with the same end."""
    assert whole(spec(), sizes) == whole(spec())
    assert all(len(part.steps) > 0 for part in train(spec(), sizes))


@pytest.mark.parametrize(
    "fields",
    [{}, {"epochs": 10}, {"data": {"name": "digits", "count": 50}, "network": {"name": "perceptron"}, "batch": 9}],
    ids=["the article's", "long", "large"],
)
def test_frames_are_bounded(fields):
    """Evenly spaced from the first update on, as many as there may be, with the network after the last one."""
    asked = spec(**fields)
    weights = Training(asked, 1).weights
    every = spacing(asked, weights)
    steps = [frame.step for frame in whole(asked)[1]]
    assert steps == [*range(0, asked.updates, every), asked.updates]
    assert len(steps) <= MAX_FRAMES + 1 and (len(steps) - 2) * weights <= MAX_FRAMED


def test_a_wild_training_ends_where_it_diverges():
    """Where a weight leaves 10⁶ the training ends, with the weights before that update and no NaN."""
    updates, frames, outcome = whole(spec(lr=100.0, momentum=1.0, data={"name": "patterns", "spacing": 100.0}))
    assert (outcome.status, outcome.step) == ("diverged", len(updates))
    assert frames[-1].step == outcome.step and frames[-1].grads is None
    assert frames[-1].weights == frames[-2].weights
    beyond = np.array(frames[-2].weights["conv.weight"]) + np.array(frames[-2].update["conv.weight"], dtype=float)
    assert np.abs(beyond).max() > 1e6
    json.dumps([asdict(frame) for frame in frames] + [asdict(outcome), asdict(updates)], allow_nan=False)


def test_what_is_not_finite_is_null():
    """A loss, a gradient or a logit beyond float32 is told as None, and what was learnt of it taken back."""
    far = [[1000.0, -1000.0], [-1000.0, 1000.0]]
    changes = [{"step": 2, "optimizer": {"lr": 100.0}}]
    asked = spec(
        "simple_gd", lr=1.0, loss="mse", epochs=50, changes=changes,
        data={"name": "points", "points": far, "labels": [0, 1]},
        network={"name": "perceptron_relu", "hidden": 32, "second": 32},
    )  # fmt: skip
    updates, frames, outcome = whole(asked)
    assert outcome.status == "diverged"
    json.dumps([asdict(updates), asdict(outcome), *(frame.weights for frame in frames)], allow_nan=False)


def test_a_copy_goes_its_own_way():
    """What is done with the copy of a training changes nothing of the one that it was made of."""
    training = Training(spec("adam"), 80)
    training.updates(10)
    copy = training.copy()
    there = copy.updates(20).frames, copy.frame()
    assert training.step == 10 and copy.step == 30
    assert (training.updates(20).frames, training.frame()) == there


def test_the_first_loss_is_the_logarithm_of_four():
    """The first picture is dark, so four logits are equal whatever the seed, as the article prints."""
    for seed in range(20):
        (loss,) = Training(spec(seed=seed), 1).updates(1).steps.loss
        assert loss == 1.3862943649291992 == pytest.approx(math.log(4))


def test_the_single_test_over_a_hundred_seeds():
    """The article's test is right for 25 of 100 networks before training, and for 77 after: 0 to 100 % is one draw."""
    assert sum(before.test.predictions == [0] for before, _ in hundred()) == 25
    assert sum(after.test.predictions == [0] for _, after in hundred()) == 77


def test_accuracy_over_a_hundred_seeds():
    """Over all forty samples 26 % are right before training and 87 % after, and never more than 39 of 40."""
    shares = [[before.training.accuracy["all"], after.training.accuracy["all"]] for before, after in hundred()]
    before, after = np.mean(shares, axis=0)
    assert (round(before, 2), round(after, 2)) == (0.26, 0.87)
    assert max(after for _, after in shares) == 39 / 40
