"""The picture of a training: its losses, how often it is right, and of points the plane."""

from __future__ import annotations

import numpy as np

from app.core.catalogue.datasets import DATASETS
from app.core.catalogue.networks import NETWORKS
from app.core.entries import find
from app.core.steps import Numbers
from app.exports.drawing.axes import Axes
from app.exports.drawing.canvas import Rect
from app.exports.drawing.curves import PLAIN, RING, Curve
from app.exports.drawing.losses import linear_range, log_range, steps_range
from app.exports.drawing.numerals import shown
from app.exports.drawing.panel import Panel
from app.exports.drawing.plane import PlanePicture
from app.exports.drawing.rules import hue_of, name_of
from app.exports.drawing.stage import Stage
from app.exports.pictures import PictureSpec
from app.exports.results import TrainingResult

PERCENT = (-6.0, 106.0)
OWN_POINTS = "Own points"


class LabStage(Stage):
    """A training. At a step the network is as it was at the last frame before."""

    def __init__(self, spec: PictureSpec, told: TrainingResult) -> None:
        super().__init__(int(spec.width), int(spec.height), spec.look)
        self._told = told
        self._seen = -1
        self.last = len(told.steps)
        self._losses: Numbers = np.array(
            [np.nan if loss is None else loss for loss in told.steps.loss], dtype=np.float64
        )
        self._frames = np.array([frame.step for frame in told.frames])
        data = told.spec.data.load()
        hue = hue_of(told.spec.optimizer)
        top = self._head(hue)
        left, right = self.rooms(top, True)
        assert right is not None, "there is room for two"
        rooms = [left, *self.halves(right)] if data.domain else [left, right]
        self._plane = None
        if data.domain:
            axes = Axes(Rect(0, 0, *left.size), data.domain[0], data.domain[1], unit=self.unit)
            self._plane = PlanePicture(self.panel(left, axes, "y", "x"), data)
        finite = np.flatnonzero(np.isfinite(self._losses))
        losses = self._losses[finite]
        span = log_range([losses]) if spec.log else linear_range([losses], np.inf)
        self._curves = [Curve(self, self._over(rooms[-2], span, "loss", spec.log), finite, losses, hue)]
        right_panel = self._over(rooms[-1], PERCENT, "right, %")
        test = [frame.test.accuracy["all"] for frame in told.frames if frame.test]
        for place, (own, colour) in enumerate(((test, "test"), (self._accuracies(), hue))):
            if own:
                shares = 100 * np.array(own, dtype=np.float64)
                self._curves.append(Curve(self, right_panel, self._frames, shares, colour, above=place))
        self._counter = self.counter(rooms[-1], self.face(13, 500).width(self._said(self.last)))
        self.ready()

    def show(self, step: int) -> None:
        for curve in self._curves:
            curve.go(step)
        frame = int(np.searchsorted(self._frames, step, side="right")) - 1
        if self._plane is not None and (plane := self._told.frames[frame].plane) is not None and frame != self._seen:
            self._plane.show(plane)
            self._seen = frame
        self._counter.say(self._said(step))
        self._end.say(*self._ended(step))

    def restart(self) -> None:
        super().restart()
        self._seen = -1

    def _said(self, step: int) -> str:
        spec = self._told.spec
        return f"update {step}, epoch {min(step // spec.epoch, int(spec.epochs) - 1) + 1}"

    def _ended(self, step: int) -> tuple[str, str]:
        """How it ended, at the last step."""
        outcome = self._told.outcome
        if step < self.last:
            return "", "ink"
        if outcome.status == "diverged":
            return f"diverged at update {outcome.step}", "bad"
        return f"{shown(100 * (self._accuracies()[-1] or 0.0), 3)} % right", "ink-soft"

    def _accuracies(self) -> list[float]:
        return [frame.training.accuracy["all"] or 0.0 for frame in self._told.frames]

    def _over(self, room: Rect, up: tuple[float, float], title: str, log: bool = False) -> Panel:
        """A panel over the updates."""
        across = steps_range(self.last, room.size[0], (PLAIN + RING) * self.unit)
        axes = Axes(Rect(0, 0, *room.size), across, up, log, self.unit)
        panel = self.panel(room, axes, title, "")
        axes.rule(panel.canvas)
        return panel

    def _head(self, hue: str) -> float:
        """What is trained, by which rule. How high that is."""
        u, title, face = self.unit, self.face(15, 600), self.face(13)
        spec = self._told.spec
        network = find(NETWORKS, spec.network.name).title
        data = next((each.title for each in DATASETS if each.name == spec.data.name), OWN_POINTS)
        text = f"{network}: {data}"
        x, y = 16 * u, 25 * u
        self.write(x, y, text, title, "ink")
        items = [(hue, name_of(spec.optimizer, spec.schedule))]
        if any(frame.test for frame in self._told.frames):
            items.append(("test", "test samples"))
        wide = sum(face.width(each) + 46 * u for _, each in items)
        room = face.width("diverged at update 00000")
        x += title.width(text) + 24 * u
        if x + wide + room > self.rect.right:
            x, y = 16 * u, 47 * u
        for token, each in items:
            self.sign(token, "", x + 8 * u, y - 4.5 * u)
            self.write(x + 22 * u, y, each, face, "ink")
            x += 46 * u + face.width(each)
        self._end = self.say(x - 14 * u, y, room, face)
        return y + 14 * u
