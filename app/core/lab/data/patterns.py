"""The article's data: two patterns of 4 x 4 pixels, in twenty intensities each."""

from __future__ import annotations

import torch
from torch import Tensor

from app.core.lab.data.base import Data, Samples

CLASSES = ("A", "B")
INTENSITIES = 20
TEST_INTENSITY = 999_999_999
"""The article tests with one picture: pattern A, this bright."""

PATTERNS = (
    ((0, 1, 0, 1), (0, 1, 0, 1), (0, 1, 0, 1), (0, 1, 0, 1)),
    ((1, 1, 1, 1), (0, 1, 0, 1), (0, 1, 0, 1), (1, 1, 1, 1)),
)


def picture(label: int, intensity: float) -> Tensor:
    """One sample: a float32 image [1, 4, 4] whose lit pixels have the intensity."""
    return torch.tensor(PATTERNS[label], dtype=torch.float32)[None] * intensity


def load(darkest: float = 0, spacing: float = 1) -> Data:
    """Forty samples in the article's order, twenty of A, then twenty of B, each a `spacing` brighter than the last.

    The article's intensities go from 0 to 19, so the first A and the first B are the same dark picture with two
    labels: no network gets both right.
    """
    every = [(label, darkest + spacing * place) for label in range(len(CLASSES)) for place in range(INTENSITIES)]
    images = torch.stack([picture(label, intensity) for label, intensity in every])
    test = Samples(picture(0, TEST_INTENSITY)[None], torch.tensor([0]))
    return Data(Samples(images, torch.tensor([label for label, _ in every])), test, CLASSES)
