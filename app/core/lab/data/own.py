"""Points that somebody has drawn or brought."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from app.core.lab.data.base import Data, Samples

MARGIN = 0.15


def load(points: Sequence[Sequence[float]], labels: Sequence[int], classes: Sequence[str]) -> Data:
    """The points as they are, all of them for training, and a plot that shows them all."""
    inputs = torch.tensor(points, dtype=torch.float32)
    low, high = inputs.min(0).values, inputs.max(0).values
    middle, reach = (low + high) / 2, (0.5 + MARGIN) * float((high - low).max()) or 1.0
    domain = tuple((float(each) - reach, float(each) + reach) for each in middle)
    return Data(Samples(inputs, torch.tensor(labels)), None, tuple(classes), domain)
