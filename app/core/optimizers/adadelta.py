"""Adadelta: steps measured by the steps before them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from app.core.optimizers.base import Rule, factor


class Adadelta(Rule):
    """Multiply the gradient by the size of the steps so far over its own.

    v <- rho * v + (1 - rho) * g^2
    d = sqrt(u + eps) / sqrt(v + eps) * g
    u <- rho * u + (1 - rho) * d^2
    x <- x - lr * d

    u and v start at zero, so the first steps are about sqrt(eps). Source: Zeiler (2012), "ADADELTA: An Adaptive
    Learning Rate Method", which has no lr. Reference: `torch.optim.Adadelta(params, lr, rho, eps)`.
    """

    def __init__(
        self,
        params: Iterable[Tensor],
        lr: float | Tensor = 1.0,
        rho: float | Tensor = 0.9,
        eps: float | Tensor = 1e-6,
    ) -> None:
        super().__init__(params, lr=lr, rho=rho, eps=eps)

    def start(self, p: Tensor, group: dict[str, Any]) -> dict[str, Any]:
        return {"square_avg": torch.zeros_like(p), "acc_delta": torch.zeros_like(p)}

    def update(self, p: Tensor, g: Tensor, state: dict[str, Any], group: dict[str, Any]) -> None:
        v, u, rho, eps = state["square_avg"], state["acc_delta"], group["rho"], factor(group["eps"], p)
        v.mul_(factor(rho, p)).addcmul_(g * factor(1 - rho, p), g)
        d = (u + eps).sqrt() / (v + eps).sqrt() * g
        u.mul_(factor(rho, p)).addcmul_(d * factor(1 - rho, p), d)
        p.addcmul_(d, factor(group["lr"], p), value=-1)
