"""Lion: the sign of a momentum, found by a search among programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from app.core.optimizers.base import Rule, factor


class Lion(Rule):
    """Step by the sign of an average that leans to the gradient, then let a slower average follow.

    c = beta1 * m + (1 - beta1) * g
    x <- x - lr * (sign(c) + weight_decay * x)
    m <- beta2 * m + (1 - beta2) * g

    m starts at zero. Every coordinate moves by the learning rate, whatever the slope. Source: Chen et al. (2023),
    "Symbolic Discovery of Optimization Algorithms", algorithm 2. torch has none.
    """

    def __init__(
        self,
        params: Iterable[Tensor],
        lr: float | Tensor = 0.1,
        betas: tuple[float | Tensor, float | Tensor] = (0.9, 0.99),
        weight_decay: float | Tensor = 0.0,
    ) -> None:
        super().__init__(params, lr=lr, betas=betas, weight_decay=weight_decay)

    def start(self, p: Tensor, group: dict[str, Any]) -> dict[str, Any]:
        return {"exp_avg": torch.zeros_like(p)}

    def update(self, p: Tensor, g: Tensor, state: dict[str, Any], group: dict[str, Any]) -> None:
        m = state["exp_avg"]
        beta1, beta2 = group["betas"]
        c = m * factor(beta1, p) + g * factor(1 - beta1, p)
        p.sub_((c.sign() + p * factor(group["weight_decay"], p)) * factor(group["lr"], p))
        m.mul_(factor(beta2, p)).add_(g * factor(1 - beta2, p))
