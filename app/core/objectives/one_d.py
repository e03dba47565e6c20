"""Objectives of one coordinate. Each takes points [..., 1] and returns losses [...]."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor


def square(point: Tensor) -> Tensor:
    """The parabola: f(x) = x^2, curvature 2 everywhere. Plain descent diverges from learning rate 1."""
    x = point.squeeze(-1)
    return x**2


def flat_bowl(point: Tensor) -> Tensor:
    """A bowl of curvature 1/50, where a usual rate is far too small: f(x) = x^2 / 100."""
    x = point.squeeze(-1)
    return x**2 / 100


def steep_bowl(point: Tensor) -> Tensor:
    """A bowl of curvature 40, where a usual rate is far too large: f(x) = 20 x^2."""
    x = point.squeeze(-1)
    return 20 * x**2


def smooth_abs(point: Tensor) -> Tensor:
    """|x| with a rounded tip: f(x) = sqrt(x^2 + 1/64) - 1/8, curvature 8 at the tip and none far from it.

    The slope tells the side and hardly the distance. Source: Charbonnier et al. (1997), "Deterministic
    edge-preserving regularization in computed imaging".
    """
    x = point.squeeze(-1)
    return (x**2 + 1 / 64).sqrt() - 1 / 8


def gosa(point: Tensor) -> Tensor:
    """The article's own objective, of a weight: f(x) = |g(A) - g(B)|, g = x times what its untrained net answers.

    The net answers a picture with four features. The distance of two answers is the norm of their difference, since
    it is zero only where all four agree, while differences in a sum may cancel. So f(x) = 0.7331 |x|: the distance
    for the patterns A and B at intensity 1 and the net of seed 0, times |x|. The slope at the tip is taken as 0.
    """
    x = point.squeeze(-1)
    return 0.7331 * x.abs()


def double_well(point: Tensor) -> Tensor:
    """Two equal valleys at x = -1 and x = 1 with a hill between: f(x) = (x^2 - 1)^2."""
    x = point.squeeze(-1)
    return (x**2 - 1) ** 2


def plateau(point: Tensor) -> Tensor:
    """The squared error of a saturated neuron: f(x) = tanh(x)^2, a pit in a plain where the slope dies away.

    Source: LeCun et al. (1998), "Efficient BackProp".
    """
    x = point.squeeze(-1)
    return x.tanh() ** 2


def cliff(point: Tensor) -> Tensor:
    """A gentle slope to a cliff a tenth wide: f(x) = x^2 / 20 + 1 + tanh(20 (x - 1)).

    Where a step ends on its face the gradient is two hundred times as large, and hurls it away. Source: Pascanu et al.
    (2013), "On the difficulty of training recurrent neural networks".
    """
    x = point.squeeze(-1)
    return x**2 / 20 + 1 + (20 * (x - 1)).tanh()


def bumpy(point: Tensor) -> Tensor:
    """A bowl with many local minima that trap plain descent: f(x) = x^2 + 0.2 (1 - cos 12x)."""
    x = point.squeeze(-1)
    return x**2 + 0.2 * (1 - (12 * x).cos())
