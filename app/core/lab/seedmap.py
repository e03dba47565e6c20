"""The share of seeds that learn, at every pair of values of two hyperparameters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch

from app.core.ensembles import EnsembleMapSpec
from app.core.lab.band import learned
from app.core.lab.ensemble import Ensemble
from app.core.steps import Numbers
from app.core.sweeps import hyperparameters

BLOCK = 4_096
"""Networks at once, unless a single place of the map has more."""


@dataclass(frozen=True)
class SeedMap:
    """How many seeds have learned, and how many diverged: int16, a row for each value of y, a column for each of x.

    done: the share that is computed; the last has the counts.
    """

    done: float
    learned: Numbers | None = None
    diverged: Numbers | None = None


def seed_map(spec: EnsembleMapSpec) -> Iterator[SeedMap | None]:
    """Train all, block by block: how much is done, again and again, and at last the map. None between pieces."""
    training = spec.training
    data = training.data.load()
    seeds = [*spec.seeds]
    across, up = (torch.tensor(axis.values(), dtype=torch.float64) for axis in (spec.x, spec.y))
    x, y = across.repeat(len(up)), up.repeat_interleave(len(across))
    size = max(1, BLOCK // len(seeds))
    able, wild = [], []
    for first in range(0, len(x), size):
        places = slice(first, first + size)
        columns = {
            axis.field: column[places].repeat_interleave(len(seeds)) for axis, column in ((spec.x, x), (spec.y, y))
        }
        networks = Ensemble(training, seeds * len(x[places]), hyperparameters(training.optimizer, columns))
        for step in range(training.updates):
            yield from networks.update()
            yield SeedMap((first + len(x[places]) * step / training.updates) / len(x))
        right = yield from networks.right(data.test or data.training)
        able.append(learned(networks, right).view(-1, len(seeds)).sum(1))
        wild.append((~networks.going).view(-1, len(seeds)).sum(1))
    shape = (len(up), len(across))
    yield SeedMap(1.0, *(torch.cat(counts).view(shape).to(torch.int16).numpy() for counts in (able, wild)))
