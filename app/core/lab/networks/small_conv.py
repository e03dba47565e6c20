"""A small convolutional network: small filters that move over the picture."""

from __future__ import annotations

import math

from torch import Tensor, nn

FILTERS = 8


class SmallConv(nn.Module):
    """images [samples, 1, rows, columns] -> logits [samples, classes].

    Eight filters of 3 x 3, max(0, sum), the greatest of every 2 x 2, and a layer that weighs these. Source: LeCun and
    others (1998), "Gradient-based learning applied to document recognition", in small.
    """

    def __init__(self, shape: tuple[int, ...], classes: int) -> None:
        super().__init__()
        channels, *size = shape
        self.conv = nn.Conv2d(channels, FILTERS, 3)
        self.bent = nn.ReLU()
        self.pool = nn.MaxPool2d(2)
        self.output = nn.Linear(FILTERS * math.prod((side - 2) // 2 for side in size), classes)

    def forward(self, images: Tensor) -> Tensor:
        logits: Tensor = self.output(self.pool(self.bent(self.conv(images))).flatten(1))
        return logits
