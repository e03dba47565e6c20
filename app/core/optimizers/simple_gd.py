"""Steepest descent, the plainest rule there is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from torch import Tensor

from app.core.optimizers.base import Rule, factor


class SimpleGD(Rule):
    """Step against the gradient.

    x <- x - lr * g

    The rule that the article writes by hand. Source: Cauchy (1847), "Méthode générale pour la résolution des
    systèmes d'équations simultanées". Reference: `torch.optim.SGD(params, lr)`.
    """

    def __init__(self, params: Iterable[Tensor], lr: float | Tensor = 0.1) -> None:
        super().__init__(params, lr=lr)

    def update(self, p: Tensor, g: Tensor, state: dict[str, Any], group: dict[str, Any]) -> None:
        p.addcmul_(g, factor(group["lr"], p), value=-1)
