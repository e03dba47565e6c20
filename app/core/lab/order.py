"""Which samples each update is shown."""

from __future__ import annotations

from collections import Counter

import torch
from torch import Generator, Tensor

from app.core.training import CourseSpec


def batches(spec: CourseSpec, labels: Tensor, epochs: int) -> list[list[int]]:
    """The numbers of the samples of each update of so many epochs. The last update of an epoch may have fewer.

    labels: of all samples, [samples]. Shuffled, each epoch is the next `torch.randperm` of a generator that has the
    spec's seed, which draws nothing else.
    """
    generator = Generator().manual_seed(spec.seed)
    fixed = alternating(labels) if spec.order == "alternating" else list(range(len(labels)))
    found = []
    for _ in range(epochs):
        order = torch.randperm(len(labels), generator=generator).tolist() if spec.order == "shuffled" else fixed
        found += [order[first : first + spec.batch] for first in range(0, len(order), spec.batch)]
    return found


def alternating(labels: Tensor) -> list[int]:
    """The first sample of each class, the second of each, and so on, until none is left."""
    met: Counter[int] = Counter()
    turns = []
    for sample, label in enumerate(labels.tolist()):
        turns.append((met[label], label, sample))
        met[label] += 1
    return [sample for *_, sample in sorted(turns)]
