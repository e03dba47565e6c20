"""Ratings: the notebook's numbers, pairs that no threshold tells apart, and the descent that ends at zero."""

import json
from dataclasses import asdict

import numpy as np
import pytest
import torch
from torch import nn

from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.lab.rating.descend import Ratings, descend, rate
from app.core.lab.rating.pairs import PAIRS
from app.core.lab.rating.spec import RatingDescentSpec, RatingSpec

each_rule = pytest.mark.parametrize("rule", [entry.name for entry in OPTIMIZERS])


def spec(rule="simple_gd", **values):
    fields = {name: values.pop(name) for name in ("seed", "right", "other", "steps") if name in values}
    return RatingDescentSpec.model_validate({"optimizer": {"name": rule, **values}, **fields})


def descended(spec, sizes=(10_000,)):
    """All records of a descent, how the pairs rate at both ends, and the outcome."""
    first, *parts = descend(spec, sizes)
    return Ratings.join([part.steps for part in parts]), first.pairs, parts[-1].pairs, parts[-1].outcome


def columns(steps):
    """Records as JSON has them."""
    return {name: column.tolist() for name, column in vars(steps).items()}


def rated(name, seed):
    """How the untrained network rates one of the pairs."""
    (pair,) = (pair for pair in PAIRS if pair.name == name)
    return rate(RatingSpec(seed=seed, right=pair.right, other=pair.other))[1]


def drawn(seed):
    """The filters of the article's network as torch draws them: [1, 4, 4, 4]."""
    torch.manual_seed(seed)
    return nn.Conv2d(1, 4, 4, bias=False).weight.detach().transpose(0, 1)


def notebook(seed, right, other, optimizer, steps):
    """The same by torch alone: rating, outputs and weights, before each update and after the last."""
    torch.manual_seed(seed)
    network = nn.Conv2d(1, 4, 4, bias=False)
    stepper = optimizer(network.parameters())
    pictures = [torch.tensor([[picture]], dtype=torch.float32) for picture in (right, other)]
    for step in range(steps + 1):
        outputs = [network(picture) for picture in pictures]
        loss = nn.MSELoss()(*outputs)
        yield loss.item(), [output.flatten().tolist() for output in outputs], network.weight[:, 0].tolist()
        if step < steps:
            stepper.zero_grad()
            loss.backward()
            stepper.step()


@pytest.mark.parametrize("seed", [0, 7, 2**31 - 1])
@pytest.mark.parametrize("pair", PAIRS[1:], ids=[pair.name for pair in PAIRS[1:]])
def test_a_rating_is_the_notebooks(pair, seed):
    """Outputs and rating of the untrained network, bit for bit."""
    ((loss, outputs, _),) = notebook(seed, pair.right, pair.other, torch.optim.Adam, 0)
    assert rate(RatingSpec(seed=seed, right=pair.right, other=pair.other)) == (outputs, loss)


@pytest.mark.parametrize(
    ("rule", "values", "optimizer"),
    [
        ("simple_gd", {"lr": 0.1}, lambda weights: torch.optim.SGD(weights, 0.1)),
        ("momentum", {"lr": 0.01, "momentum": 0.9}, lambda weights: torch.optim.SGD(weights, 0.01, 0.9)),
        ("adam", {"lr": 0.01}, lambda weights: torch.optim.Adam(weights, 0.01)),
    ],
)
def test_a_descent_is_the_notebooks(rule, values, optimizer):
    """Every rating, output and weight on the way down, bit for bit."""
    asked = spec(rule, **values, seed=3, other=[[0, 2, 0, 2.5], [0, 0.1, 0, 0], [1, 2, 0, 0], [0, 0, 0, 0.7]], steps=40)
    steps, *_ = descended(asked)
    wanted = notebook(3, asked.right, asked.other, optimizer, 40)
    loss, outputs, weights = (columns(steps)[name] for name in ("loss", "outputs", "weights"))
    assert list(zip(loss, outputs, weights, strict=True)) == list(wanted)


