"""AdamW: Adam, with a pull to the origin beside the step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from app.core.optimizers.base import Rule, factor


class AdamW(Rule):
    """Take Adam's step, and shrink the point by a share that the gradient has no say in.

    m <- beta1 * m + (1 - beta1) * g
    v <- beta2 * v + (1 - beta2) * g^2
    x <- x - lr * ((m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + eps) + weight_decay * x)

    t counts the steps from 1; m and v start at zero. The minimum it finds is not the objective's, unless that is the
    origin. Source: Loshchilov and Hutter (2019), "Decoupled Weight Decay Regularization". Reference:
    `torch.optim.AdamW(params, lr, betas, eps, weight_decay)`, whose order of operations is kept.
    """

    def __init__(
        self,
        params: Iterable[Tensor],
        lr: float | Tensor = 0.1,
        betas: tuple[float | Tensor, float | Tensor] = (0.9, 0.999),
        eps: float | Tensor = 1e-8,
        weight_decay: float | Tensor = 0.01,
    ) -> None:
        super().__init__(params, lr=lr, betas=betas, eps=eps, weight_decay=weight_decay)

    def start(self, p: Tensor, group: dict[str, Any]) -> dict[str, Any]:
        return {"t": 0, "exp_avg": torch.zeros_like(p), "exp_avg_sq": torch.zeros_like(p)}

    def update(self, p: Tensor, g: Tensor, state: dict[str, Any], group: dict[str, Any]) -> None:
        m, v = state["exp_avg"], state["exp_avg_sq"]
        beta1, beta2 = group["betas"]
        state["t"] += 1
        p.mul_(factor(1 - group["lr"] * group["weight_decay"], p))
        m.lerp_(g, factor(1 - beta1, p))
        v.mul_(factor(beta2, p)).addcmul_(g * factor(1 - beta2, p), g)
        root = v.sqrt() / factor((1 - beta2 ** state["t"]) ** 0.5, p) + factor(group["eps"], p)
        p.add_(m * factor(-group["lr"] / (1 - beta1 ** state["t"]), p) / root)
