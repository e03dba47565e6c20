"""Adamax: Adam that remembers the largest gradient."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from app.core.optimizers.base import Rule, factor


class Adamax(Rule):
    """Divide an average of the gradient by the largest that it was, which fades.

    m <- beta1 * m + (1 - beta1) * g
    u <- max(beta2 * u, |g| + eps)
    x <- x - lr * (m / (1 - beta1^t)) / u

    t counts the steps from 1; m and u start at zero. Source: Kingma and Ba (2015), "Adam: A Method for Stochastic
    Optimization", section 7.1. Reference: `torch.optim.Adamax(params, lr, betas, eps)`.
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
        return {"t": 0, "exp_avg": torch.zeros_like(p), "exp_inf": torch.zeros_like(p)}

    def update(self, p: Tensor, g: Tensor, state: dict[str, Any], group: dict[str, Any]) -> None:
        m, u = state["exp_avg"], state["exp_inf"]
        beta1, beta2 = group["betas"]
        state["t"] += 1
        m.lerp_(g, factor(1 - beta1, p))
        torch.maximum(u * factor(beta2, p), g.abs() + factor(group["eps"], p), out=u)
        p.add_(m * factor(-group["lr"] / (1 - beta1 ** state["t"]), p) / u)
