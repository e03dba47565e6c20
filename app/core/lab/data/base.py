"""What all data sets have in common: samples to learn from, and others to be tested with."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True)
class Samples:
    """inputs: float32 [samples, ...], each of the data set's shape; labels: int64 [samples], the place of the class."""

    inputs: Tensor
    labels: Tensor

    def __len__(self) -> int:
        return len(self.labels)


@dataclass(frozen=True)
class Data:
    """Samples for training, in the order in which they are given, and those for testing, none where there are none.

    domain: of points, what a plot shows of each coordinate.
    """

    training: Samples
    test: Samples | None
    classes: tuple[str, ...]
    domain: tuple[tuple[float, float], ...] = ()

    @property
    def shape(self) -> tuple[int, ...]:
        """Of one input: [2] of points, [1, rows, columns] of pictures."""
        return tuple(self.training.inputs.shape[1:])
