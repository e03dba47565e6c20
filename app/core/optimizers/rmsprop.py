"""RMSprop: Adagrad that forgets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from app.core.optimizers.base import Rule, factor


class RMSprop(Rule):
    """Divide the gradient by the root of an average of its square.

    v <- alpha * v + (1 - alpha) * g^2
    x <- x - lr * g / (sqrt(v) + eps)

    v starts at zero. Source: Hinton (2012), "Neural Networks for Machine Learning", lecture 6e. Reference:
    `torch.optim.RMSprop(params, lr, alpha, eps)`.
    """

    def __init__(
        self,
        params: Iterable[Tensor],
        lr: float | Tensor = 0.1,
        alpha: float | Tensor = 0.99,
        eps: float | Tensor = 1e-8,
    ) -> None:
        super().__init__(params, lr=lr, alpha=alpha, eps=eps)

    def start(self, p: Tensor, group: dict[str, Any]) -> dict[str, Any]:
        return {"square_avg": torch.zeros_like(p)}

    def update(self, p: Tensor, g: Tensor, state: dict[str, Any], group: dict[str, Any]) -> None:
        v, alpha = state["square_avg"], group["alpha"]
        v.mul_(factor(alpha, p)).addcmul_(g * factor(1 - alpha, p), g)
        p.add_(g * factor(-group["lr"], p) / (v.sqrt() + factor(group["eps"], p)))
