"""What every network shares: weights drawn from a generator of its own."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import TypeVar

import torch
from torch import Generator, Tensor, nn

Network = TypeVar("Network", bound=nn.Module)


def seeded(make: Callable[[], Network], seed: int) -> Network:
    """A network with the very weights that a notebook gets which makes it after `torch.manual_seed(seed)`.

    Each layer's weights and biases are uniform between -1/sqrt(n) and 1/sqrt(n), n the inputs of one output, drawn in
    the order in which the layers were made, from a generator in place of the process's one: so runs in other threads
    draw none of them. Source: `reset_parameters` of `torch.nn.Conv2d` and `torch.nn.Linear`.
    """
    network = bare(make)
    draw(network, seed)
    return network


def bare(make: Callable[[], Network]) -> Network:
    """A network whose weights are whatever was in memory."""
    with torch.device("meta"):
        network = make()
    network.to_empty(device="cpu")
    return network


def draw(network: nn.Module, seed: int) -> None:
    """Give it the weights of a seed."""
    generator = Generator().manual_seed(seed)
    for layer in network.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_uniform_(layer.weight, a=math.sqrt(5), generator=generator)
            if layer.bias is not None:
                bound = 1 / math.sqrt(layer.weight[0].numel())
                nn.init.uniform_(layer.bias, -bound, bound, generator=generator)


def drawn(network: nn.Module, seeds: Iterable[int]) -> Tensor:
    """The weights of each seed, of all parameters in their order: [seeds, weights]. The network is drawn anew."""
    rows = []
    for seed in seeds:
        draw(network, seed)
        rows.append(torch.cat([p.detach().flatten() for p in network.parameters()]))
    return torch.stack(rows)
