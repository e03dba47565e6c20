"""Pairs of pictures that a threshold is tried on: the article's three, and some that no threshold tells apart."""

from __future__ import annotations

from dataclasses import dataclass

SIZE = 4
Picture = list[list[float]]


@dataclass(frozen=True)
class Pair:
    """Two pictures, and whether they are of the same thing."""

    name: str
    title: str
    same: bool
    right: Picture
    other: Picture


def _drawn(intensity: float, *rows: str) -> Picture:
    """A picture from its rows, `#` where a pixel is lit."""
    return [[intensity * (pixel == "#") for pixel in row] for row in rows]


_DOTS = (".#.#", "....", ".#.#", "....")
_ASTRAY = ("..##", "....", ".#.#", "....")
_STRIPES = ("....", "####", "....", "####")
_GRID = (".#.#", "####", ".#.#", "####")
_CROSS = ("#..#", ".##.", ".##.", "#..#")

DIM, FULL, GLARING = (_drawn(intensity, *_DOTS) for intensity in (1, 2, 20))
CROWD: Picture = [[10, 122, 10, 122], [1000, 200, 1000, 200]] * 2

PAIRS = (
    Pair("same", "The same picture", True, DIM, DIM),
    Pair("slight", "The same, twice as bright", True, DIM, FULL),
    Pair("other", "Something completely different", False, DIM, CROWD),
    Pair("astray", "The same, one pixel astray", True, DIM, _drawn(1, *_ASTRAY)),
    Pair("glaring", "The same, twenty times as bright", True, DIM, GLARING),
    Pair("grid", "Stripes, and a grid", False, _drawn(1, *_STRIPES), _drawn(1, *_GRID)),
    Pair("faint", "Dots and a cross, both faint", False, _drawn(0.1, *_DOTS), _drawn(0.1, *_CROSS)),
)
"""A rating sees no more of two pictures than their difference, and grows with its square.

The grid less the stripes is the dots, and the glaring dots less the dim ones are nineteen times the dots: the same
thing rates 361 times as high as two different ones, whatever the weights. So no threshold has both right.
"""
