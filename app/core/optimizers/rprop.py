"""Rprop: only the sign of the gradient, and a step that grows while it stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from app.core.optimizers.base import Rule, factor


class Rprop(Rule):
    """Lengthen a coordinate's step while its gradient keeps its sign; shorten it, and wait, where the sign turns.

    s = etaplus   where g * prev > 0
        etaminus  where g * prev < 0
        1         elsewhere
    d <- min(max(s * d, step_size_min), step_size_max)
    prev <- 0  where g * prev < 0
            g  elsewhere
    x <- x - d * sign(prev)

    d starts at lr, which is read at the first step and not again, and prev at zero. Source: Riedmiller and Braun
    (1993), "A Direct Adaptive Method for Faster Backpropagation Learning". Reference: `torch.optim.Rprop(params, lr,
    etas, step_sizes)`, with the names that torch gives the two numbers of each.
    """

    def __init__(
        self,
        params: Iterable[Tensor],
        lr: float | Tensor = 0.1,
        etaminus: float | Tensor = 0.5,
        etaplus: float | Tensor = 1.2,
        step_size_min: float | Tensor = 1e-6,
        step_size_max: float | Tensor = 50.0,
    ) -> None:
        super().__init__(
            params,
            lr=lr,
            etaminus=etaminus,
            etaplus=etaplus,
            step_size_min=step_size_min,
            step_size_max=step_size_max,
        )

    def start(self, p: Tensor, group: dict[str, Any]) -> dict[str, Any]:
        return {"t": 0, "prev": torch.zeros_like(p), "step_size": torch.ones_like(p) * factor(group["lr"], p)}

    def update(self, p: Tensor, g: Tensor, state: dict[str, Any], group: dict[str, Any]) -> None:
        prev, d = state["prev"], state["step_size"]
        state["t"] += 1
        if state["t"] == 1:
            d.copy_(factor(group["lr"], p))
        shorter, longer = factor(group["etaminus"], p), factor(group["etaplus"], p)
        same = g * prev
        d.mul_(torch.where(same > 0, longer, torch.where(same < 0, shorter, 1)))
        d.clamp_(factor(group["step_size_min"], p), factor(group["step_size_max"], p))
        prev.copy_(torch.where(same < 0, 0, g))
        p.addcmul_(prev.sign(), d, value=-1)
