"""How many networks fare that differ in their seed alone: the band of their losses, and who has learned."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from app.core.ensembles import EnsembleSpec
from app.core.lab.data.base import Data, Samples
from app.core.lab.ensemble import Ensemble
from app.core.lab.frames import lists
from app.core.state import numbers

LOOKS = 10
"""Parts between two looks at all networks."""
TOLD = 64
"""Updates that are told together, at most."""
SHARES = {"min": 0.0, "p10": 0.1, "median": 0.5, "p90": 0.9, "max": 1.0}
LEARNED = 0.9
"""The share of samples that a network which has learned is right about."""


@dataclass(frozen=True)
class Band:
    """The losses of networks, update by update, in columns: of each update over those that go on after it.

    step, epoch, going: [updates], going how many that are. min, p10, median, p90, max, mean: [updates], of the losses
    before the change; p10 is the quantile of a tenth, as `torch.quantile` has it. None where no network goes on.
    """

    step: list[int]
    epoch: list[int]
    going: list[int]
    min: list[float | None]
    p10: list[float | None]
    median: list[float | None]
    p90: list[float | None]
    max: list[float | None]
    mean: list[float | None]

    @staticmethod
    def join(parts: Sequence[Band]) -> Band:
        """The columns of all parts, in their order."""
        return Band(*([each for part in parts for each in getattr(part, name)] for name in Band.__match_args__))


Accuracy = dict[str, float | None]


@dataclass(frozen=True)
class Standing:
    """How the networks stand before the update `step`, or after the last one.

    learned: how many have, see `learned`. diverged: how many have. training, test: the mean accuracy of those that
    go on, of all samples and of each class; test is None where there is nothing to test with.
    """

    step: int
    learned: int
    diverged: int
    training: Accuracy
    test: Accuracy | None


@dataclass(frozen=True)
class Networks:
    """How each network ended, in columns, a row for each seed. loss: of its last update; training, test: accuracy."""

    seed: list[int]
    status: list[str]
    step: list[int]
    loss: list[float | None]
    learned: list[bool]
    training: list[float]
    test: list[float] | None


@dataclass(frozen=True)
class Spread:
    """The mean and the standard deviation of each weight over the networks that go on, as `torch.std` has it."""

    mean: dict[str, Any]
    deviation: dict[str, Any]


@dataclass(frozen=True)
class Part:
    """Some more of it. The last part has how all ended, and the spread of the weights before and after."""

    band: Band
    standings: list[Standing]
    networks: Networks | None = None
    before: Spread | None = None
    after: Spread | None = None


def ensemble(spec: EnsembleSpec) -> Iterator[Part | None]:
    """Train a network from each seed. Yields None between pieces of the work."""
    training = spec.training
    data = training.data.load()
    networks = Ensemble(training, spec.seeds)
    spacing = math.ceil(training.updates / LOOKS)
    before = _spread(networks)
    while networks.step < training.updates:
        first = networks.step
        standings = [] if first % spacing else [(yield from _look(networks, data))[0]]
        losses, going = [], []
        for _ in range(min(TOLD, spacing - first % spacing, training.updates - first)):
            yield from networks.update()
            losses.append(networks.loss)
            going.append(networks.going)
        band = _band(first, training.epoch, torch.stack(losses), torch.stack(going))
        if networks.step < training.updates:
            yield Part(band, standings)
    standing, ends = yield from _look(networks, data)
    yield Part(band, [*standings, standing], _ends(spec, networks, *ends), before, _spread(networks))


def learned(networks: Ensemble, right: Tensor) -> Tensor:
    """Which networks have learned: they have not diverged, and are right about at least 90 % of these samples.

    right: of the samples for the test, where there are some, else of those for the training, [networks, samples]. Of
    the article's single test it is that one. -> bool [networks].
    """
    return networks.going & (right.double().mean(1) >= LEARNED)


def _look(
    networks: Ensemble, data: Data
) -> Generator[None, None, tuple[Standing, tuple[Tensor, Tensor, Tensor | None]]]:
    """How they stand; who has learned, and what each is right about, [networks, samples]."""
    training = yield from networks.right(data.training)
    test = (yield from networks.right(data.test)) if data.test is not None else None
    able = learned(networks, training if test is None else test)
    standing = Standing(
        step=networks.step,
        learned=int(able.sum()),
        diverged=int((~networks.going).sum()),
        training=_accuracy(training[networks.going], data.training, data.classes),
        test=None if test is None or data.test is None else _accuracy(test[networks.going], data.test, data.classes),
    )
    return standing, (able, training, test)


def _accuracy(right: Tensor, samples: Samples, classes: Sequence[str]) -> Accuracy:
    """The mean over networks; None where there is none, and for a class without samples."""
    parts = {"all": right, **{name: right[:, samples.labels == label] for label, name in enumerate(classes)}}
    return {name: part.double().mean().item() if part.numel() else None for name, part in parts.items()}


def _band(first: int, epoch: int, losses: Tensor, going: Tensor) -> Band:
    """losses, going: [updates, networks]."""
    counted = torch.where(going, losses.double(), math.nan)
    quantiles = torch.nanquantile(counted, torch.tensor(list(SHARES.values()), dtype=torch.float64), 1)
    columns = zip((*SHARES, "mean"), (*quantiles, counted.nanmean(1)), strict=True)
    step = [*range(first, first + len(losses))]
    return Band(
        step=step,
        epoch=[each // epoch for each in step],
        going=going.sum(1).tolist(),
        **lists(dict(columns)),
    )


def _ends(spec: EnsembleSpec, networks: Ensemble, able: Tensor, training: Tensor, test: Tensor | None) -> Networks:
    return Networks(
        seed=[*spec.seeds],
        status=["finished" if going else "diverged" for going in networks.going.tolist()],
        step=torch.where(networks.going, networks.step, networks.ends).tolist(),
        loss=numbers(networks.loss),
        learned=able.tolist(),
        training=training.double().mean(1).tolist(),
        test=None if test is None else test.double().mean(1).tolist(),
    )


def _spread(networks: Ensemble) -> Spread:
    weights = networks.weights[networks.going]
    mean, deviation = (weights.mean(0), weights.std(0)) if len(weights) > 1 else (weights.sum(0) * math.nan,) * 2
    return Spread(lists(networks.named(mean)), lists(networks.named(deviation)))
