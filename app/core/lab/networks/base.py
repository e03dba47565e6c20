"""What every network shares: weights drawn from a generator of its own."""

from __future__ import annotations

import math

from torch import Generator, Tensor, nn


def uniform(weight: Tensor, generator: Generator) -> None:
    """Draw a layer's weights as torch's own layers do, from a generator in place of the process's one.

    Uniform between -1/sqrt(n) and 1/sqrt(n), n the inputs of one output. With a generator seeded by s, the very
    weights that a layer has that a notebook makes after `torch.manual_seed(s)`; and runs in other threads draw
    none of them. Source: `torch.nn.Conv2d.reset_parameters`.
    """
    nn.init.kaiming_uniform_(weight, a=math.sqrt(5), generator=generator)
