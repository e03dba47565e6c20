"""A perceptron with hidden layers, between which the sums are bent."""

from __future__ import annotations

import math

from torch import Tensor, nn


class Perceptron(nn.Module):
    """inputs [samples, ...] -> logits [samples, classes] by way of `hidden` units, and `second` more where not 0.

    Source: Rumelhart, Hinton and Williams (1986), "Learning representations by back-propagating errors".
    """

    bend: type[nn.Module] = nn.Tanh

    def __init__(self, shape: tuple[int, ...], classes: int, hidden: int = 8, second: int = 0) -> None:
        super().__init__()
        self.hidden = nn.Linear(math.prod(shape), hidden)
        self.bent = self.bend()
        if second:
            self.second = nn.Linear(hidden, second)
            self.bent_again = self.bend()
        self.output = nn.Linear(second or hidden, classes)

    def forward(self, inputs: Tensor) -> Tensor:
        values = self.bent(self.hidden(inputs.flatten(1)))
        if hasattr(self, "second"):
            values = self.bent_again(self.second(values))
        logits: Tensor = self.output(values)
        return logits


class ReluPerceptron(Perceptron):
    """The same with max(0, sum): a unit whose sum is negative for every sample is silent and learns no more."""

    bend = nn.ReLU
