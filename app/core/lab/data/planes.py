"""Points in the plane whose classes lie as moons, circles, spirals or blobs, drawn by a seed."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

import torch
from torch import Generator, Tensor

from app.core.lab.data.base import Data, Samples

NAMES = ("A", "B", "C")

Curve: TypeAlias = Callable[[int], Tensor]
"""Where so many points of a class lie without noise: [points, 2]."""


def moons(count: int = 200, noise: float = 0.1, seed: int = 0) -> Data:
    """Two half circles, each with an end within the other's bow. Source: scikit-learn's `make_moons`."""
    bows = (
        lambda size: _circle(torch.linspace(0, 0.5, size)),
        lambda size: torch.tensor([1.0, 0.5]) - _circle(torch.linspace(0, 0.5, size)),
    )
    return _drawn(bows, count, noise, seed, ((-1.75, 2.75), (-2.0, 2.5)))


def circles(count: int = 200, noise: float = 0.1, seed: int = 0) -> Data:
    """A circle around one of half its radius. Source: scikit-learn's `make_circles`."""
    rings = [lambda size, radius=radius: radius * _circle(torch.arange(size) / size) for radius in (1.0, 0.5)]
    return _drawn(rings, count, noise, seed, ((-1.75, 1.75), (-1.75, 1.75)))


def spirals(count: int = 200, noise: float = 0.05, seed: int = 0) -> Data:
    """Two arms that wind outwards by one turn, half a turn apart."""

    def arm(size: int, first: float) -> Tensor:
        radius = torch.linspace(0, 1, size)
        return radius[:, None] * _circle(first + radius)

    arms = [partial(arm, first=first) for first in (0, 0.5)]
    return _drawn(arms, count, noise, seed, ((-1.5, 1.5), (-1.5, 1.5)))


def blobs(count: int = 200, noise: float = 0.3, seed: int = 0) -> Data:
    """Three heaps around the corners of a triangle. Source: scikit-learn's `make_blobs`."""
    heaps = [lambda size, corner=corner: _circle(torch.full((size,), corner)) for corner in (1 / 4, 7 / 12, 11 / 12)]
    return _drawn(heaps, count, noise, seed, ((-2.5, 2.5), (-2.5, 2.5)))


def _circle(turns: Tensor) -> Tensor:
    """Points of the unit circle at so many turns from the axis of x, against the clock: [points] -> [points, 2]."""
    return torch.stack([torch.cos(2 * math.pi * turns), torch.sin(2 * math.pi * turns)], -1)


def _drawn(
    curves: Sequence[Curve], count: int, noise: float, seed: int, domain: tuple[tuple[float, float], ...]
) -> Data:
    """`count` samples, class after class, and half as many others for the test, from the same generator."""
    generator = Generator().manual_seed(seed)
    training, test = (_samples(curves, number, noise, generator) for number in (count, count // 2))
    return Data(training, test, NAMES[: len(curves)], domain)


def _samples(curves: Sequence[Curve], count: int, noise: float, generator: Generator) -> Samples:
    sizes = [count // len(curves) + (place < count % len(curves)) for place in range(len(curves))]
    points = torch.cat([curve(size) for curve, size in zip(curves, sizes, strict=True)])
    labels = torch.arange(len(curves)).repeat_interleave(torch.tensor(sizes))
    return Samples(points + noise * torch.randn(count, 2, generator=generator), labels)
