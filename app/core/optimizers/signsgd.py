"""SignSGD: which way is down, and nothing of how steep."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from torch import Tensor

from app.core.optimizers.base import Rule, factor


class SignSGD(Rule):
    """Step by the learning rate against the gradient's sign, in each coordinate.

    x <- x - lr * sign(g)

    Source: Bernstein et al. (2018), "signSGD: Compressed Optimisation for Non-Convex Problems", algorithm 1. torch has
    none.
    """

    def __init__(self, params: Iterable[Tensor], lr: float | Tensor = 0.1) -> None:
        super().__init__(params, lr=lr)

    def update(self, p: Tensor, g: Tensor, state: dict[str, Any], group: dict[str, Any]) -> None:
        p.sub_(g.sign() * factor(group["lr"], p))
