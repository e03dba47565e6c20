"""Axes: where numbers lie in a picture, and the ticks beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from app.core.steps import Numbers
from app.exports.drawing.canvas import SCALE, Canvas, Rect
from app.exports.drawing.numerals import shown

Span = tuple[float, float]

WIDE, HIGH = 80, 40
"""Pixels from tick to tick at least, across and up: as Plotly has it."""
LONGEST = 5
"""Signs of a number that has room beside an axis as it is."""
FAR = 1e5
"""Pixels beyond which nothing is drawn."""


@dataclass(frozen=True)
class Axes:
    """rect: the inside. x, y: what it shows, left to right and bottom to top; of a logarithmic y its powers."""

    rect: Rect
    x: Span
    y: Span
    log: bool = False
    unit: float = 1.0
    """How large a pixel of the page is."""

    def across(self, x: Numbers) -> Numbers:
        """Pixels from the picture's left, in double precision, of numbers on the x axis."""
        share = (np.asarray(x, dtype=np.float64) - self.x[0]) / (self.x[1] - self.x[0])
        return _bounded(self.rect.left + share * self.rect.size[0])

    def down(self, y: Numbers) -> Numbers:
        """Pixels from the picture's top, of numbers on the y axis."""
        value = np.asarray(y, dtype=np.float64)
        if self.log:
            with np.errstate(divide="ignore", invalid="ignore"):
                value = np.log10(value)
        share = (value - self.y[0]) / (self.y[1] - self.y[0])
        return _bounded(self.rect.bottom - share * self.rect.size[1])

    def places(self, x: Numbers, y: Numbers) -> Numbers:
        """Pixels of points: [points, 2]."""
        return np.stack([self.across(x), self.down(y)], axis=-1)

    def place(self, x: float = 0.0, y: float = 0.0) -> tuple[float, float]:
        """Pixels of one point."""
        return float(self.across(np.array(x))), float(self.down(np.array(y)))

    def rule(self, canvas: Canvas) -> None:
        """Draw the grid."""
        paint = canvas.paints("line")
        left, top, right, bottom = (SCALE * each for each in self.rect.box)
        xs, ys = self.ticks()
        # On whole pixels, so that all are of one shade.
        for value, _ in xs:
            x = SCALE * round(self.place(x=value)[0] - 0.5)
            canvas.draw.rectangle((x, top, x + SCALE - 1, bottom - 1), paint)
        for value, _ in ys:
            y = SCALE * round(self.place(y=value)[1] - 0.5)
            canvas.draw.rectangle((left, y, right - 1, y + SCALE - 1), paint)

    def ticks(self) -> tuple[list[tuple[float, str]], list[tuple[float, str]]]:
        """Values and texts, across and up."""
        width, height = self.rect.size
        across = linear(*self.x, width / (WIDE * self.unit))
        up = powers(*self.y, height / (HIGH * self.unit)) if self.log else linear(*self.y, height / (HIGH * self.unit))
        return across, up


def linear(low: float, high: float, room: float) -> list[tuple[float, str]]:
    """Round values from low to high, about so many as there is room for, as Plotly chooses them."""
    rough = (high - low) / (min(max(room, 2), 9) + 1)
    base = 10.0 ** math.floor(math.log10(rough))
    step = base * next(each for each in (1, 2, 5, 10) if each >= rough / base * (1 - 1e-9))
    numbers = range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)
    return [(number * step, _short(number * step)) for number in numbers]


def powers(low: float, high: float, room: float) -> list[tuple[float, str]]:
    """Powers of ten, their exponents from low to high; where these are few, round values between them too."""
    first, last = math.ceil(low), math.floor(high)
    if last - first < 1:
        return [(value, text) for value, text in linear(10**low, 10**high, room) if value > 0]
    every = max(math.ceil((last - first) / min(max(room, 4), 9)), 1)
    return [(10.0**power, _power(power)) for power in range(first + -first % every, last + 1, every)]


def _short(value: float) -> str:
    """A number that has room beside an axis."""
    text = shown(value)
    if len(text) <= LONGEST or value == 0:
        return text
    share, power = f"{value:.2e}".split("e")
    return f"{share.rstrip('0').rstrip('.')}e{int(power)}".replace("-", "−")


def _power(power: int) -> str:
    return shown(10.0**power) if abs(power) < 4 else f"1e{power}".replace("-", "−")


def _bounded(pixels: Numbers) -> Numbers:
    """Not so far away that it is no number any more."""
    near: Numbers = np.clip(np.nan_to_num(pixels, nan=FAR, posinf=FAR, neginf=-FAR), -FAR, FAR)
    return near
