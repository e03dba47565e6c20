"""Training as the article does it: one sample at a time, each update a record."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from app.core.lab import patterns
from app.core.lab.networks.conv import Conv
from app.core.rates import rates
from app.core.spec import TrainingSpec
from app.core.steps import DIVERGED_BEYOND, Numbers


@dataclass(frozen=True)
class Updates:
    """Records in a row, in columns: what the network was at each update, before the update changed it.

    step, epoch, sample, label, loss: [records]; logits: [records, 4]; weights: [records, 4, 4, 4], filter by
    row by column. sample is the number of the picture that was shown, label its class, loss the cross-entropy.
    """

    step: Numbers
    epoch: Numbers
    sample: Numbers
    label: Numbers
    loss: Numbers
    logits: Numbers
    weights: Numbers

    def __len__(self) -> int:
        return len(self.step)

    @staticmethod
    def join(parts: Sequence[Updates]) -> Updates:
        """The records of all parts, in their order."""
        return Updates(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Updates)))

    def columns(self) -> dict[str, Any]:
        """As JSON has it: lists of Python numbers, each the very value that torch's `.item()` gives."""
        return {field.name: getattr(self, field.name).tolist() for field in fields(self)}


@dataclass(frozen=True)
class Test:
    """The article's single test: pattern A at intensity 999999999."""

    logits: list[float]
    predicted: int
    correct: bool


@dataclass(frozen=True)
class Examination:
    """A network as it stands: its weights [4, 4, 4], what it says of every sample, and how often it is right.

    accuracy: the share of samples that it gets right, of all and of each class.
    """

    weights: list[list[list[float]]]
    predictions: list[int]
    accuracy: dict[str, float]
    test: Test


@dataclass(frozen=True)
class TrainingOutcome:
    """How a training ended: finished after `step` updates, or diverged at `step`.

    diverged: after that many updates a weight was no longer finite, or further than 1e6 from zero. The training
    ended there, with the weights as they were before that update. loss is that of the last update.
    """

    status: Literal["finished", "diverged"]
    step: int
    loss: float


@dataclass(frozen=True)
class Progress:
    """Some more of a training. The first has the network before it, the last the network after, and the outcome.

    rates: in the first, the learning rate of each update, where a schedule says it.
    """

    steps: Updates | None = None
    network: Examination | None = None
    outcome: TrainingOutcome | None = None
    rates: list[float] | None = None


class Training:
    """A network, its optimizer, and which sample comes next."""

    def __init__(self, spec: TrainingSpec) -> None:
        self._images, self._labels = patterns.samples()
        self._network = Conv(torch.Generator().manual_seed(spec.seed))
        rule = spec.optimizer.load()
        self._optimizer = rule(self._network.parameters(), **spec.optimizer.hyperparameters())
        self._step = 0
        self._last = spec.epochs * len(self._images)
        self.rates = rates(spec, self._last)
        self.outcome: TrainingOutcome | None = None

    def updates(self, count: int) -> Updates:
        """Show the next samples, `count` of them unless the training ends, and adjust the weights after each."""
        losses, logits, weights = [], [], []
        first = self._step
        while self._step < min(first + count, self._last) and not self.ended:
            weights.append(self._weights.clone())
            sample = [self._step % len(self._images)]
            self._optimizer.zero_grad()
            output = self._network(self._images[sample])
            loss = cross_entropy(output, self._labels[sample])
            loss.backward()  # type: ignore[no-untyped-call]
            if self.rates is not None:
                self._optimizer.param_groups[0]["lr"] = self.rates[self._step]
            self._optimizer.step()
            losses.append(loss.detach())
            logits.append(output.detach()[0])
            self._end(weights[-1], loss.item())
        step = np.arange(first, first + len(losses))
        epoch, sample_ = np.divmod(step, len(self._images))
        measured = (torch.stack(column).numpy() for column in (losses, logits, weights))
        return Updates(step, epoch, sample_, self._labels.numpy()[sample_], *measured)

    def _end(self, before: Tensor, loss: float) -> None:
        """Count an update; see whether it was the last, or went wrong and is taken back."""
        self._step += 1
        if not (self._weights.abs() <= DIVERGED_BEYOND).all():
            self._weights.copy_(before)
            self.outcome = TrainingOutcome("diverged", self._step, loss)
        elif self._step == self._last:
            self.outcome = TrainingOutcome("finished", self._step, loss)

    @property
    def ended(self) -> bool:
        return self.outcome is not None

    @property
    def _weights(self) -> Tensor:
        """The four filters: [4, 4, 4], filter by row by column."""
        weight: Tensor = self._network.conv.weight
        return weight.detach()[:, 0]

    @torch.no_grad()
    def examine(self) -> Examination:
        """What the network says now of every sample, and in the article's test."""
        predictions = self._network(self._images).argmax(1)
        right = (predictions == self._labels).double()
        accuracy = {"all": right.mean().item()}
        for label, name in enumerate(patterns.CLASSES):
            accuracy[name] = right[self._labels == label].mean().item()
        (logits,) = self._network(patterns.picture(0, patterns.TEST_INTENSITY)[None])
        predicted = int(logits.argmax())
        test = Test(logits.tolist(), predicted, predicted == 0)
        return Examination(self._weights.tolist(), predictions.tolist(), accuracy, test)


def train(spec: TrainingSpec, sizes: Iterable[int] = (sys.maxsize,)) -> Iterator[Progress]:
    """Train the network of the spec. sizes: how many updates the parts have, the last size repeated."""
    training = Training(spec)
    yield Progress(network=training.examine(), rates=training.rates)
    size = 0
    wanted = iter(sizes)
    while not training.ended:
        size = next(wanted, size)
        updates = training.updates(size)
        outcome = training.outcome
        yield Progress(updates, training.examine() if outcome else None, outcome)
