"""What stands still of a hill: its curve, or its heights from above, and its minima."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from PIL import Image

from app.core.entries import Objective
from app.core.spec import RunSpec
from app.core.steps import Numbers
from app.exports.drawing.axes import Axes, Span
from app.exports.drawing.canvas import SCALE, Canvas
from app.figures.contour import INSIDE
from app.figures.relief import LEVELS, Relief

SAMPLES = 4_801
AT_ONCE = 500_000
"""Heights that are worked out in one piece."""
MARGIN = 0.08


def hill_of(specs: Sequence[RunSpec]) -> Objective:
    """The objective of runs, with its minima, which may have to be searched for."""
    spec = specs[0].objective
    return replace(spec.load(), minima=spec.minima())


def window_of(objective: Objective, specs: Sequence[RunSpec]) -> list[Span]:
    """Both ends of each coordinate: the domain, and as much more as the page shows for starts outside it."""
    window = []
    for coordinate, (low, high) in enumerate(objective.domain):
        starts = [spec.start[coordinate] for spec in specs]
        if objective.dimension == 1:
            reach = 1.1 * max(map(abs, starts))
            outside = any(not low <= start <= high for start in starts)
            window.append((min(low, -reach), max(high, reach)) if outside else (low, high))
            continue
        least, most = min(starts), max(starts)
        room = 0.1 * (max(high, most) - min(low, least))
        window.append((least - room if least < low else low, most + room if most > high else high))
    return window


def height_of(objective: Objective, span: Span) -> Span:
    """Both ends of f(x) over a span, as the page's own figure has them."""
    x = np.linspace(*span, 1_201).astype(np.float32)
    losses = objective.call(torch.from_numpy(x)[:, None]).numpy()
    losses = losses[np.isfinite(losses)].astype(np.float64)
    if not losses.size:
        return 0.0, 1.0
    low, high = float(losses.min()), float(losses.max())
    margin = MARGIN * (high - low or 1.0)
    return low - 1.5 * margin, high + margin


def draw_curve(canvas: Canvas, axes: Axes, objective: Objective) -> None:
    """The curve of an objective of one coordinate, and its minima."""
    axes.rule(canvas)
    x = np.linspace(*axes.x, SAMPLES).astype(np.float32)
    y = objective.call(torch.from_numpy(x)[:, None]).numpy()
    paint = canvas.paints("curve")
    known = np.isfinite(y)
    for piece in np.split(np.arange(len(x)), np.flatnonzero(np.diff(known)) + 1):
        if known[piece[0]]:
            canvas.line(axes.places(x[piece], y[piece]).tolist(), paint, 2 * axes.unit)
    for minimum in objective.minima:
        _diamond(canvas, axes, minimum.point[0], minimum.loss, minimum.lowest)


def draw_contour(canvas: Canvas, axes: Axes, objective: Objective) -> None:
    """The heights of an objective of two coordinates in bands of equal height, and its minima."""
    scale = Relief.of(objective, (axes.x, axes.y), INSIDE).scale
    low, top = scale.ends
    paints = canvas.paints
    bands = [paints("high", (band + 0.5) / LEVELS, "low") for band in range(LEVELS)]
    numbers = np.array([*bands, paints("raised"), paints("level")], dtype=np.uint8)
    width, height = canvas.large.size
    x = np.linspace(*axes.x, 2 * width + 1)[1::2].astype(np.float32)
    y = np.linspace(*axes.y[::-1], 2 * height + 1)[1::2].astype(np.float32)
    rows = max(AT_ONCE // width, 1)
    wide = max(round(0.75 * SCALE * axes.unit), 1)
    for first in range(0, height, rows):
        # Some rows more than are drawn: a line lies between two, and is wide.
        begin = max(first - wide, 0)
        own = y[begin : first + rows + 1]
        heights = scale.height(objective.call(torch.from_numpy(np.stack(np.meshgrid(x, own), axis=-1))).numpy())
        bands_of = np.clip((heights - low) / (top - low) * LEVELS, 0, LEVELS - 1)
        level = np.where(np.isnan(heights), LEVELS, np.nan_to_num(bands_of)).astype(np.uint8)
        level[lines(level, wide)] = LEVELS + 1
        canvas.large.paste(Image.fromarray(numbers[level[first - begin :][:rows]]), (0, first))
    for minimum in objective.minima:
        _diamond(canvas, axes, minimum.point[0], minimum.point[1], minimum.lowest)


def lines(level: Numbers, wide: int) -> Numbers:
    """Where one level meets another, so many places wide."""
    edge = np.zeros(level.shape, dtype=bool)
    edge[:, :-1] |= level[:, :-1] != level[:, 1:]
    edge[:-1] |= level[:-1] != level[1:]
    across = edge.copy()
    for by in range(1, wide):
        across[:, by:] |= edge[:, :-by]
    lines = across.copy()
    for by in range(1, wide):
        lines[by:] |= across[:-by]
    return lines


def _diamond(canvas: Canvas, axes: Axes, x: float, y: float, filled: bool) -> None:
    """A minimum: filled where it is the lowest."""
    across, down = (SCALE * each for each in axes.place(x, y))
    half = SCALE * 6 * axes.unit
    corners = [(across, down - half), (across + half, down), (across, down + half), (across - half, down)]
    paint = canvas.paints("minimum")
    if filled:
        canvas.draw.polygon(corners, paint)
    else:
        canvas.draw.line([*corners, *corners[:2]], paint, round(1.25 * SCALE * axes.unit), joint="curve")
