"""RAdam: Adam that waits until its averages can be trusted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from app.core.optimizers.base import Rule, factor


class RAdam(Rule):
    """Take Adam's step, shortened while its average square rests on few gradients; at first, plain momentum.

    m <- beta1 * m + (1 - beta1) * g
    v <- beta2 * v + (1 - beta2) * g^2
    rho_inf = 2 / (1 - beta2) - 1
    rho = rho_inf - 2 * t * beta2^t / (1 - beta2^t)
    r = sqrt((rho - 4) * (rho - 2) * rho_inf / ((rho_inf - 4) * (rho_inf - 2) * rho))
          * sqrt(1 - beta2^t) / (sqrt(v) + eps)   where rho > 5
        1                                         elsewhere
    x <- x - lr * (m / (1 - beta1^t)) * r

    t counts the steps from 1; m and v start at zero. Source: Liu et al. (2020), "On the Variance of the Adaptive
    Learning Rate and Beyond". Reference: `torch.optim.RAdam(params, lr, betas, eps)`, whose order of operations is
    kept.
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
        beta1, beta2 = (torch.as_tensor(beta, dtype=torch.float64) for beta in group["betas"])
        state["t"] += 1
        t = state["t"]
        m.lerp_(g, factor(1 - beta1, p))
        v.mul_(factor(beta2, p)).addcmul_(g * factor(1 - beta2, p), g)
        corrected = 1 - beta2**t
        rho_inf = 2 / (1 - beta2) - 1
        rho = rho_inf - 2 * t * beta2**t / corrected
        rectification = ((rho - 4) * (rho - 2) * rho_inf / ((rho_inf - 4) * (rho_inf - 2) * rho)).sqrt()
        plain = m / factor(1 - beta1**t, p) * factor(group["lr"], p)
        root = v.sqrt() + factor(group["eps"], p)
        adapted = plain * (root.reciprocal() * factor(corrected.sqrt(), p)) * factor(rectification, p)
        p.sub_(torch.where(rho > 5, adapted, plain))
