"""Descent with momentum: a heavy ball."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from app.core.optimizers.base import Rule, factor


class Momentum(Rule):
    """Let the velocity decay, add the gradient, step along it.

    b <- momentum * b + g
    x <- x - lr * b

    b starts at zero, so the first step is plain descent. Source: Polyak (1964), "Some methods of speeding up
    the convergence of iteration methods", in torch's form. Reference: `torch.optim.SGD(params, lr, momentum)`.
    """

    def __init__(self, params: Iterable[Tensor], lr: float | Tensor = 0.1, momentum: float | Tensor = 0.9) -> None:
        super().__init__(params, lr=lr, momentum=momentum)

    def start(self, p: Tensor, group: dict[str, Any]) -> dict[str, Any]:
        return {"momentum_buffer": torch.zeros_like(p)}

    def update(self, p: Tensor, g: Tensor, state: dict[str, Any], group: dict[str, Any]) -> None:
        b = state["momentum_buffer"]
        b.mul_(factor(group["momentum"], p)).add_(g)
        p.addcmul_(b, factor(group["lr"], p), value=-1)