def test_the_articles_three_examples():
    """The same picture rates 0, a brighter one a little, something else thousands: whatever the seed."""
    for seed in range(20):
        same, slight, other = (rated(name, seed) for name in ("same", "slight", "other"))
        assert same == 0 < slight < 0.5 and other > 1000


def test_no_threshold_has_every_pair_right():
    """For seeds 0 to 999 even the best threshold judges two of the seven pairs wrongly."""
    apart = torch.tensor([pair.right for pair in PAIRS]) - torch.tensor([pair.other for pair in PAIRS])
    weights = torch.cat([drawn(seed) for seed in range(1000)])
    ratings = torch.einsum("sfrc,prc->spf", weights, apart).square().mean(2)
    assert ratings[17].tolist() == pytest.approx([rated(pair.name, 17) for pair in PAIRS], rel=1e-5)
    thresholds = torch.cat([ratings, torch.full([1000, 1], -1)], 1)
    same = torch.tensor([pair.same for pair in PAIRS])
    right = ((ratings[:, None] <= thresholds[:, :, None]) == same).sum(2)
    assert right.amax(1).unique().tolist() == [5]


def test_why_no_threshold_has_every_pair_right():
    """Twenty times as bright differs by nineteen times what stripes and a grid differ by: the rating by its square."""
    pictures = {pair.name: np.array(pair.other) - np.array(pair.right) for pair in PAIRS}
    assert (pictures["glaring"] == 19 * pictures["grid"]).all()
    assert [rated("glaring", seed) for seed in range(5)] == pytest.approx(
        [361 * rated("grid", seed) for seed in range(5)], rel=1e-5
    )


@pytest.mark.parametrize("seed", range(4))
def test_descent_brings_the_rating_to_zero(seed):
    """By the rule written by hand the article's pair comes to rate 0, to a millionth, and falls all the way."""
    steps, before, after, outcome = descended(spec(seed=seed))
    assert (outcome.status, outcome.step, outcome.loss) == ("finished", 60, steps.loss[-1])
    assert outcome.loss < 1e-6 < steps.loss[0] and (np.diff(steps.loss[:30]) < 0).all()
    assert before[1] == steps.loss[0] and after[1] == steps.loss[-1]


def test_what_is_learnt_so_is_blind():
    """The adjusted network takes stripes and a grid for the same too: they differ by what it no longer sees."""
    _, before, after, _ = descended(spec())
    place = [pair.name for pair in PAIRS].index("grid")
    assert after[place] < 1e-6 < before[place] and not PAIRS[place].same


@each_rule
def test_every_rule_adjusts_the_weights(rule):
    """Each rule lowers the rating or says that it diverged, in numbers that JSON has."""
    steps, before, after, outcome = descended(spec(rule, lr=0.01, steps=30))
    assert outcome.status == "diverged" or steps.loss[-1] < steps.loss[0]
    json.dumps([asdict(outcome), before, after, columns(steps)], allow_nan=False)


def test_a_wild_descent_ends_where_it_diverges():
    """Too large a rate on the brightest pictures ends at a step, with the weights before it and no NaN."""
    bright = [[1000] * 4] * 4
    steps, before, after, outcome = descended(spec("momentum", lr=100, right=[[0] * 4] * 4, other=bright))
    assert (outcome.status, outcome.step, len(steps)) == ("diverged", 1, 1)
    json.dumps([asdict(outcome), before, after, columns(steps)], allow_nan=False)


def test_the_edge_of_the_rate():
    """Steepest descent is wild from a rate of 4 by the square of the difference on: here 1."""
    assert descended(spec(lr=0.95, steps=100))[3].loss < 1e-6
    assert descended(spec(lr=1.05))[3].loss > 1
    assert descended(spec(lr=1.5))[3].status == "diverged"


@pytest.mark.parametrize("sizes", [(1,), (8, 64, 256), (61,)])
def test_in_pieces_it_is_the_same(sizes):
    """However many records its parts have, they join to the same descent, and none is empty."""
    whole, pieces = descended(spec()), descended(spec(), sizes)
    assert columns(pieces[0]) == columns(whole[0])
    assert pieces[1:] == whole[1:]
    assert all(len(part.steps) for part in list(descend(spec(), sizes))[1:])
