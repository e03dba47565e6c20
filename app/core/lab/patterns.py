"""The article's data: two patterns of 4 x 4 pixels, in twenty intensities each."""

from __future__ import annotations

import torch
from torch import Tensor

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


def samples() -> tuple[Tensor, Tensor]:
    """The article's forty samples in its order, twenty of A, then twenty of B: images [40, 1, 4, 4], labels [40].

    The intensities go from 0 to 19, so the first A and the first B are the same dark picture with two labels:
    no network gets both right.
    """
    every = [(label, intensity) for label in range(len(CLASSES)) for intensity in range(INTENSITIES)]
    images = torch.stack([picture(label, intensity) for label, intensity in every])
    return images, torch.tensor([label for label, _ in every])
