"""Which samples each update is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

import torch
from torch import Generator, Tensor

from app.core.training import CourseSpec


class Batches:
    """The numbers of the samples of each update, without an end. The last update of an epoch may have fewer."""

    def __init__(self, spec: CourseSpec, labels: Tensor) -> None:
        """labels: of all samples, [samples]."""
        self._spec = spec
        self._labels = labels
        self._epoch = spec.epoch
        self._orders = self._drawn(1)

    def __getitem__(self, update: int) -> list[int]:
        epoch, place = divmod(update, self._epoch)
        shuffled = self._spec.order == "shuffled"
        if shuffled and epoch >= len(self._orders):
            self._orders = self._drawn(2 * epoch)
        first = place * self._spec.batch
        order: list[int] = self._orders[epoch if shuffled else 0, first : first + self._spec.batch].tolist()
        return order

    def _drawn(self, epochs: int) -> Tensor:
        """The orders of the first epochs: [epochs, samples]."""
        found = islice(orders(self._spec.order, self._labels, self._spec.seed), epochs)
        return torch.stack([*found]).to(torch.int16)


def orders(order: str, labels: Tensor, seed: int) -> Iterator[Tensor]:
    """The order of the samples in each epoch, without an end: [samples]. order: given, alternating or shuffled.

    Shuffled, each is the next `torch.randperm` of a generator that has the seed, which draws nothing else.
    """
    generator = Generator().manual_seed(seed)
    fixed = torch.tensor(alternating(labels)) if order == "alternating" else torch.arange(len(labels))
    while True:
        yield torch.randperm(len(labels), generator=generator) if order == "shuffled" else fixed


def alternating(labels: Tensor) -> list[int]:
    """The first sample of each class, the second of each, and so on, until none is left."""
    met: Counter[int] = Counter()
    turns = []
    for sample, label in enumerate(labels.tolist()):
        turns.append((met[label], label, sample))
        met[label] += 1
    return [sample for *_, sample in sorted(turns)]
