"""One layer: every logit weighs every input."""

from __future__ import annotations

import math

from torch import Tensor, nn


class Linear(nn.Module):
    """inputs [samples, ...] -> logits [samples, classes], each a weighted sum of the inputs and a bias.

    Its decision boundaries are straight. With cross-entropy it is logistic regression. Source: `torch.nn.Linear`.
    """

    def __init__(self, shape: tuple[int, ...], classes: int) -> None:
        super().__init__()
        self.output = nn.Linear(math.prod(shape), classes)

    def forward(self, inputs: Tensor) -> Tensor:
        logits: Tensor = self.output(inputs.flatten(1))
        return logits
