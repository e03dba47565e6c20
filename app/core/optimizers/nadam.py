"""NAdam: Adam that looks ahead, as Nesterov's momentum does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from app.core.optimizers.base import Rule, factor


class NAdam(Rule):
    """Take Adam's step with the average gradient as it will be, and a momentum that warms up.

    mu_t = beta1 * (1 - 0.96^(t * momentum_decay) / 2)
    w <- w * mu_t
    m <- beta1 * m + (1 - beta1) * g
    v <- beta2 * v + (1 - beta2) * g^2
    h = mu_(t+1) * m / (1 - w * mu_(t+1)) + (1 - mu_t) * g / (1 - w)
    x <- x - lr * h / (sqrt(v / (1 - beta2^t)) + eps)

    t counts the steps from 1; w, the product of all mu, starts at one, m and v at zero. Source: Dozat (2016),
    "Incorporating Nesterov Momentum into Adam". Reference: `torch.optim.NAdam(params, lr, betas, eps,
    momentum_decay=momentum_decay)`, which keeps the product in single precision whatever the point is in.
    """

    def __init__(
        self,
        params: Iterable[Tensor],
        lr: float | Tensor = 0.1,
        betas: tuple[float | Tensor, float | Tensor] = (0.9, 0.999),
        eps: float | Tensor = 1e-8,
        momentum_decay: float | Tensor = 0.004,
    ) -> None:
        super().__init__(params, lr=lr, betas=betas, eps=eps, momentum_decay=momentum_decay)

    def start(self, p: Tensor, group: dict[str, Any]) -> dict[str, Any]:
        product = torch.ones_like(p, dtype=torch.float32)
        return {"t": 0, "mu_product": product, "exp_avg": torch.zeros_like(p), "exp_avg_sq": torch.zeros_like(p)}

    def update(self, p: Tensor, g: Tensor, state: dict[str, Any], group: dict[str, Any]) -> None:
        m, v, w = state["exp_avg"], state["exp_avg_sq"], state["mu_product"]
        beta1, beta2 = group["betas"]
        lr, decay = group["lr"], group["momentum_decay"]
        state["t"] += 1
        t = state["t"]
        mu = beta1 * (1 - 0.5 * 0.96 ** (t * decay))
        mu_next = beta1 * (1 - 0.5 * 0.96 ** ((t + 1) * decay))
        w.mul_(factor(mu, w))
        m.lerp_(g, factor(1 - beta1, p))
        v.mul_(factor(beta2, p)).addcmul_(g * factor(1 - beta2, p), g)
        root = (v / factor(1 - beta2**t, p)).sqrt() + factor(group["eps"], p)
        p.add_(g * factor(-lr * (1 - mu) / (1 - w.double()), p) / root)
        p.add_(m * factor(-lr * mu_next / (1 - w.double() * mu_next), p) / root)
