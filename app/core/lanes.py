"""THE loop: many descents as the lanes of one tensor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import torch
from torch import Tensor

from app.core.catalogue import OBJECTIVES, OPTIMIZERS, find
from app.core.spec import MAX_STEPS, Change, DescentSpec, Hyperparameter, RunSpec
from app.core.steps import Course, Outcome, Steps

WIDTH = 16
"""Lanes are padded to a multiple of this: a tensor's tail takes another path, whose last bit may differ."""


class Lanes:
    """B descents of one objective by one rule, each with its own start and hyperparameters, in step.

    One backward pass gives every lane's gradient, since the sum of the losses has each lane's own gradient
    in each lane's own row; one `step()` of one `torch.optim.Optimizer` updates them all.
    """

    def __init__(self, specs: Sequence[DescentSpec]) -> None:
        """specs: one or more of the same objective, rule and dtype. Raises ValueError for a mixture."""
        kinds = {(spec.objective, spec.optimizer.name, spec.dtype) for spec in specs}
        if len(kinds) != 1:
            raise ValueError(f"lanes share objective, rule and dtype, got {len(kinds)} kinds")
        (objective, rule, dtype) = kinds.pop()
        self.count = len(specs)
        self.step = -1
        padding = -self.count % WIDTH
        padded = [*specs, *repeat(specs[-1], padding)]
        self._objective = find(OBJECTIVES, objective.name)
        start = [spec.start for spec in padded]
        self._point = torch.tensor(start, dtype=getattr(torch, dtype), requires_grad=True)
        rows = [spec.optimizer.hyperparameters() for spec in padded]
        self._hyperparameters = {name: _columns([row[name] for row in rows]) for name in rows[0]}
        taken = {
            name: columns if isinstance(rows[0][name], list) else columns[0]
            for name, columns in self._hyperparameters.items()
        }
        self._changes: dict[int, list[tuple[int, Change]]] = {}
        for lane, spec in enumerate(specs):
            for change in spec.changes:
                self.schedule(lane, change)
        self._rule = find(OPTIMIZERS, rule).load()([self._point], **taken)

    def records(self, count: int) -> list[Steps]:
        """The next `count` records of each lane. The very first is record 0, the start."""
        states = [name for name, value in self._state.items() if isinstance(value, Tensor)]
        columns: dict[str, list[Tensor]] = {name: [] for name in ("point", "loss", "grad", *states)}
        first = self.step + 1
        for _ in range(count):
            self._advance()
            columns["point"].append(self._point.detach().clone())
            columns["loss"].append(self._loss)
            columns["grad"].append(self._gradient)
            for name in states:
                columns[name].append(self._state[name].clone())
        arrays = {name: torch.stack(column).numpy() for name, column in columns.items()}
        step = np.arange(first, first + count)
        lanes = [{name: array[:, lane] for name, array in arrays.items()} for lane in range(self.count)]
        return [
            Steps(step, lane["point"], lane["loss"], lane["grad"], {name: lane[name] for name in states})
            for lane in lanes
        ]

    def schedule(self, lane: int, change: Change) -> None:
        """Let a lane use new hyperparameters from the record at `change.step` on, which must not be past."""
        self._changes.setdefault(change.step, []).append((lane, change))

    def _advance(self) -> None:
        if self.step >= 0:
            for lane, change in self._changes.get(self.step, ()):
                for name, value in change.optimizer.items():
                    numbers = value if isinstance(value, list) else [value]
                    for column, number in zip(self._hyperparameters[name], numbers, strict=True):
                        column[lane] = number
            self._rule.step()
        self._rule.zero_grad(set_to_none=True)
        loss = self._objective.call(self._point)
        loss.sum().backward()  # type: ignore[no-untyped-call]
        self._loss = loss.detach()
        self.step += 1

    @property
    def _gradient(self) -> Tensor:
        assert self._point.grad is not None, "each record follows a backward pass"
        return self._point.grad

    @property
    def _state(self) -> dict[str, Any]:
        state: dict[str, Any] = self._rule.state[self._point]
        return state


@dataclass(frozen=True)
class Part:
    """Some more of one run. The last part of a run has its outcome."""

    lane: int
    steps: Steps
    outcome: Outcome | None


def descend(specs: Sequence[RunSpec], sizes: Iterable[int] = (MAX_STEPS + 1,)) -> Iterator[list[Part]]:
    """Run the specs as lanes and yield their records in chunks, at most one part a lane each time.

    sizes: how many records the chunks have, the last size repeated. Raises ValueError as `Lanes` does.
    """
    lanes = Lanes(specs)
    courses = [Course() for _ in specs]
    left = {lane: spec.steps + 1 for lane, spec in enumerate(specs)}
    size = 0
    wanted = iter(sizes)
    while left:
        size = next(wanted, size)
        records = lanes.records(min(size, max(left.values())))
        parts = []
        for lane in list(left):
            steps = courses[lane].take(records[lane][: left[lane]])
            left[lane] -= len(steps)
            ended = left[lane] == 0 or courses[lane].diverged is not None
            if ended:
                del left[lane]
            parts.append(Part(lane, steps, courses[lane].outcome() if ended else None))
        yield parts


def _columns(values: Sequence[Hyperparameter]) -> tuple[Tensor, ...]:
    """A hyperparameter of all lanes: a float64 column [lanes, 1] for each number it has."""
    table = torch.tensor(values, dtype=torch.float64).reshape(len(values), -1)
    return tuple(table[:, [place]] for place in range(table.shape[1]))
