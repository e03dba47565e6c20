"""A curve over steps: the whole of it faintly, what has been run through strongly, and where it stands."""

from __future__ import annotations

import numpy as np

from app.core.steps import Numbers
from app.exports.drawing.canvas import SCALE
from app.exports.drawing.numerals import shown
from app.exports.drawing.panel import Beyond, Panel, Placed
from app.exports.drawing.stage import Stage, ball
from app.exports.drawing.trails import Trail, whole

NUMBERED, PLAIN = 8, 5
"""How large the mark is: with its number, and without."""
RING = 2.5
"""How far an axis goes on beyond it, in pixels."""


class Curve:
    """One of the curves of a panel."""

    def __init__(
        self, stage: Stage, panel: Panel, steps: Numbers, values: Numbers, hue: str, label: str = "", above: int = 0
    ) -> None:
        """steps, values: [records]. above: the number of its mark among those that lie over the panel."""
        paints, unit = stage.paints, stage.unit
        self._panel = panel
        self._steps = steps
        self._values = values.astype(np.float64)
        self._above = above
        self._paints = paints(hue), paints("raised")
        self._mark = ball(paints, hue, label, (NUMBERED if label else PLAIN) * unit)
        places = panel.axes.places(steps, self._values)
        whole(panel.canvas, places, paints(hue, 0.45), 1.5 * unit)
        self._trail = Trail(panel, places, (paints(hue), 2.25 * unit), None)
        stage.trails.append(self._trail)
        # To a pixel; to two where each of these has several steps: what creeps need not be drawn anew each time.
        self._grain = 2 if int(steps[-1]) > panel.canvas.rect.size[0] else 1

    def go(self, step: int) -> None:
        """Stand at a step, or at the last one before that."""
        row = int(np.searchsorted(self._steps, step, side="right")) - 1
        self._trail.go(row)
        axes, value, grain = self._panel.axes, float(self._values[row]), self._grain
        x, y = axes.place(float(self._steps[row]), value)
        gone = Beyond.of(f"loss {shown(value, 3)}", x, y, axes, *self._paints)
        placed = Placed(self._mark, round(x / grain) * grain * SCALE, round(y) * SCALE)
        self._panel.move(self._above, gone or placed)
