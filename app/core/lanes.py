"""THE loop: many descents as the lanes of one tensor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from app.core.entries import Objective
from app.core.pace import Pace
from app.core.spec import Change, DescentSpec, Hyperparameter, ScheduleBase
from app.core.steps import WIDTH, Steps

Values = float | Tensor | tuple[float | Tensor, ...]
"""A hyperparameter of all lanes: one number, or a float64 column [lanes, 1]; several where torch takes several."""


class Lanes:
    """B descents of one objective by one rule, each with its own start and hyperparameters, in step.

    One `step()` of one `torch.optim.Optimizer` updates them all. `advance` takes them from record to record: then
    point, loss, grad and state hold the record, of all lanes and of the padding after them. The next record takes
    the place of point and state.
    """

    def __init__(
        self,
        objective: Objective,
        rule: Callable[..., torch.optim.Optimizer],
        start: Tensor,
        hyperparameters: Mapping[str, Values],
        schedules: Sequence[ScheduleBase] = (),
    ) -> None:
        """The lanes before record 0.

        start: [lanes, dimension], in the precision to step in. hyperparameters: under torch's own names. schedules:
        of the learning rate, one for each lane, or one for all; none where it is constant.
        """
        self.count = len(start)
        self.step = -1
        self.loss = start.new_empty(0)
        self.objective = objective
        self._changes: dict[int, list[tuple[int, Change]]] = {}
        self.point = _padded(start).requires_grad_()
        padded = {name: _each(values, _padded) for name, values in hyperparameters.items()}
        self._rule = rule([self.point], **padded)
        self._pace: Pace | None = None
        if not all(schedule.constant for schedule in schedules):
            self._pace = Pace(padded["lr"], schedules, len(self.point))

    @classmethod
    def of(cls, specs: Sequence[DescentSpec]) -> Lanes:
        """A lane for each spec, of the same objective, rule and dtype. Raises ValueError for a mixture."""
        kinds = {(*spec.ground, spec.optimizer.name) for spec in specs}
        if len(kinds) != 1:
            raise ValueError(f"lanes share objective, dtype and rule, got {len(kinds)} kinds")
        first = specs[0]
        start = torch.tensor([spec.start for spec in specs], dtype=getattr(torch, first.dtype))
        rows = [spec.optimizer.hyperparameters() for spec in specs]
        columns = {name: _columns([row[name] for row in rows]) for name in rows[0]}
        schedules = [spec.schedule for spec in specs]
        lanes = cls(first.objective.load(), first.optimizer.load(), start, columns, schedules)
        for lane, spec in enumerate(specs):
            for change in spec.changes:
                lanes.schedule(lane, change)
        return lanes

    def schedule(self, lane: int, change: Change) -> None:
        """Let a lane use new hyperparameters from the record at `change.step` on, which must not be past."""
        self._changes.setdefault(change.step, []).append((lane, change))

    def update(self) -> None:
        """Let the rule step from the record at hand, where there is one."""
        if self.step >= 0:
            for lane, change in self._changes.get(self.step, ()):
                self._change(lane, change)
            if self._pace is not None:
                self._rule.param_groups[0]["lr"] = self._pace.at(self.step)
            self._rule.step()
        self.point.grad = None
        self.step += 1

    @property
    def grad(self) -> Tensor:
        assert self.point.grad is not None, "each record follows a backward pass"
        return self.point.grad

    @property
    def state(self) -> dict[str, Tensor]:
        """The rule's tensors, under torch's own names."""
        return {name: value for name, value in self._rule.state[self.point].items() if isinstance(value, Tensor)}

    def keep(self, lanes: Sequence[int]) -> None:
        """Go on with these lanes alone, one or more, in this order."""
        index = _padded(torch.tensor(lanes))
        self.count = len(lanes)
        state = {
            name: value[index] if isinstance(value, Tensor) else value
            for name, value in self._rule.state.pop(self.point).items()
        }
        (group,) = self._rule.param_groups
        grad = self.point.grad
        self.point = self.point.detach()[index].requires_grad_()
        self.point.grad = None if grad is None else grad[index]
        for name, values in group.items():
            group[name] = [self.point] if name == "params" else _each(values, lambda column: column[index])
        self._rule.state[self.point] = state
        if self._pace is not None:
            self._pace.keep(index)
        places = {lane: place for place, lane in enumerate(lanes)}
        self._changes = {
            step: [(places[lane], change) for lane, change in changes if lane in places]
            for step, changes in self._changes.items()
        }

    def _change(self, lane: int, change: Change) -> None:
        (group,) = self._rule.param_groups
        for name, value in change.optimizer.items():
            if name == "lr" and self._pace is not None:
                self._pace.change(lane, value)
                continue
            columns = group[name] if isinstance(value, list) else [group[name]]
            for column, number in zip(columns, value if isinstance(value, list) else [value], strict=True):
                column[lane] = number


def advance(several: Sequence[Lanes]) -> None:
    """Take lanes of one objective and precision, by whatever rules, to their next record.

    One backward pass gives every lane's gradient, since the sum of the losses has each lane's own gradient in
    each lane's own row.
    """
    for lanes in several:
        lanes.update()
    points = [lanes.point for lanes in several]
    loss = several[0].objective.call(torch.cat(points) if len(points) > 1 else points[0])
    loss.backward(torch.ones_like(loss))  # type: ignore[no-untyped-call]
    parts = torch.split(loss.detach(), [len(point) for point in points]) if len(points) > 1 else (loss.detach(),)
    for lanes, part in zip(several, parts, strict=True):
        lanes.loss = part


def records(several: Sequence[Lanes], count: int) -> list[list[Steps]]:
    """The next `count` records of each lane of each of several. The very first is record 0, the start."""
    return [[block.lane(lane) for lane in range(len(block.loss))] for block in blocks(several, count)]


def blocks(several: Sequence[Lanes], count: int) -> list[Steps]:
    """The same in one piece for each of several, its lanes side by side."""
    logs: list[dict[str, list[Tensor]]] = [
        {name: [] for name in ("point", "loss", "grad", *lanes.state)} for lanes in several
    ]
    for _ in range(count):
        advance(several)
        for lanes, log in zip(several, logs, strict=True):
            log["point"].append(lanes.point.detach().clone())
            log["loss"].append(lanes.loss)
            log["grad"].append(lanes.grad)
            for name, value in lanes.state.items():
                log[name].append(value.clone())
    return [_block(lanes, log) for lanes, log in zip(several, logs, strict=True)]


def _block(lanes: Lanes, log: Mapping[str, Sequence[Tensor]]) -> Steps:
    """What was logged of the lanes, up to the record at hand: each column [lanes, records, ...]."""
    columns = {name: torch.stack(list(column), 1)[: lanes.count].numpy() for name, column in log.items()}
    point, loss, grad = (columns.pop(name) for name in ("point", "loss", "grad"))
    return Steps(np.arange(lanes.step + 1 - loss.shape[1], lanes.step + 1), point, loss, grad, columns)


def _columns(values: Sequence[Hyperparameter]) -> Values:
    """A hyperparameter of many specs, a lane each."""
    table = torch.tensor(values, dtype=torch.float64)
    return table[:, None] if table.dim() == 1 else tuple(column[:, None] for column in table.T)


def _each(values: Any, change: Callable[[Tensor], Tensor]) -> Any:
    """A hyperparameter with its columns changed. What is one number for all lanes stays so."""
    if isinstance(values, tuple):
        return tuple(_each(each, change) for each in values)
    return change(values) if isinstance(values, Tensor) else values


def _padded(rows: Tensor) -> Tensor:
    """A copy with the last row repeated until their number is a multiple of 16."""
    return torch.cat([rows, rows[-1:].repeat(-len(rows) % WIDTH, *[1] * (rows.dim() - 1))])
