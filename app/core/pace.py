"""The learning rates of lanes under schedules."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from app.core.spec import ScheduleBase

BLOCK = 64
"""Steps whose factors are worked out at once."""


class Pace:
    """What the learning rate of each lane is at each step: floor + (base - floor) * factor, in double precision."""

    def __init__(self, base: float | Tensor, schedules: Sequence[ScheduleBase], count: int) -> None:
        """base: of all `count` lanes, or a column. schedules: of the lanes in turn, the last of those that are left."""
        places: dict[ScheduleBase, int] = {}
        which = [places.setdefault(schedule, len(places)) for schedule in schedules]
        self._base = base
        self._factors = [schedule.load() for schedule in places]
        self._floors = torch.tensor([schedule.floor for schedule in places], dtype=torch.float64)
        self._which = torch.tensor(which + which[-1:] * (count - len(which)))
        self._table = torch.empty(0)
        self._first = -BLOCK

    def at(self, step: int) -> Tensor:
        """The rates of the update from the record at `step` on: a column, of one row where all are the same."""
        if not self._first <= step < self._first + BLOCK:
            self._first = step
            rows = [[factor(each) for factor in self._factors] for each in range(step, step + BLOCK)]
            self._table = torch.tensor(rows, dtype=torch.float64)
        floor, factor = self._column(self._floors), self._column(self._table[step - self._first])
        return floor + (self._base - floor) * factor

    def change(self, lane: int, rate: float) -> None:
        """Give a lane another base rate."""
        assert isinstance(self._base, Tensor), "lanes that change have a column"
        self._base[lane] = rate

    def keep(self, index: Tensor) -> None:
        """Go on with these lanes alone."""
        self._which = self._which[index]
        if isinstance(self._base, Tensor):
            self._base = self._base[index]

    def _column(self, row: Tensor) -> Tensor:
        return (row if len(row) == 1 else row[self._which])[:, None]
