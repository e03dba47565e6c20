"""Training: the article's figures, and the notebook's numbers."""

import json
import math
from dataclasses import asdict
from functools import cache

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.functional import cross_entropy

from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.entries import find
from app.core.lab import patterns
from app.core.lab.train import Updates, train
from app.core.training import TrainingSpec

each_rule = pytest.mark.parametrize("rule", [entry.name for entry in OPTIMIZERS])


def spec(rule="momentum", seed=0, epochs=2, **values):
    values = {"lr": 0.001} | values
    return TrainingSpec.model_validate({"optimizer": {"name": rule, **values}, "seed": seed, "epochs": epochs})


def trained(spec, sizes=(10_000,)):
    """All updates of a training, the network before and after, and the outcome."""
    first, *parts = train(spec, sizes)
    return Updates.join([part.steps for part in parts]), first.network, parts[-1].network, parts[-1].outcome


@cache
def hundred():
    """The network before and after the article's training, for seeds 0 to 99."""
    return [trained(spec(seed=seed))[1:3] for seed in range(100)]


def notebook(optimizer, seed, epochs=2):
    """The article's loop: the losses, and the weights at the end."""
    torch.manual_seed(seed)
    network = nn.Conv2d(1, 4, 4, bias=False)
    stepper = optimizer(network.parameters())
    losses = []
    for _ in range(epochs):
        for image, label in zip(*patterns.samples(), strict=True):
            stepper.zero_grad()
            loss = cross_entropy(network(image[None]).view(1, 4), label[None])
            loss.backward()
            stepper.step()
            losses.append(loss.item())
    return losses, network.weight.detach()[:, 0].numpy()


def test_the_defaults_are_the_article_s():
    """A training of which nothing is said is the article's: SGD of 0.001 with momentum 0.9, two epochs."""
    rule = {"name": "momentum", "lr": 0.001, "momentum": 0.9}
    said = {"optimizer": rule, "schedule": {"name": "constant"}, "seed": 0, "epochs": 2}
    assert TrainingSpec().model_dump() == said


@pytest.mark.parametrize("seed", [0, 1, 42])
@each_rule
def test_losses_and_weights_are_the_notebook_s(rule, seed, reference):
    """Every loss and every last weight is what the article's loop gives with torch's own optimizer, to float32."""
    entry = find(OPTIMIZERS, rule)
    values = {each.name: each.default for each in entry.parameters} | {"lr": 0.001}
    losses, weights = notebook(lambda parameters: reference(entry, next(parameters), values), seed)
    updates, _, after, _ = trained(spec(rule, seed))
    np.testing.assert_allclose(updates.loss, losses, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(after.weights, weights, rtol=1e-5, atol=1e-7)


def test_the_first_loss_is_the_logarithm_of_four():
    """The first picture is dark, so four logits are equal whatever the seed, as the article prints."""
    for seed in range(20):
        updates, *_ = trained(spec(seed=seed, epochs=1))
        assert updates.loss[0] == 1.3862943649291992 == pytest.approx(math.log(4))


def test_the_single_test_over_a_hundred_seeds():
    """The article's test is right for 25 of 100 networks before training, and for 77 after: 0 to 100 % is one draw."""
    assert sum(before.test.correct for before, _ in hundred()) == 25
    assert sum(after.test.correct for _, after in hundred()) == 77


def test_accuracy_over_a_hundred_seeds():
    """Over all forty samples 26 % are right before training and 87 % after, and never more than 39 of 40."""
    before, after = np.mean([[before.accuracy["all"], after.accuracy["all"]] for before, after in hundred()], axis=0)
    assert (round(before, 2), round(after, 2)) == (0.26, 0.87)
    assert max(after.accuracy["all"] for _, after in hundred()) == 39 / 40


def test_accuracy_is_that_of_the_predictions():
    """By class and over all, accuracy is the share of samples whose prediction is their label."""
    _, labels = patterns.samples()
    for examined in trained(spec(seed=3))[1:3]:
        right = np.array(examined.predictions) == labels.numpy()
        assert examined.accuracy == {"all": right.mean(), "A": right[:20].mean(), "B": right[20:].mean()}


def test_records_hold_the_network_before_each_update():
    """Loss and logits of a record are what its own weights give for its own sample, in the article's order."""
    updates, before, _, outcome = trained(spec(seed=4))
    images, labels = patterns.samples()
    assert (outcome.status, outcome.step, len(updates)) == ("finished", 80, 80)
    assert updates.weights[0].tolist() == before.weights
    assert updates.sample.tolist() == [*range(40), *range(40)]
    assert updates.epoch.tolist() == [0] * 40 + [1] * 40
    for row in range(80):
        logits = (torch.from_numpy(updates.weights[row]) * images[updates.sample[row]]).sum((1, 2))
        np.testing.assert_allclose(updates.logits[row], logits, rtol=1e-5, atol=1e-5)
        loss = cross_entropy(logits[None], labels[updates.sample[row], None])
        assert updates.loss[row] == pytest.approx(loss.item(), rel=1e-4, abs=1e-5)


@pytest.mark.parametrize("sizes", [(1,), (8, 64, 256), (3, 50), (80,)], ids=str)
def test_parts_joined_are_one_training(sizes):
    """In whatever pieces the updates come, joined they are the same updates, with the same end."""
    whole, pieces = trained(spec()), trained(spec(), sizes)
    assert pieces[0].columns() == whole[0].columns()
    assert pieces[1:] == whole[1:]
    assert all(len(part.steps) > 0 for part in list(train(spec(), sizes))[1:])


def test_a_wild_training_ends_where_it_diverges():
    """Where a weight leaves 10⁶ the training ends, with the weights before that update and no NaN."""
    updates, _, after, outcome = trained(spec(lr=100.0, momentum=1.0, epochs=50))
    assert outcome.status == "diverged"
    assert outcome.step == len(updates)
    assert after.weights == updates.weights[-1].tolist()
    json.dumps([asdict(after), asdict(outcome), updates.columns()], allow_nan=False)
