"""Many networks at once: each is the same network trained alone, and the band tells what torch tells of all."""

import math

import pytest
import torch

from app.core.catalogue.datasets import DATASETS
from app.core.catalogue.networks import NETWORKS
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.ensembles import EnsembleMapSpec, EnsembleSpec
from app.core.lab import ensemble as module
from app.core.lab.band import Band, ensemble
from app.core.lab.ensemble import Ensemble
from app.core.lab.seedmap import seed_map
from app.core.lab.train import Training
from app.core.training import TrainingSpec

SEEDS = (0, 3, 7)
MOONS = {"data": {"name": "moons", "count": 25}, "network": {"name": "perceptron", "hidden": 4}, "batch": 10}
PAIRS = [
    (data, network) for data in DATASETS for network in NETWORKS if not network.shapes or data.shape in network.shapes
]
RATES = {"adadelta": 1.0, "rprop": 0.01, "signsgd": 0.01, "lion": 0.01}


def trained(spec, seeds=SEEDS, columns=None):
    """The networks after the last update, and the losses of all updates, [updates, networks]."""
    networks, losses = Ensemble(spec, seeds, columns), []
    while networks.step < spec.updates:
        list(networks.update())
        losses.append(networks.loss)
    return networks, torch.stack(losses)


def alone(spec, seed, **changed):
    """The weights of the same network trained by itself, one after another, its losses, and how it ended."""
    training = Training(spec.model_copy(update={"seed": seed, **changed}), spec.updates)
    losses = training.updates(spec.updates).steps.loss
    weights = torch.cat([p.detach().flatten() for p in training._parameters.values()])
    return weights, losses, training.outcome


def close(spec, seeds=SEEDS):
    """Whether each network of the batch is, to 1e-5, the network alone."""
    networks, losses = trained(spec, seeds)
    for row, seed in enumerate(seeds):
        weights, wanted, outcome = alone(spec, seed)
        assert outcome.status == "finished"
        torch.testing.assert_close(networks.weights[row], weights, rtol=1e-5, atol=1e-5)
        torch.testing.assert_close(losses[:, row], torch.tensor(wanted), rtol=1e-5, atol=1e-5)
    return True


@pytest.mark.parametrize("rule", OPTIMIZERS, ids=lambda rule: rule.name)
def test_each_rule_trains_each_network_as_if_alone(rule):
    """Five epochs in batches of ten, of which the last has five, each network's samples shuffled by its own seed."""
    optimizer = {"name": rule.name, "lr": RATES.get(rule.name, 0.05)}
    assert close(TrainingSpec.model_validate({**MOONS, "optimizer": optimizer, "order": "shuffled", "epochs": 5}))


@pytest.mark.parametrize(("data", "network"), PAIRS, ids=lambda entry: entry.name)
def test_each_network_learns_all_data_as_if_alone(data, network):
    """Every network of the catalogue with all data that it takes; the orders and both losses take turns."""
    turn = PAIRS.index((data, network))
    size = {} if data.size else {"count": 20}
    content = {"data": {"name": data.name, **size}, "network": {"name": network.name}, "batch": 8, "epochs": 2}
    optimizer = {"name": "momentum", "lr": 0.001}
    order, loss = ("given", "alternating", "shuffled")[turn % 3], ("cross_entropy", "mse")[turn % 2]
    assert close(TrainingSpec.model_validate({**content, "order": order, "loss": loss, "optimizer": optimizer}))


def test_a_schedule_and_changes_hold_for_all():
    """A warm-up, and a rate and a momentum changed on the way."""
    changes = [{"step": 2, "optimizer": {"lr": 0.1}}, {"step": 4, "optimizer": {"momentum": 0.5}}]
    schedule = {"name": "warmup", "total_iters": 3}
    assert close(TrainingSpec.model_validate({**MOONS, "schedule": schedule, "changes": changes, "epochs": 3}))


def test_few_at_a_time_are_the_same(monkeypatch):
    """Where memory is short a few networks are computed at a time, down to one: nothing else is different."""
    spec = TrainingSpec.model_validate({**MOONS, "order": "shuffled"})
    whole, _ = trained(spec)
    monkeypatch.setattr(module, "ROOM", 1)
    torch.testing.assert_close(trained(spec)[0].weights, whole.weights, rtol=1e-6, atol=1e-6)


def test_one_that_diverges_harms_no_other():
    """It stays as it was before that update, as alone; the others go on, and there is no NaN anywhere."""
    spec = TrainingSpec.model_validate({**MOONS, "optimizer": {"name": "simple_gd", "lr": 0.1}, "loss": "mse"})
    rates = torch.tensor([[0.1], [1e9], [0.1]], dtype=torch.float64)
    networks, _ = trained(spec, SEEDS, {"lr": rates})
    weights, losses, _ = alone(spec, 0)
    wild = spec.optimizer.model_copy(update={"lr": 1e9})
    before, _, outcome = alone(spec, 3, optimizer=wild)
    torch.testing.assert_close(networks.weights[0], weights, rtol=1e-5, atol=1e-5)
    torch.testing.assert_close(networks.weights[1], before, rtol=1e-5, atol=1e-5)
    assert (networks.going.tolist(), int(networks.ends[1]), outcome.status) == (
        [True, False, True],
        outcome.step,
        "diverged",
    )
    assert networks.loss[0].item() == pytest.approx(losses[-1], rel=1e-5) and networks.loss.isfinite().all()


