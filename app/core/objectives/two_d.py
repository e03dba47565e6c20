"""Objectives of two coordinates. Each takes points [..., 2] and returns losses [...]."""

from __future__ import annotations

from math import e, pi
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


def booth(point: Tensor) -> Tensor:
    """An elongated bowl that lies aslant: f(x, y) = (x + 2y - 7)^2 + (2x + y - 5)^2, curvatures 18 and 2.

    Rules that scale each coordinate alone can't tell the two directions apart. Source: Jamil and Yang (2013), "A
    literature survey of benchmark functions for global optimization problems".
    """
    x, y = point.unbind(-1)
    return (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2


def saddle(point: Tensor) -> Tensor:
    """A pass at (0, 0) between two valleys: f(x, y) = x^4 / 4 - x^2 / 2 + y^2 / 2.

    A strict saddle: it falls along x, so that whoever comes along y leaves it in time, by the hair of x that he
    came with. Source: Dauphin et al. (2014), "Identifying and attacking the saddle point problem".
    """
    x, y = point.unbind(-1)
    return x**4 / 4 - x**2 / 2 + y**2 / 2


def three_hump_camel(point: Tensor) -> Tensor:
    """A valley with a shallower one on either side: f(x, y) = 2 x^2 - 1.05 x^4 + x^6 / 6 + x y + y^2.

    Source: Jamil and Yang (2013), "A literature survey of benchmark functions for global optimization problems".
    """
    x, y = point.unbind(-1)
    return 2 * x**2 - 1.05 * x**4 + x**6 / 6 + x * y + y**2


def himmelblau(point: Tensor) -> Tensor:
    """Four equal valleys around a hill: f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2.

    Where a run ends is a matter of start, rule and rate. Source: Himmelblau (1972), "Applied Nonlinear Programming".
    """
    x, y = point.unbind(-1)
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def styblinski_tang(point: Tensor) -> Tensor:
    """Four valleys, one of them the deepest: f(x, y) = (x^4 - 16 x^2 + 5 x + y^4 - 16 y^2 + 5 y) / 2.

    Source: Styblinski and Tang (1990), "Experiments in nonconvex optimization".
    """
    x, y = point.unbind(-1)
    return (x**4 - 16 * x**2 + 5 * x + y**4 - 16 * y**2 + 5 * y) / 2


def beale(point: Tensor) -> Tensor:
    """A plain between steep walls: f(x, y) = (1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2.

    No one rate suits walls and plain. Source: Beale (1958), "On an iterative method for finding a local minimum of a
    function of more than one variable".
    """
    x, y = point.unbind(-1)
    return (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2


def rosenbrock(point: Tensor) -> Tensor:
    """A bent valley with steep walls and an almost flat floor: f(x, y) = (1 - x)^2 + 100 (y - x^2)^2.

    Down into the valley is easy, along it to (1, 1) is not. Source: Rosenbrock (1960), "An automatic method for
    finding the greatest or least value of a function".
    """
    x, y = point.unbind(-1)
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def rastrigin(point: Tensor) -> Tensor:
    """A bowl full of pits, one at almost every whole number: f(x, y) = 20 + x^2 + y^2 - 10 (cos 2 pi x + cos 2 pi y).

    Source: Rastrigin (1974), "Systems of extremal control".
    """
    x, y = point.unbind(-1)
    return 20 + x**2 + y**2 - 10 * ((2 * pi * x).cos() + (2 * pi * y).cos())


def ackley(point: Tensor) -> Tensor:
    """A pitted plain with a funnel in it: f(x, y) = 20 + e - 20 exp(-r / 5) - exp((cos 2 pi x + cos 2 pi y) / 2).

    r = sqrt((x^2 + y^2) / 2). The funnel's tip is sharp, and its slope there is taken as 0. Source: Ackley (1987), "A
    connectionist machine for genetic hillclimbing".
    """
    x, y = point.unbind(-1)
    # A hair more than zero: autograd has no slope for the root of zero.
    r = ((x**2 + y**2) / 2 + 1e-30).sqrt()
    return 20 + e - 20 * (-r / 5).exp() - (((2 * pi * x).cos() + (2 * pi * y).cos()) / 2).exp()
