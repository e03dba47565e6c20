"""Objectives of one coordinate. Each takes points [..., 1] and returns losses [...]."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor


def square(point: Tensor) -> Tensor:
    """The parabola: f(x) = x^2, curvature 2 everywhere. Plain descent diverges from learning rate 1."""
    x = point.squeeze(-1)
    return x**2


def double_well(point: Tensor) -> Tensor:
    """Two equal valleys at x = -1 and x = 1 with a hill between: f(x) = (x^2 - 1)^2."""
    x = point.squeeze(-1)
    return (x**2 - 1) ** 2


def bumpy(point: Tensor) -> Tensor:
    """A bowl with many local minima that trap plain descent: f(x) = x^2 + 0.2 (1 - cos 12x)."""
    x = point.squeeze(-1)
    return x**2 + 0.2 * (1 - (12 * x).cos())