def parts(content, spec=EnsembleSpec, work=ensemble):
    return [part for part in work(spec.model_validate(content)) if part is not None]


def test_seventy_seven_of_a_hundred_pass_the_article_s_test():
    """25 do before training. Shuffled, all do: the order decided."""
    given = parts({"training": {}})
    assert (given[0].standings[0].learned, given[-1].standings[-1].learned) == (25, 77)
    assert sum(given[-1].networks.learned) == 77
    assert parts({"training": {"order": "shuffled"}})[-1].standings[-1].learned == 100


def test_the_band_is_that_of_the_networks_alone():
    """Least, greatest, quantiles and mean of the losses of each update; the weights' mean and deviation."""
    spec = TrainingSpec.model_validate({**MOONS, "epochs": 2})
    told = parts({"training": spec.model_dump(), "first": 5, "count": 7})
    band = Band.join([part.band for part in told])
    each = [alone(spec, seed) for seed in range(5, 12)]
    losses = torch.tensor([losses for _, losses, _ in each], dtype=torch.float64)
    assert (band.step, band.epoch, band.going) == ([*range(6)], [0, 0, 0, 1, 1, 1], [7] * 6)
    for name, share in (("min", 0.0), ("p10", 0.1), ("median", 0.5), ("p90", 0.9), ("max", 1.0)):
        assert getattr(band, name) == pytest.approx(losses.quantile(share, 0).tolist(), rel=1e-5)
    assert band.mean == pytest.approx(losses.mean(0).tolist(), rel=1e-5)
    weights = torch.stack([weights for weights, _, _ in each])
    last = told[-1]
    assert last.after.mean["output.bias"] == pytest.approx(weights.mean(0)[-2:].tolist(), rel=1e-4)
    assert last.after.deviation["output.bias"] == pytest.approx(weights.std(0)[-2:].tolist(), rel=1e-4)
    assert last.networks.seed == [*range(5, 12)] and last.networks.loss == pytest.approx(
        losses[:, -1].tolist(), rel=1e-5
    )


def test_where_none_goes_on_nothing_is_made_up():
    """All diverge at the first update: the band is empty, the outcome of each says so, and none has learned."""
    content = {
        **MOONS,
        "optimizer": {"name": "simple_gd", "lr": 100.0},
        "data": {"name": "points", "points": [[1e3, 1e3], [-1e3, 0.0]], "labels": [0, 1]},
        "network": {"name": "linear"},
        "loss": "mse",
        "epochs": 4,
    }
    last = parts({"training": content, "count": 3})[-1]
    assert last.networks.status == ["diverged"] * 3 and last.networks.learned == [False] * 3
    assert (last.standings[-1].diverged, last.standings[-1].training["all"], last.band.mean[-1]) == (3, None, None)
    assert last.after.mean["output.bias"] == [None, None]


def test_a_map_counts_the_seeds_that_learn(monkeypatch):
    """Each place, in whatever blocks it is computed, is what the ensemble with its rate and momentum comes to."""
    monkeypatch.setattr("app.core.lab.seedmap.BLOCK", 8)
    x = {"field": "optimizer.lr", "low": 1e-4, "high": 1.0, "count": 2, "scale": "log"}
    y = {"field": "optimizer.momentum", "low": 0.0, "high": 0.9, "count": 2}
    told = parts({"training": {}, "count": 3, "x": x, "y": y}, EnsembleMapSpec, seed_map)
    shares = [part.done for part in told]
    assert shares == sorted(shares) and shares[-1] == 1
    for column, lr in enumerate((1e-4, 1.0)):
        for row, momentum in enumerate((0.0, 0.9)):
            rule = {"name": "momentum", "lr": lr, "momentum": momentum}
            wanted = parts({"training": {"optimizer": rule}, "count": 3})[-1].standings[-1]
            assert (told[-1].learned[row, column], told[-1].diverged[row, column]) == (wanted.learned, wanted.diverged)


@pytest.mark.parametrize("field", ["optimizer.betas.1", "optimizer.eps"])
def test_any_hyperparameter_can_be_an_axis(field):
    """A number of a pair too."""
    x = {"field": "optimizer.lr", "low": 0.01, "high": 0.1, "count": 2}
    content = {"training": {**MOONS, "optimizer": {"name": "adam"}}, "count": 2, "x": x}
    told = parts({**content, "y": {"field": field, "low": 0.1, "high": 0.9, "count": 2}}, EnsembleMapSpec, seed_map)
    assert told[-1].learned.shape == (2, 2) and math.isclose(told[-1].done, 1)
