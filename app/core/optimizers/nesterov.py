"""Nesterov's momentum: a heavy ball that looks ahead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from app.core.optimizers.base import Rule, factor


class Nesterov(Rule):
    """Let the velocity decay, add the gradient, and step to where it would carry on from there.

    b <- momentum * b + g
    x <- x - lr * (g + momentum * b)

    b starts at zero. Source: Nesterov (1983), "A method of solving a convex programming problem with convergence
    rate O(1/k^2)", in torch's form, after Sutskever et al. (2013). Reference: `torch.optim.SGD(params, lr, momentum,
    nesterov=True)`.
    """

    def __init__(self, params: Iterable[Tensor], lr: float | Tensor = 0.1, momentum: float | Tensor = 0.9) -> None:
        super().__init__(params, lr=lr, momentum=momentum)

    def start(self, p: Tensor, group: dict[str, Any]) -> dict[str, Any]:
        return {"momentum_buffer": torch.zeros_like(p)}

    def update(self, p: Tensor, g: Tensor, state: dict[str, Any], group: dict[str, Any]) -> None:
        b, momentum = state["momentum_buffer"], factor(group["momentum"], p)
        b.mul_(momentum).add_(g)
        p.addcmul_(g.addcmul(b, momentum), factor(group["lr"], p), value=-1)
