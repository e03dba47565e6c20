"""Adam: a step of about the learning rate, whatever the gradient's size."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from app.core.optimizers.base import Rule, factor


class Adam(Rule):
    """Divide an average of the gradient by the root of an average of its square.

    m <- beta1 * m + (1 - beta1) * g
    v <- beta2 * v + (1 - beta2) * g^2
    x <- x - lr * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + eps)

    t counts the steps from 1; the divisions correct m and v for having started at zero. Source: Kingma and Ba
    (2015), "Adam: A Method for Stochastic Optimization". Reference: `torch.optim.Adam(params, lr, betas, eps)`,
    whose order of operations is kept.
    """

    def __init__(
        self,
        params: Iterable[Tensor],
        lr: float | Tensor = 0.1,
        betas: tuple[float | Tensor, float | Tensor] = (0.9, 0.999),
        eps: float | Tensor = 1e-8,
    ) -> None:
        super().__init__(params, lr=lr, betas=betas, eps=eps)

    def start(self, p: Tensor, group: dict[str, Any]) -> dict[str, Any]:
        return {"t": 0, "exp_avg": torch.zeros_like(p), "exp_avg_sq": torch.zeros_like(p)}

    def update(self, p: Tensor, g: Tensor, state: dict[str, Any], group: dict[str, Any]) -> None:
        m, v = state["exp_avg"], state["exp_avg_sq"]
        beta1, beta2 = group["betas"]
        state["t"] += 1
        m.lerp_(g, factor(1 - beta1, p))
        v.mul_(factor(beta2, p)).addcmul_(g * factor(1 - beta2, p), g)
        root = v.sqrt() / factor((1 - beta2 ** state["t"]) ** 0.5, p) + factor(group["eps"], p)
        p.add_(m * factor(-group["lr"] / (1 - beta1 ** state["t"]), p) / root)
