"""The head of a picture of runs: the hill's name, and each lane's ball, rule and numbers, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.core.steps import Numbers
from app.exports.drawing.numerals import shown
from app.exports.drawing.rules import hue_of, name_of
from app.exports.drawing.stage import Stage, Words
from app.exports.results import RunResult

EDGE, FIRST, LINE, BELOW = 16, 25, 22, 14
"""Pixels beside it, down to its first line, from line to line, and below the last one."""
SIGN = 22
"""From a ball to its name."""
MOST = 0.45
"""How much of a picture's height it may take: beyond, it leaves out the numbers and how the runs ended."""


class Runner:
    """One lane in the picture."""

    def __init__(self, lane: RunResult, number: int, several: bool) -> None:
        self.name = name_of(lane.spec.optimizer, lane.spec.schedule)
        self.title = self.name.split(", ")[0]
        self.hue = hue_of(lane.spec.optimizer)
        self.label = str(number + 1) if several else ""
        self.last = len(lane.steps) - 1
        self.points: Numbers = lane.steps.point.astype(np.float64)
        self.losses: Numbers = lane.steps.loss.astype(np.float64)
        self._outcome = lane.outcome

    def ended(self, step: int, last: int) -> tuple[str, str]:
        """How it ended, where it has at that step, and in which colour that is said."""
        outcome, over = self._outcome, step >= min(self.last, last)
        if outcome.status == "diverged" and over:
            return f"diverged at step {outcome.step}", "bad"
        if outcome.status == "converged" and step >= outcome.step:
            return f"converged at step {outcome.step}", "good"
        return (f"loss {shown(float(self.losses[min(step, self.last)]), 3)}", "ink-soft") if over else ("", "ink")


class Legend:
    """Where the names of all lanes have room."""

    def __init__(self, stage: Stage, runners: Sequence[Runner]) -> None:
        self._stage = stage
        self._runners = runners
        self._face = stage.face(13)
        self.ends: list[Words] = []

    def write(self, formula: str, title: str) -> float:
        """Write the hill's formula, or its title where that is too long or not known, and the lanes. How high it is."""
        stage, bold = self._stage, self._stage.face(15, 600)
        u, (width, height) = stage.unit, stage.rect.size
        name = formula if formula and bold.width(formula) < width / 2 else title
        stage.write(EDGE * u, FIRST * u, name, bold, "ink")
        begin = EDGE * u + bold.width(name) + 24 * u
        names, room = [each.name for each in self._runners], self._face.width("diverged at step 00000")
        if self._lanes(begin, names, room, measured=True) <= MOST * height:
            return self._lanes(begin, names, room)
        return min(self._lanes(begin, [each.title for each in self._runners], 0.0), MOST * height)

    def _lanes(self, begin: float, names: Sequence[str], room: float, measured: bool = False) -> float:
        """Write the lanes, or only measure how high they are. room: for how a run ended."""
        stage, face, u = self._stage, self._face, self._stage.unit
        left, right = EDGE * u, stage.rect.right - EDGE * u
        wide = (SIGN + 8) * u + max(map(face.width, names)) + room
        first, columns = 0, max(int((right - begin) // wide), 0)
        if columns < len(names):
            first, begin, columns = 1, left, max(int((right - left) // wide), 1)
        # Where there is no room for it beside the name, how a run ended is said below.
        lines = 2 if room and wide > right - left else 1
        for number, (runner, name) in enumerate(zip(self._runners, names, strict=True)):
            if measured:
                break
            x = begin + (number % columns) * wide
            y = (FIRST + LINE * (first + lines * (number // columns))) * u
            stage.sign(runner.hue, runner.label, x + 8 * u, y - 4.5 * u)
            stage.write(x + SIGN * u, y, name, face, "ink")
            end = x + SIGN * u if lines == 2 else x + (SIGN + 6) * u + face.width(name)
            if room:
                self.ends.append(stage.say(end, y + LINE * (lines - 1) * u, room, face))
        rows = (len(names) - 1) // columns
        return (FIRST + LINE * (first + lines - 1 + lines * rows) + BELOW) * u
