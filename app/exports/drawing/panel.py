"""A panel: axes with what stands still between them, and what moves over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import atan2, cos, sin
from typing import Protocol

from PIL import Image, ImageDraw

from app.exports.drawing.axes import Axes
from app.exports.drawing.canvas import SCALE, Canvas, Rect, Sprite
from app.exports.drawing.lettering import Face

STRIP = 64
"""Rows that are made smaller at once."""


class Mover(Protocol):
    """Something that lies over the canvas."""

    @property
    def rect(self) -> Rect:
        """The pixels that it touches."""

    def lay(self, part: Image.Image, rect: Rect) -> None:
        """Lay it over a part of the large picture."""


@dataclass(frozen=True)
class Placed:
    """A sprite at a place of the large picture."""

    sprite: Sprite
    x: int
    y: int

    @property
    def rect(self) -> Rect:
        return self.sprite.rect(self.x, self.y)

    def lay(self, part: Image.Image, rect: Rect) -> None:
        self.sprite.lay(part, rect, self.x, self.y)


@dataclass(frozen=True)
class Beyond:
    """What has left the picture: an arrow at the edge where it went, and where it is in numbers.

    at: the edge. way: where it went, as an angle. right: whether the text stands left of it.
    """

    text: str
    at: tuple[float, float]
    way: float
    right: bool
    paint: int
    halo: int
    unit: float

    @classmethod
    def of(cls, text: str, x: float, y: float, axes: Axes, paint: int, halo: int) -> Beyond | None:
        """None where the place is within the picture."""
        width, height = axes.rect.size
        if 0 <= x <= width and 0 <= y <= height:
            return None
        room = 14 * axes.unit
        edge = min(max(x, room), width - room), min(max(y, room), height - room)
        way = atan2(y - edge[1], x - edge[0])
        return cls(text, edge, way, edge[0] > width / 2, paint, halo, axes.unit)

    @property
    def rect(self) -> Rect:
        (x, y), unit = self.at, self.unit
        wide = round(Face(13 * unit, 500).width(self.text) + 24 * unit)
        near, high = round(14 * unit), round(12 * unit)
        left, right = (wide, near) if self.right else (near, wide)
        return Rect(int(x) - left, int(y) - high, int(x) + right, int(y) + high)

    def lay(self, part: Image.Image, rect: Rect) -> None:
        draw = ImageDraw.Draw(part)
        draw.fontmode = "1"
        scale = SCALE * self.unit
        x, y = (SCALE * (place - corner) for place, corner in zip(self.at, rect.box, strict=False))
        turn = cos(self.way), sin(self.way)
        corners = [(10, 0), (-6, -8), (-6, 8)]
        draw.polygon(
            [(x + scale * (u * turn[0] - v * turn[1]), y + scale * (u * turn[1] + v * turn[0])) for u, v in corners],
            self.paint,
        )
        place = (x + scale * (-18 if self.right else 18), y)
        Face(13 * scale, 500).write(
            draw, place, self.text, self.paint, "rm" if self.right else "lm", (round(2.5 * scale), self.halo)
        )


class Panel:
    """A part of a picture. What moves lies over it in the order of its numbers."""

    def __init__(self, left: int, top: int, canvas: Canvas, axes: Axes) -> None:
        self.left = left
        self.top = top
        self.canvas = canvas
        self.axes = axes
        self._movers: dict[int, Mover] = {}
        self._stale: list[Rect] = []

    def restore(self) -> None:
        """Let nothing move, and the canvas be as it was kept."""
        self.canvas.restore()
        self._movers.clear()
        self._stale.clear()

    def touch(self, rect: Rect) -> None:
        """Say that the canvas has changed there."""
        if rect := rect & self.canvas.rect:
            self._stale.append(rect)

    def move(self, number: int, mover: Mover) -> None:
        """Let this be where the one of that number was."""
        before = self._movers.get(number)
        if mover == before:
            return
        self._movers[number] = mover
        for each in (before, mover):
            if each is not None:
                self.touch(each.rect)

    def patches(self) -> Iterator[tuple[int, int, Image.Image]]:
        """What has changed since it was asked for last: where in the whole picture, and how it looks now."""
        for rect in _merged(self._stale):
            yield self.left + rect.left, self.top + rect.top, self.look(rect)
        self._stale.clear()

    def look(self, rect: Rect) -> Image.Image:
        """How a part of it looks."""
        part = self.canvas.crop(rect)
        for number in sorted(self._movers):
            mover = self._movers[number]
            if mover.rect & rect:
                mover.lay(part, rect)
        return self.canvas.small(part)

    def strips(self) -> Iterator[tuple[int, int, Image.Image]]:
        """All of it, piece by piece."""
        width, height = self.canvas.rect.size
        for top in range(0, height, STRIP):
            yield self.left, self.top + top, self.look(Rect(0, top, width, min(top + STRIP, height)))


def _merged(rects: list[Rect]) -> list[Rect]:
    """The same pixels in fewer rectangles, where these overlap."""
    found: list[Rect] = []
    for rect in rects:
        while touching := next((each for each in found if each & rect), None):
            found.remove(touching)
            rect |= touching
        found.append(rect)
    return found
