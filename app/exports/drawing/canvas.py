"""A picture in flat colours, drawn several times as large as it is seen, so that its edges are smooth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import TypeAlias

from PIL import Image, ImageDraw

from app.exports.drawing.lettering import Face
from app.figures.theme import Theme, colours

SCALE = 4
"""How many times as large it is drawn, so that an edge has seventeen shades."""

RGB: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True)
class Rect:
    """Some whole pixels."""

    left: int
    top: int
    right: int
    bottom: int

    def __or__(self, other: Rect) -> Rect:
        left, top = min(self.left, other.left), min(self.top, other.top)
        return Rect(left, top, max(self.right, other.right), max(self.bottom, other.bottom))

    def __and__(self, other: Rect) -> Rect:
        left, top = max(self.left, other.left), max(self.top, other.top)
        return Rect(left, top, min(self.right, other.right), min(self.bottom, other.bottom))

    def __bool__(self) -> bool:
        return self.right > self.left and self.bottom > self.top

    @property
    def box(self) -> tuple[int, int, int, int]:
        return self.left, self.top, self.right, self.bottom

    @property
    def size(self) -> tuple[int, int]:
        return self.right - self.left, self.bottom - self.top


class Paints:
    """The flat colours of a picture, and their numbers."""

    def __init__(self, theme: Theme) -> None:
        self._colours = colours(theme)
        self._numbers: dict[RGB, int] = {}
        self._flat: list[int] = []

    def rgb(self, token: str, share: float = 1.0, over: str = "raised") -> RGB:
        """A colour of the page; `share` of it, and the rest of what it lies over."""
        own, other = (_rgb(self._colours[each]) for each in (token, over))
        return mixed(own, other, share)

    def number(self, colour: RGB) -> int:
        """The number under which it is drawn. Raises ValueError where there are too many."""
        number = self._numbers.setdefault(colour, len(self._numbers))
        if number > 255:
            raise ValueError("a picture has at most 256 flat colours")
        return number

    def __call__(self, token: str, share: float = 1.0, over: str = "raised") -> int:
        return self.number(self.rgb(token, share, over))

    @property
    def all(self) -> list[RGB]:
        return list(self._numbers)

    @property
    def palette(self) -> list[int]:
        if len(self._flat) != 3 * len(self._numbers):
            self._flat = [each for colour in self._numbers for each in colour]
        return self._flat


class Canvas:
    """A picture as it stands, without what moves over it."""

    def __init__(self, width: int, height: int, paints: Paints, ground: int) -> None:
        self.paints = paints
        self.rect = Rect(0, 0, width, height)
        self._fill(Image.new("P", (SCALE * width, SCALE * height), ground))
        self._kept = self.large

    def _fill(self, image: Image.Image) -> None:
        self.large = image
        self.draw = ImageDraw.Draw(image)
        self.draw.fontmode = "1"

    def keep(self) -> None:
        """Let it be as it is now after each `restore`."""
        self._kept = self.large.copy()

    def restore(self) -> None:
        self._fill(self._kept.copy())

    def small(self, image: Image.Image) -> Image.Image:
        """A part of the large picture as large as it is seen, in RGB."""
        image.putpalette(self.paints.palette)
        return image.convert("RGB").reduce(SCALE)

    def crop(self, rect: Rect) -> Image.Image:
        """A copy of a part of the large picture."""
        left, top, right, bottom = (SCALE * each for each in rect.box)
        return self.large.crop((left, top, right, bottom))

    def line(self, places: Sequence[tuple[float, float]], paint: int, width: float) -> Rect:
        """A line with round ends and corners, in pixels as it is seen. Where it is."""
        large = [(SCALE * x, SCALE * y) for x, y in places]
        if len(large) > 1:
            self.draw.line(large, paint, max(round(SCALE * width), 1), joint="curve")
        if width > 1:
            for x, y in (large[0], large[-1]):
                self.draw.ellipse(around(x, y, SCALE * width / 2), paint)
        (left, right), (top, bottom) = ((min(each), max(each)) for each in zip(*places, strict=True))
        reach = width / 2 + 1
        return Rect(floor(left - reach), floor(top - reach), ceil(right + reach), ceil(bottom + reach)) & self.rect

    def dot(self, x: float, y: float, paint: int, width: float) -> Rect:
        """A dot that is so wide. Where it is."""
        self.draw.ellipse(around(SCALE * x, SCALE * y, SCALE * width / 2), paint)
        reach = width / 2 + 1
        return Rect(floor(x - reach), floor(y - reach), ceil(x + reach), ceil(y + reach)) & self.rect


class Sprite:
    """Something that is laid over the large picture: drawn once, and moved."""

    def __init__(self, reach: float) -> None:
        """reach: of it from its middle, in pixels as they are seen."""
        self.reach = reach
        side = 2 * int(SCALE * reach) + 2
        self._half = side // 2
        self.image = Image.new("P", (side, side), 0)
        self.mask = Image.new("1", (side, side), 0)
        self._draws = ImageDraw.Draw(self.image), ImageDraw.Draw(self.mask)
        self._draws[0].fontmode = "1"

    def disc(self, radius: float, paint: int) -> Sprite:
        box = around(self._half, self._half, SCALE * radius)
        for draw, fill in zip(self._draws, (paint, 1), strict=True):
            draw.ellipse(box, fill)
        return self

    def label(self, text: str, size: float, paint: int) -> Sprite:
        face = Face(SCALE * size, 700)
        # Digits hang above the middle of a line: by so much of their size.
        face.write(self._draws[0], (self._half, self._half + 0.36 * SCALE * size), text, paint, "ms")
        return self

    def lay(self, part: Image.Image, rect: Rect, x: int, y: int) -> None:
        """Lay it over a part of the large picture, its middle at a place of that."""
        place = (x - SCALE * rect.left - self._half, y - SCALE * rect.top - self._half)
        part.paste(self.image, place, self.mask)

    def rect(self, x: int, y: int) -> Rect:
        """The pixels that it touches there."""
        left, top = x - self._half, y - self._half
        side = 2 * self._half
        return Rect(left // SCALE, top // SCALE, -(-(left + side) // SCALE), -(-(top + side) // SCALE))


def around(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    """The box of a circle."""
    return x - radius, y - radius, x + radius, y + radius


def mixed(own: RGB, other: RGB, share: float) -> RGB:
    """Some of one colour, and the rest of another."""
    red, green, blue = (round(share * a + (1 - share) * b) for a, b in zip(own, other, strict=True))
    return red, green, blue


def _rgb(colour: str) -> RGB:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue
