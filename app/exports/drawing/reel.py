"""The pictures of a moving one in their order: how long each stands, and what of it differs from the one before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from app.core.steps import Numbers
from app.exports.drawing.canvas import Rect
from app.exports.drawing.palette import CLEAR, Palette
from app.exports.drawing.stage import Stage
from app.exports.pictures import MovingSpec

SAMPLES = 6
"""As many pictures are looked at to choose the colours."""


@dataclass(frozen=True)
class Frame:
    """What one picture changes: pixels from a place on, uint8 [rows, columns], CLEAR where nothing does.

    hundredths: of a second that it stands.
    """

    left: int
    top: int
    pixels: Numbers
    hundredths: int
    done: float


class Reel:
    """A moving picture."""

    def __init__(self, spec: MovingSpec, stage: Stage, last: int) -> None:
        """last: the last step there is, which may be before the one that was asked for."""
        self._spec = spec
        self._stage = stage
        end = last if spec.last is None else min(int(spec.last), last)
        first = min(int(spec.first), end)
        self.steps = [*range(first, end, spec.pace()), end]

    def choose(self) -> Iterator[float]:
        """Choose the colours, from some of the pictures. In pieces, after which nothing is done yet."""
        samples, moving = [], []
        for place in np.linspace(0, len(self.steps) - 1, SAMPLES).round().astype(int).tolist():
            before, step = self.steps[max(place - 1, 0)], self.steps[place]
            self._stage.show(before)
            list(self._stage.patches())
            self._stage.show(step)
            moving += [look for _, _, look in self._stage.patches()]
            samples.append(self._stage.whole())
            yield 0.0
        self.palette = Palette(self._stage.paints.all, samples, moving)
        self._stage.restart()

    def hundredths(self) -> list[int]:
        """How long each picture stands: what is rounded off one the next one has."""
        ends = [int(100 * (step - self.steps[0]) / self._spec.speed + 1e-9) for step in self.steps]
        return [*np.diff(ends).tolist(), max(round(100 * self._spec.pause), 2)]

    def frames(self) -> Iterator[Frame]:
        """The whole of the first picture, and of each other one what differs."""
        stage, palette, times = self._stage, self.palette, self.hundredths()
        stage.show(self.steps[0])
        shown = palette.numbers(stage.whole())
        list(stage.patches())
        yield Frame(0, 0, shown.copy(), times[0], 1 / len(self.steps))
        for number in range(1, len(self.steps)):
            stage.show(self.steps[number])
            left, top, pixels = _differing(stage, palette, shown)
            yield Frame(left, top, pixels, times[number], (number + 1) / len(self.steps))


def _differing(stage: Stage, palette: Palette, shown: Numbers) -> tuple[int, int, Numbers]:
    """What has changed since the picture before, which becomes the present one."""
    changed: list[tuple[Rect, Numbers]] = []
    for left, top, look in stage.patches():
        new = palette.numbers(look)
        rows, columns = new.shape
        old = shown[top : top + rows, left : left + columns]
        differing = new != old
        if not differing.any():
            continue
        down, across = (np.flatnonzero(differing.any(axis=axis)) for axis in (1, 0))
        box = Rect(left + int(across[0]), top + int(down[0]), left + int(across[-1]) + 1, top + int(down[-1]) + 1)
        inside = slice(int(down[0]), int(down[-1]) + 1), slice(int(across[0]), int(across[-1]) + 1)
        changed.append((box, np.where(differing[inside], new[inside], CLEAR)))
        old[...] = new
    if not changed:
        return 0, 0, np.full((1, 1), CLEAR, dtype=np.uint8)
    around = changed[0][0]
    for box, _ in changed:
        around |= box
    width, height = around.size
    pixels = np.full((height, width), CLEAR, dtype=np.uint8)
    for box, own in changed:
        place = pixels[box.top - around.top : box.bottom - around.top, box.left - around.left : box.right - around.left]
        place[own != CLEAR] = own[own != CLEAR]
    return around.left, around.top, pixels
