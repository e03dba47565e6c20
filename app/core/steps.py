"""What a run yields: its records in columns, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from app.core.fields import BadField

Numbers = NDArray[Any]
Status = Literal["finished", "converged", "diverged"]

CONVERGED_BELOW = 1e-4
DIVERGED_BEYOND = 1e6
WIDTH = 16
"""Lanes are padded to a multiple of this: a tensor's tail takes another path, whose last bit may differ."""


@dataclass(frozen=True)
class Steps:
    """Records in a row, one after another, in columns.

    step: [records]; point and grad: [records, dimension]; loss: [records]; state: each as point. A record
    holds the point at its step, the loss and the gradient there, and the optimizer's state.
    """

    step: Numbers
    point: Numbers
    loss: Numbers
    grad: Numbers
    state: dict[str, Numbers]

    def __len__(self) -> int:
        return len(self.step)

    def __getitem__(self, rows: slice) -> Steps:
        state = {name: column[rows] for name, column in self.state.items()}
        return Steps(self.step[rows], self.point[rows], self.loss[rows], self.grad[rows], state)

    def lane(self, lane: int) -> Steps:
        """The records of one lane, where those of many are side by side: each column [lanes, records, ...]."""
        state = {name: column[lane] for name, column in self.state.items()}
        return Steps(self.step, self.point[lane], self.loss[lane], self.grad[lane], state)

    def copy(self) -> Steps:
        """The same records in memory of their own: a slice keeps the whole alive that it is cut from."""
        state = {name: column.copy() for name, column in self.state.items()}
        return Steps(self.step.copy(), self.point.copy(), self.loss.copy(), self.grad.copy(), state)

    @property
    def nbytes(self) -> int:
        return sum(column.nbytes for column in (self.step, self.point, self.loss, self.grad, *self.state.values()))

    @staticmethod
    def join(parts: Sequence[Steps]) -> Steps:
        """The records of all parts, in their order."""
        state = {name: np.concatenate([part.state[name] for part in parts]) for name in parts[0].state}
        step, point, loss, grad = (
            np.concatenate([getattr(part, column) for part in parts]) for column in ("step", "point", "loss", "grad")
        )
        return Steps(step, point, loss, grad, state)

    def columns(self) -> dict[str, Any]:
        """As JSON has it: lists of Python numbers, each the very value that torch's `.item()` gives."""
        return {
            "step": self.step.tolist(),
            "point": self.point.tolist(),
            "loss": self.loss.tolist(),
            "grad": self.grad.tolist(),
            "state": {name: column.tolist() for name, column in self.state.items()},
        }

    def record(self, row: int) -> dict[str, Any]:
        """One record as JSON has it."""
        columns = self[row : row + 1 or None].columns()
        state = {name: column[0] for name, column in columns.pop("state").items()}
        return {**{name: column[0] for name, column in columns.items()}, "state": state}


@dataclass(frozen=True)
class Outcome:
    """How a run ended.

    finished: all steps done. converged: all steps done, and the gradient's norm at the end is below 1e-4;
    `step` is the first at which it was. diverged: at `step` a value was no longer finite, or a coordinate was
    further than 1e6 from zero; the run ended there, and that record is not among its steps. point and loss
    are those of the last record.
    """

    status: Status
    step: int
    point: list[float]
    loss: float


NOWHERE = Outcome("diverged", 0, [], 0.0)
"""What a run comes to that has no record: loss and gradient are not both finite at its start."""


class BadStart(BadField):
    """A run that can't begin."""

    def __init__(self) -> None:
        super().__init__("start", "must be where the objective and its gradient are finite")


class Course:
    """Follows one run as its records come: cuts them where it diverges, knows how it ended."""

    def __init__(self) -> None:
        self._last: Steps | None = None
        self._converged: int | None = None
        self.diverged: int | None = None

    def take(self, steps: Steps) -> Steps:
        """The records that belong to the run: all of them, or those before it diverged."""
        return self.follow(steps, *judge(steps))

    def follow(self, steps: Steps, tame: Numbers, flat: Numbers) -> Steps:
        """The same of records that were judged before, perhaps with some after them."""
        if not tame[: len(steps)].all():
            wild = int(tame.argmin())
            self.diverged = int(steps.step[wild])
            steps = steps[:wild]
        if len(steps):
            self._last = steps[-1:]
            if self._converged is None and flat[: len(steps)].any():
                self._converged = int(steps.step[flat.argmax()])
        return steps

    def outcome(self) -> Outcome:
        """How the run ended, if it ended with the last record taken."""
        if self._last is None:
            return NOWHERE
        (step,), (point,), (loss,) = self._last.step, self._last.point, self._last.loss
        status: Status = "finished"
        at = int(step)
        if self.diverged is not None:
            status, at = "diverged", self.diverged
        elif self._converged is not None and norm(self._last.grad)[0] < CONVERGED_BELOW:
            status, at = "converged", self._converged
        return Outcome(status, at, point.tolist(), float(loss))


def judge(steps: Steps) -> tuple[Numbers, Numbers]:
    """Of each record, of one run or of lanes side by side: is it within bounds, and is it flat."""
    with np.errstate(over="ignore"):
        return _tame(steps), norm(steps.grad) < CONVERGED_BELOW


def norm(grad: Numbers) -> Numbers:
    """The Euclidean norm of each gradient, in double precision: [..., dimension] -> [...]."""
    norm: Numbers = np.linalg.norm(grad.astype(np.float64), axis=-1)
    return norm


def _tame(steps: Steps) -> Numbers:
    tame: Numbers = np.isfinite(steps.loss)
    for column in (steps.grad, *steps.state.values()):
        for coordinate in np.moveaxis(column, -1, 0):
            tame &= np.isfinite(coordinate)
    for coordinate in np.moveaxis(steps.point, -1, 0):
        tame &= np.abs(coordinate) <= DIVERGED_BEYOND
    return tame
