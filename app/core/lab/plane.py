"""What a network says of a plane, place by place."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.steps import Numbers

GRID = 40
"""Rows and columns."""


@dataclass(frozen=True)
class Plane:
    """What a network says of a plane: at each place of a grid the class, and how sure it is.

    said, share: uint8 [40, 40], row by row from the lowest y, the ends of the domain included. share: the softmax of
    the class said, in 255ths.
    """

    said: Numbers
    share: Numbers
