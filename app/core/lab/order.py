"""Which samples each update is shown."""

from __future__ import annotations

from collections import Counter

import torch
from torch import Generator, Tensor

from app.core.training import CourseSpec


class Batches:
    """The numbers of the samples of each update, without an end. The last update of an epoch may have fewer.

    Shuffled, each epoch is the next `torch.randperm` of a generator that has the spec's seed, which draws nothing else.
    """

    def __init__(self, spec: CourseSpec, labels: Tensor) -> None:
        """labels: of all samples, [samples]."""
        self._spec = spec
        fixed = alternating(labels) if spec.order == "alternating" else list(range(len(labels)))
        self._orders = torch.tensor([fixed], dtype=torch.int16) if spec.order != "shuffled" else self._drawn(1)

    def __getitem__(self, update: int) -> list[int]:
        epoch, place = divmod(update, self._spec.epoch)
        shuffled = self._spec.order == "shuffled"
        if shuffled and epoch >= len(self._orders):
            self._orders = self._drawn(2 * epoch)
        first = place * self._spec.batch
        order: list[int] = self._orders[epoch if shuffled else 0, first : first + self._spec.batch].tolist()
        return order

    def _drawn(self, epochs: int) -> Tensor:
        """The orders of the first epochs: [epochs, samples]."""
        generator = Generator().manual_seed(self._spec.seed)
        orders = [torch.randperm(self._spec.data.size, generator=generator) for _ in range(epochs)]
        return torch.stack(orders).to(torch.int16)


def alternating(labels: Tensor) -> list[int]:
    """The first sample of each class, the second of each, and so on, until none is left."""
    met: Counter[int] = Counter()
    turns = []
    for sample, label in enumerate(labels.tolist()):
        turns.append((met[label], label, sample))
        met[label] += 1
    return [sample for *_, sample in sorted(turns)]
