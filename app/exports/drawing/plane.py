"""The plane of points in a picture: what a network says of each place, and the points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from app.core.lab.data.base import Data
from app.core.lab.plane import GRID, Plane
from app.core.steps import Numbers
from app.exports.drawing.axes import Axes
from app.exports.drawing.canvas import SCALE
from app.exports.drawing.hills import lines
from app.exports.drawing.panel import Panel
from app.exports.drawing.signs import hue_of, shapes

PALEST, FULLEST = 0.03, 0.36
"""How much of a class's colour is seen where the network is least and most sure: see static/js/lab/decision.js."""
SHADES = 12
"""From the one to the other."""
FINE = 2
"""Places of the map in a pixel, along each side."""
SIZE, SMALL, MANY = 5.0, 3.5, 300
"""How large a point is drawn, and where there are more than so many."""


class PlanePicture:
    """The plane, as large as its panel."""

    def __init__(self, panel: Panel, data: Data) -> None:
        self._panel = panel
        self._classes = len(data.classes)
        self._unit = panel.axes.unit
        paints = panel.canvas.paints
        tables = [
            [paints(hue_of(label), PALEST + (FULLEST - PALEST) * shade / SHADES) for shade in range(SHADES + 1)]
            for label in range(self._classes)
        ]
        self._paints = np.array(tables, dtype=np.uint8)
        self._line = paints("ink")
        self._points = Image.new("P", panel.canvas.large.size, 0)
        self._mask = Image.new("1", panel.canvas.large.size, 0)
        self._size = (SMALL if len(data.training) > MANY else SIZE) * self._unit
        for samples, test in ((data.test, True), (data.training, False)):
            if samples is not None:
                self._draw(panel.axes, samples.inputs.numpy(), samples.labels.tolist(), test)

    def _draw(self, axes: Axes, inputs: Numbers, labels: Sequence[int], test: bool) -> None:
        """Draw points: those of the test hollow."""
        paints, u = self._panel.canvas.paints, self._unit
        draws = ImageDraw.Draw(self._points), ImageDraw.Draw(self._mask)
        for (x, y), label in zip((SCALE * axes.places(inputs[:, 0], inputs[:, 1])).tolist(), labels, strict=True):
            hue, ground = paints(hue_of(label)), paints("raised")
            layers = (
                [(1.75 * u, ground), (0.75 * u, hue), (-0.75 * u, ground)] if test else [(1.0 * u, ground), (0.0, hue)]
            )
            for wider, paint in layers:
                reach = SCALE * (self._size + wider)
                corners = [(x + reach * across, y + reach * down) for across, down in shapes()[label]]
                draws[0].polygon(corners, paint)
                draws[1].polygon(corners, 1)

    def show(self, plane: Plane) -> None:
        """Draw what a network says, and the points over it."""
        canvas = self._panel.canvas
        width, height = canvas.rect.size
        share, said = plane.share[::-1].astype(np.float32), plane.said[::-1]
        # Between two places the line is where both are as sure, and of several classes as if there were two.
        lead = np.maximum(2 * share - 255, 0) + 0.5
        leads = [_wider(np.where(said == label, lead, -lead), width, height) for label in range(self._classes)]
        label = np.stack(leads).argmax(0)
        least = 255 / self._classes
        share = np.clip((_wider(share, width, height) - least) / (255 - least), 0, 1)
        map_ = self._paints[label, (SHADES * share).round().astype(int)]
        map_[lines(label, max(round(1.5 * FINE * self._unit), 1))] = self._line
        large = Image.fromarray(map_).resize(canvas.large.size, Image.Resampling.NEAREST)
        canvas.large.paste(large, (0, 0))
        canvas.large.paste(self._points, (0, 0), self._mask)
        self._panel.touch(canvas.rect)


def _wider(grid: Numbers, width: int, height: int) -> Numbers:
    """A grid as fine as the picture: its outermost places lie on the edges."""
    inner = (0.5, 0.5, GRID - 0.5, GRID - 0.5)
    image = Image.fromarray(np.ascontiguousarray(grid)).resize(
        (FINE * width, FINE * height), Image.Resampling.BILINEAR, inner
    )
    return np.asarray(image)
