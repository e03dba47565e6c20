"""The picture of runs on a hill: balls, trails, loss curves, and how each run ended."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.catalogue.schedules import SCHEDULES
from app.core.entries import Objective, find
from app.core.spec import RunSpec
from app.core.steps import Numbers
from app.exports.axes import Axes
from app.exports.canvas import SCALE, Canvas, Rect
from app.exports.hills import draw_contour, draw_curve, height_of, hill_of, window_of
from app.exports.losses import linear_range, log_range, steps_range
from app.exports.numerals import shown
from app.exports.panel import Beyond, Panel, Placed
from app.exports.pictures import Lane, PictureSpec
from app.exports.stage import Stage, Words, ball
from app.exports.trails import Trail, whole

BALL = 11
NUMBERED, PLAIN = 8, 5
"""How large the mark on a loss curve is: with its number, and without."""


class Runner:
    """One lane in the picture."""

    def __init__(self, lane: Lane, number: int, several: bool) -> None:
        rule = next((each for each in OPTIMIZERS if each.name == lane.spec.optimizer.name), None)
        self.lane = lane
        self.label = str(number + 1) if several else ""
        self.hue = f"hue-{rule.hue if rule else number % 6 + 1}"
        self.title = rule.title if rule else str(getattr(lane.spec.optimizer, "class_", "own"))
        self.points: Numbers = lane.steps.point.astype(np.float64)
        self.losses: Numbers = lane.steps.loss.astype(np.float64)

    def name(self) -> str:
        """Its rule and its numbers: those that it was given, and the rate in any case."""
        return ", ".join([self.title, *_numbers(self.lane.spec)])

    def ended(self, step: int, last: int) -> tuple[str, str]:
        """How it ended, where it has at that step, and in which colour that is said."""
        outcome = self.lane.outcome
        over = step >= min(self.lane.last, last)
        if outcome.status == "diverged" and over:
            return f"diverged at step {outcome.step}", "bad"
        if outcome.status == "converged" and step >= outcome.step:
            return f"converged at step {outcome.step}", "good"
        return (f"loss {shown(float(self.losses[min(step, self.lane.last)]), 3)}", "ink-soft") if over else ("", "ink")


class DescentStage(Stage):
    """Runs on one hill. The first lane lies above the others."""

    def __init__(self, spec: PictureSpec, lanes: Sequence[Lane]) -> None:
        super().__init__(int(spec.width), int(spec.height), spec.look)
        specs = [lane.spec for lane in lanes]
        several = len(lanes) > 1
        self.runners = [Runner(lane, number, several) for number, lane in enumerate(lanes)]
        self.last = max(lane.last for lane in lanes)
        objective = hill_of(specs)
        self._flat = objective.dimension == 1
        top = self._head(objective)
        hill, losses = self._rooms(top, spec.losses)
        self._hill = self._panel(hill, self._hill_axes(objective, specs, hill), "f(x)" if self._flat else "y", "x")
        (draw_curve if self._flat else draw_contour)(self._hill.canvas, self._hill.axes, objective)
        self._loss = self._losses(losses, spec.log) if losses else None
        self._count(losses)
        u, paints = self.unit, self.paints
        radius = (BALL - (2.5 if several else 0)) * u
        self._balls = [ball(paints, runner.hue, runner.label, radius) for runner in self.runners]
        mark = (NUMBERED if several else PLAIN) * u
        self._marks = [ball(paints, runner.hue, runner.label, mark) for runner in self.runners]
        self._trails = [self._trail(runner) for runner in self.runners]
        self._curves = [self._curve(runner) for runner in self.runners] if self._loss else []
        for panel in self.panels:
            panel.canvas.keep()
        self.restart()

    def restart(self) -> None:
        for panel in self.panels:
            panel.restore()
        for trail in (*self._trails, *self._curves):
            trail.restart()

    def show(self, step: int) -> None:
        for number, runner in enumerate(self.runners):
            row = min(step, runner.lane.last)
            above = len(self.runners) - number
            self._trails[number].go(row)
            self._put(above, number, row)
            if self._loss:
                self._curves[number].go(row)
                self._mark(self._loss, above, number, row)
            self._ends[number].say(*runner.ended(step, self.last))
        self._counter.say(f"step {step}")

    def _put(self, above: int, number: int, row: int) -> None:
        """Lay a ball where it is, to half a pixel."""
        runner, axes = self.runners[number], self._hill.axes
        point = runner.points[row]
        up = runner.losses[row] if self._flat else point[1]
        x, y = axes.place(point[0], up)
        text = f"x = {shown(point[0], 3)}" if self._flat else f"({shown(point[0], 3)}, {shown(point[1], 3)})"
        gone = Beyond.of(text, x, y, axes, self.paints(runner.hue), self.paints("raised"))
        fine = SCALE // 2
        self._hill.move(above, gone or Placed(self._balls[number], round(2 * x) * fine, round(2 * y) * fine))

    def _mark(self, panel: Panel, above: int, number: int, row: int) -> None:
        """Lay the mark on a loss curve where it is, to a pixel: it moves in every picture."""
        runner, axes = self.runners[number], panel.axes
        loss = runner.losses[row]
        x, y = axes.place(row, loss)
        gone = Beyond.of(f"loss {shown(float(loss), 3)}", x, y, axes, self.paints(runner.hue), self.paints("raised"))
        panel.move(above, gone or Placed(self._marks[number], round(x) * SCALE, round(y) * SCALE))

    def _trail(self, runner: Runner) -> Trail:
        axes, paints, u = self._hill.axes, self.paints, self.unit
        up = runner.losses if self._flat else runner.points[:, 1]
        ground = "raised" if self._flat else "low"
        strength, width = (0.45, 1.25) if self._flat else (0.8, 1.5)
        line = (paints(runner.hue, strength, ground), width * u)
        dots = (paints(runner.hue, 0.9, ground), 4.5 * u)
        return Trail(self._hill, axes.places(runner.points[:, 0], up), line, dots)

    def _curve(self, runner: Runner) -> Trail:
        assert self._loss is not None
        axes = self._loss.axes
        places = axes.places(np.arange(len(runner.losses)), runner.losses)
        return Trail(self._loss, places, (self.paints(runner.hue), 2.25 * self.unit), None)

    def _hill_axes(self, objective: Objective, specs: Sequence[RunSpec], room: Rect) -> Axes:
        window = window_of(objective, specs)
        up = height_of(objective, window[0]) if self._flat else window[1]
        return Axes(Rect(0, 0, *room.size), window[0], up, unit=self.unit)

    def _losses(self, room: Rect, log: bool) -> Panel:
        """The loss axes, with the whole of each curve faintly."""
        curves = [runner.losses for runner in self.runners]
        up = log_range(curves) if log else linear_range(curves)
        edge = ((NUMBERED if len(curves) > 1 else PLAIN) + 2.5) * self.unit
        axes = Axes(Rect(0, 0, *room.size), steps_range(self.last, room.size[0], edge), up, log, self.unit)
        panel = self._panel(room, axes, "loss", "")
        axes.rule(panel.canvas)
        for runner in self.runners:
            places = axes.places(np.arange(len(runner.losses)), runner.losses)
            whole(panel.canvas, places, self.paints(runner.hue, 0.45), 1.5 * self.unit)
        return panel

    def _head(self, objective: Objective) -> float:
        """The hill's name and the legend. How high they are."""
        u, title, face = self.unit, self.face(15, 600), self.face(13)
        left, right = 16 * u, self.rect.right - 16 * u
        self.write(left, 25 * u, objective.title, title, "ink")
        begin = left + title.width(objective.title) + 24 * u
        names = [runner.name() for runner in self.runners]
        room = face.width("diverged at step 00000")
        wide = 24 * u + max(map(face.width, names)) + 6 * u + room
        row, columns = 0, max(int((right - begin) // wide), 0)
        if columns < len(names):
            row, begin, columns = 1, left, max(int((right - left) // wide), 1)
        self._ends = []
        for number, (runner, name) in enumerate(zip(self.runners, names, strict=True)):
            x = begin + (number % columns) * wide
            y = (25 + 22 * (row + number // columns)) * u
            self._sign(runner, x + 8 * u, y - 4.5 * u)
            self.write(x + 22 * u, y, name, face, "ink")
            end = x + 28 * u + face.width(name)
            self._ends.append(Words(self, end, y, room, face))
        self.words += self._ends
        return (25 + 22 * (row + (len(names) - 1) // columns) + 14) * u

    def _sign(self, runner: Runner, x: float, y: float) -> None:
        """A small ball in the legend."""
        side = int(20 * self.unit)
        canvas = Canvas(side, side, self.paints, self.paints("raised"))
        sprite = ball(self.paints, runner.hue, runner.label, (8 if runner.label else 6) * self.unit)
        part = canvas.crop(canvas.rect)
        sprite.lay(part, canvas.rect, SCALE * side // 2, SCALE * side // 2)
        self.ground.paste(canvas.small(part), (round(x - side / 2), round(y - side / 2)))

    def _rooms(self, top: float, losses: bool) -> tuple[Rect, Rect | None]:
        """The insides of the two axes: beside each other, or one below the other where the picture is high."""
        u, (width, height) = self.unit, self.rect.size
        left, right, below, above = 52 * u, 18 * u, 46 * u, 22 * u
        if not losses:
            return _rounded(left, top + above, width - right, height - below), None
        if width >= 1.2 * (height - top):
            middle = 0.56 * width
            first = _rounded(left, top + above, middle - right, height - below)
            return first, _rounded(middle + left, top + above, width - right, height - below)
        middle = top + 0.6 * (height - top)
        first = _rounded(left, top + above, width - right, middle - below)
        return first, _rounded(left, middle + above, width - right, height - below)

    def _panel(self, room: Rect, axes: Axes, up: str, across: str) -> Panel:
        """A panel with what is written around it."""
        u, face = self.unit, self.face(12)
        titles = self.face(13)
        canvas = Canvas(*room.size, self.paints, self.paints("raised"))
        panel = Panel(room.left, room.top, canvas, axes)
        self.panels.append(panel)
        xs, ys = axes.ticks()
        for value, text in xs:
            self.write(room.left + axes.place(x=value)[0], room.bottom + 17 * u, text, face, anchor="ms")
        for value, text in ys:
            self.write(room.left - 7 * u, room.top + axes.place(y=value)[1], text, face, anchor="rm")
        self.write(room.left, room.top - 8 * u, up, titles)
        if across:
            self.write((room.left + room.right) / 2, room.bottom + 35 * u, across, titles, anchor="ms")
        return panel

    def _count(self, losses: Rect | None) -> None:
        """Where the step is said: below the loss curve, or in the upper right corner."""
        u, face = self.unit, self.face(13, 500)
        wide = face.width(f"step {self.last}")
        if losses:
            left, line = (losses.left + losses.right - wide) / 2, losses.bottom + 35 * u
        else:
            left, line = self.rect.right - 18 * u - wide, self._hill.top - 8 * u
        self._counter = Words(self, left, line, wide, face)
        self.words.append(self._counter)


def _numbers(spec: RunSpec) -> list[str]:
    """The numbers of a rule that are not the usual ones, and its rate, each with its letter."""
    given = spec.optimizer.parameters()
    rule = next((each for each in OPTIMIZERS if each.name == spec.optimizer.name), None)
    if rule is None:
        return [f"{name} = {value}" for name, value in given.items() if name == "lr"]
    told = []
    for parameter in rule.parameters:
        value = given[parameter.name]
        usual = list(parameter.default) if isinstance(parameter.default, tuple) else parameter.default
        if parameter.name == "lr" or value != usual:
            letters = [letter.translate(PLAIN_DIGITS) for letter in parameter.symbols]
            values = value if isinstance(value, list) else [value]
            told += [f"{letter} = {shown(each)}" for letter, each in zip(letters, values, strict=True)]
    if not spec.schedule.constant:
        told.append(find(SCHEDULES, spec.schedule.name).title.lower())
    return told


PLAIN_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-")


def _rounded(left: float, top: float, right: float, bottom: float) -> Rect:
    return Rect(round(left), round(top), round(right), round(bottom))
