"""The picture of runs on a hill: balls, trails, loss curves, and how each run ended."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.core.entries import Objective
from app.core.spec import RunSpec
from app.exports.drawing.axes import Axes
from app.exports.drawing.canvas import SCALE, Rect
from app.exports.drawing.curves import NUMBERED, PLAIN, RING, Curve
from app.exports.drawing.hills import draw_contour, draw_curve, height_of, hill_of, window_of
from app.exports.drawing.legend import Legend, Runner
from app.exports.drawing.losses import linear_range, log_range, steps_range
from app.exports.drawing.numerals import shown
from app.exports.drawing.panel import Beyond, Placed
from app.exports.drawing.stage import Stage, ball
from app.exports.drawing.trails import Trail
from app.exports.pictures import PictureSpec
from app.exports.results import RunResult

BALL, SMALL = 11, 8.5
"""How large a ball is alone, and among others, in pixels of the page."""


class DescentStage(Stage):
    """Runs on one hill. The first lane lies above the others."""

    def __init__(self, spec: PictureSpec, lanes: Sequence[RunResult]) -> None:
        super().__init__(int(spec.width), int(spec.height), spec.look)
        specs = [lane.spec for lane in lanes]
        several = len(lanes) > 1
        self.runners = [Runner(lane, number, several) for number, lane in enumerate(lanes)]
        self.last = max(runner.last for runner in self.runners)
        objective = hill_of(specs)
        self._flat = objective.dimension == 1
        legend = Legend(self, self.runners)
        top = legend.write(getattr(specs[0].objective, "formula", ""), objective.title)
        self._ends = legend.ends
        hill, losses = self.rooms(top, spec.losses)
        self._hill = self.panel(hill, self._hill_axes(objective, specs, hill), "f(x)" if self._flat else "y", "x")
        (draw_curve if self._flat else draw_contour)(self._hill.canvas, self._hill.axes, objective)
        self._curves = self._losses(losses, spec.log) if losses else []
        wide = self.face(13, 500).width(f"step {self.last}")
        self._counter = self.counter(losses, wide) if losses else self.corner(hill, wide)
        radius = (BALL if len(lanes) == 1 else SMALL) * self.unit
        self._balls = [ball(self.paints, runner.hue, runner.label, radius) for runner in self.runners]
        self._trails = [self._trail(runner) for runner in self.runners]
        self.ready()

    def show(self, step: int) -> None:
        for number, runner in enumerate(self.runners):
            row = min(step, runner.last)
            self._trails[number].go(row)
            self._put(len(self.runners) - number, number, row)
        for runner, end in zip(self.runners, self._ends, strict=False):
            end.say(*runner.ended(step, self.last))
        for curve in self._curves:
            curve.go(step)
        self._counter.say(f"step {step}")

    def _put(self, above: int, number: int, row: int) -> None:
        """Lay a ball where it is, to a pixel: what creeps need not be drawn anew each time."""
        runner, axes = self.runners[number], self._hill.axes
        point = runner.points[row]
        up = runner.losses[row] if self._flat else point[1]
        x, y = axes.place(point[0], up)
        text = f"x = {shown(point[0], 3)}" if self._flat else f"({shown(point[0], 3)}, {shown(point[1], 3)})"
        gone = Beyond.of(text, x, y, axes, self.paints(runner.hue), self.paints("raised"))
        self._hill.move(above, gone or Placed(self._balls[number], round(x) * SCALE, round(y) * SCALE))

    def _trail(self, runner: Runner) -> Trail:
        axes, paints, u = self._hill.axes, self.paints, self.unit
        up = runner.losses if self._flat else runner.points[:, 1]
        ground = "raised" if self._flat else "low"
        strength, width = (0.45, 1.25) if self._flat else (0.8, 1.5)
        line = (paints(runner.hue, strength, ground), width * u)
        dots = (paints(runner.hue, 0.9, ground), 4.5 * u)
        trail = Trail(self._hill, axes.places(runner.points[:, 0], up), line, dots)
        self.trails.append(trail)
        return trail

    def _hill_axes(self, objective: Objective, specs: Sequence[RunSpec], room: Rect) -> Axes:
        window = window_of(objective, specs)
        up = height_of(objective, window[0]) if self._flat else window[1]
        return Axes(Rect(0, 0, *room.size), window[0], up, unit=self.unit)

    def _losses(self, room: Rect, log: bool) -> list[Curve]:
        """The loss axes, and the curve of each lane."""
        losses = [runner.losses for runner in self.runners]
        up = log_range(losses) if log else linear_range(losses)
        edge = ((NUMBERED if len(losses) > 1 else PLAIN) + RING) * self.unit
        axes = Axes(Rect(0, 0, *room.size), steps_range(self.last, room.size[0], edge), up, log, self.unit)
        panel = self.panel(room, axes, "loss", "")
        axes.rule(panel.canvas)
        return [
            Curve(self, panel, np.arange(len(runner.losses)), runner.losses, runner.hue, runner.label, -number)
            for number, runner in enumerate(self.runners)
        ]
