"""Objectives of two coordinates. Each takes points [..., 2] and returns losses [...]."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor


def ravine(point: Tensor, condition: float = 16.0) -> Tensor:
    """An elongated bowl, `condition` times as curved in y as in x: f(x, y) = (x^2 + k y^2) / 2.

    The rate that the steep direction allows, below 2 / k, is slow in the other one. Source: Goh (2017), "Why
    Momentum Really Works".
    """
    x, y = point.unbind(-1)
    return (x**2 + condition * y**2) / 2


def rosenbrock(point: Tensor) -> Tensor:
    """A bent valley with steep walls and an almost flat floor: f(x, y) = (1 - x)^2 + 100 (y - x^2)^2.

    Down into the valley is easy, along it to (1, 1) is not. Source: Rosenbrock (1960), "An automatic method for
    finding the greatest or least value of a function".
    """
    x, y = point.unbind(-1)
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2
