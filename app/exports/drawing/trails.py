"""The way of a run in pixels: what of it is new from one step to the next."""

from __future__ import annotations

from app.core.steps import Numbers
from app.exports.drawing.canvas import Canvas, Rect
from app.exports.drawing.panel import Panel

GRAIN = 0.5
"""Records nearer than this are one, in pixels: a long run has thousands of them on the same spot."""


class Trail:
    """A line along records, and a dot at each that is a spot of its own."""

    def __init__(self, panel: Panel, places: Numbers, line: tuple[int, float], dots: tuple[int, float] | None) -> None:
        """places: in pixels, [records, 2]. line, dots: paint and width."""
        self._panel = panel
        self._places: list[tuple[float, float]] = [(x, y) for x, y in places.tolist()]
        self._spots = (places / GRAIN).round().astype(int).tolist()
        self._line = line
        self._dots = dots
        self.restart()

    def restart(self) -> None:
        self._rows = 0
        self._seen: set[tuple[int, int]] = set()
        self._last = 0

    def go(self, row: int) -> None:
        """Draw what is missing up to a row."""
        canvas = self._panel.canvas
        fresh = []
        for number in range(self._rows, row + 1):
            if number == 0 or self._spots[number] != self._spots[self._last]:
                if number:
                    self._touch(canvas.line([self._places[self._last], self._places[number]], *self._line))
                self._last = number
                fresh.append(number)
        self._rows = max(self._rows, row + 1)
        if self._dots is None:
            return
        # Over the line.
        for number in fresh:
            spot = tuple(self._spots[number])
            if spot not in self._seen:
                self._seen.add(spot)
                self._touch(canvas.dot(*self._places[number], *self._dots))

    def _touch(self, rect: Rect) -> None:
        self._panel.touch(rect)


def whole(canvas: Canvas, places: Numbers, paint: int, width: float) -> None:
    """The whole way at once."""
    spots = (places / GRAIN).round()
    kept = [0, *(1 + (spots[1:] != spots[:-1]).any(axis=1).nonzero()[0]).tolist()]
    canvas.line([(x, y) for x, y in places[kept].tolist()], paint, width)
