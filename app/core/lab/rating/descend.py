"""A rating by an untrained network, and the descent of its weights until it is zero."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Literal

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import mse_loss

from app.core.lab.networks.base import seeded
from app.core.lab.networks.conv import FILTERS, Conv
from app.core.lab.rating.pairs import PAIRS, Picture
from app.core.lab.rating.spec import RatingDescentSpec, RatingSpec
from app.core.steps import DIVERGED_BEYOND, Numbers


@dataclass(frozen=True)
class Ratings:
    """Records in a row, in columns: the network at each step, and how it rates the two pictures.

    step, loss: [records]; outputs: [records, 2, 4], of the right picture and the other; weights: [records, 4, 4, 4],
    filter by row by column. loss is the rating: the mean squared error between the two outputs. Each number is kept
    in double precision, as `.item()` gives it.
    """

    step: Numbers
    loss: Numbers
    outputs: Numbers
    weights: Numbers

    def __len__(self) -> int:
        return len(self.step)

    @staticmethod
    def join(parts: Sequence[Ratings]) -> Ratings:
        """The records of all parts, in their order."""
        return Ratings(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Ratings)))


@dataclass(frozen=True)
class RatingOutcome:
    """How a descent ended: finished after `step` updates, or diverged at `step`.

    diverged: after that many updates a weight was no longer finite, or further than 1e6 from zero. The descent ended
    there, and that record is not among its own. loss is that of the last record.
    """

    status: Literal["finished", "diverged"]
    step: int
    loss: float


@dataclass(frozen=True)
class RatingProgress:
    """Some more of a descent. The first has how `PAIRS` rate before it, the last how they do after, and the outcome."""

    steps: Ratings | None = None
    pairs: list[float] | None = None
    outcome: RatingOutcome | None = None


class _Rater:
    """The article's network as a seed draws it, and how differently it sees two pictures."""

    def __init__(self, seed: int) -> None:
        self.network = seeded(lambda: Conv((1, 4, 4), FILTERS), seed)

    def rate(self, right: Tensor, other: Tensor) -> tuple[Tensor, Tensor]:
        """What it says of each picture [2, 4], and the mean squared error between that."""
        outputs = [self.network(picture) for picture in (right, other)]
        return torch.cat(outputs), mse_loss(*outputs)

    @torch.no_grad()
    def pairs(self) -> list[float]:
        """How it rates each of the pairs."""
        return [self.rate(_image(pair.right), _image(pair.other))[1].item() for pair in PAIRS]

    @property
    def weights(self) -> Tensor:
        """The four filters: [4, 4, 4], filter by row by column."""
        weight: Tensor = self.network.conv.weight
        return weight.detach()[:, 0]


class _Descent:
    """A rater whose weights are adjusted until it rates the two pictures zero."""

    def __init__(self, spec: RatingDescentSpec) -> None:
        self.rater = _Rater(spec.seed)
        self._pictures = _image(spec.right), _image(spec.other)
        rule = spec.optimizer.load()
        self._optimizer = rule(self.rater.network.parameters(), **spec.optimizer.hyperparameters())
        self._step = 0
        self._last = spec.steps
        self.outcome: RatingOutcome | None = None

    def records(self, count: int) -> Ratings:
        """The next records, `count` of them unless it ends."""
        first = self._step
        losses, outputs, weights = [], [], []
        while self._step < first + count and not self.ended:
            output, loss = self.rater.rate(*self._pictures)
            losses.append(loss.detach())
            outputs.append(output.detach())
            weights.append(self.rater.weights.clone())
            self._update(loss)
        measured = (torch.stack(column).double().numpy() for column in (losses, outputs, weights))
        return Ratings(np.arange(first, first + len(losses)), *measured)

    @property
    def ended(self) -> bool:
        return self.outcome is not None

    def _update(self, loss: Tensor) -> None:
        """Adjust the weights, unless this was the last record; an update that goes wrong is taken back."""
        if self._step == self._last:
            self.outcome = RatingOutcome("finished", self._step, loss.item())
            return
        before = self.rater.weights.clone()
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self._optimizer.step()
        self._step += 1
        if not (self.rater.weights.abs() <= DIVERGED_BEYOND).all():
            self.rater.weights.copy_(before)
            self.outcome = RatingOutcome("diverged", self._step, loss.item())


@torch.no_grad()
def rate(spec: RatingSpec) -> tuple[list[list[float]], float]:
    """What the untrained network says of each picture [2, 4], and the mean squared error between that."""
    outputs, loss = _Rater(spec.seed).rate(_image(spec.right), _image(spec.other))
    return outputs.tolist(), loss.item()


def descend(spec: RatingDescentSpec, sizes: Iterable[int] = (sys.maxsize,)) -> Iterator[RatingProgress]:
    """Bring the rating of the spec to zero. sizes: how many records the parts have, the last size repeated."""
    descent = _Descent(spec)
    yield RatingProgress(pairs=descent.rater.pairs())
    size = 0
    wanted = iter(sizes)
    while not descent.ended:
        size = next(wanted, size)
        steps = descent.records(size)
        outcome = descent.outcome
        yield RatingProgress(steps, descent.rater.pairs() if outcome else None, outcome)


def _image(picture: Picture) -> Tensor:
    """A batch of one picture: float32 [1, 1, 4, 4]."""
    return torch.tensor(picture, dtype=torch.float32)[None, None]
