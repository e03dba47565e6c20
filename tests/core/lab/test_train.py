"""Training: the article's figures, and the notebook's numbers."""

import math
from functools import cache

import numpy as np
import pytest

from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.entries import find
from app.core.lab.train import Training, Updates, train
from app.core.training import TrainingSpec
from tests.core.lab import notebook

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
    log = notebook.trained(asked, torchs(asked, reference))
    updates, frames, _ = whole(asked)
    np.testing.assert_allclose(updates.loss, log.loss, rtol=1e-5, atol=1e-6)
    wanted = log.network[0].weight.detach()
    np.testing.assert_allclose(frames[-1].weights["conv.weight"], wanted, rtol=1e-5, atol=1e-7)


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
