"""Adagrad: each coordinate has a rate of its own, which only falls."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

from app.core.optimizers.base import Rule, factor


class Adagrad(Rule):
    """Divide the gradient by the root of the sum of all its squares.

    s <- s + g^2
    x <- x - lr * g / (sqrt(s) + eps)

    s starts at zero, so the first step is the learning rate. Source: Duchi, Hazan and Singer (2011), "Adaptive
    Subgradient Methods for Online Learning and Stochastic Optimization". Reference: `torch.optim.Adagrad(params, lr,
    eps=eps)`.
    """

    def __init__(self, params: Iterable[Tensor], lr: float | Tensor = 0.1, eps: float | Tensor = 1e-10) -> None:
        super().__init__(params, lr=lr, eps=eps)

    def start(self, p: Tensor, group: dict[str, Any]) -> dict[str, Any]:
        return {"sum": torch.zeros_like(p)}

    def update(self, p: Tensor, g: Tensor, state: dict[str, Any], group: dict[str, Any]) -> None:
        s = state["sum"]
        s.addcmul_(g, g)
        p.add_(g * factor(-group["lr"], p) / (s.sqrt() + factor(group["eps"], p)))
