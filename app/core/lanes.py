"""THE loop: many descents as the lanes of one tensor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from app.core.catalogue import OBJECTIVES, OPTIMIZERS, find
from app.core.entries import Objective, Optimizer
from app.core.spec import Change, DescentSpec, Hyperparameter
from app.core.steps import Steps

WIDTH = 16
"""Lanes are padded to a multiple of this: a tensor's tail takes another path, whose last bit may differ."""


Values = float | Tensor | tuple[float | Tensor, ...]
"""A hyperparameter of all lanes: one number, or a float64 column [lanes, 1]; several where torch takes several."""


class Lanes:
    """B descents of one objective by one rule, each with its own start and hyperparameters, in step.

    One backward pass gives every lane's gradient, since the sum of the losses has each lane's own gradient
    in each lane's own row; one `step()` of one `torch.optim.Optimizer` updates them all.
    """

    def __init__(
        self, objective: Objective, rule: Optimizer, start: Tensor, hyperparameters: Mapping[str, Values]
    ) -> None:
        """The lanes before record 0.

        start: [lanes, dimension], in the precision to step in. hyperparameters: under torch's own names.
        """
        self.count = len(start)
        self.step = -1
        self.loss = start.new_empty(0)
        self._objective = objective
        self._changes: dict[int, list[tuple[int, Change]]] = {}
        self.point = _padded(start).requires_grad_()
        padded = {name: _each(values, _padded) for name, values in hyperparameters.items()}
        self._rule = rule.load()([self.point], **padded)

    @classmethod
    def of(cls, specs: Sequence[DescentSpec]) -> Lanes:
        """A lane for each spec, of the same objective, rule and dtype. Raises ValueError for a mixture."""
        kinds = {spec.kind for spec in specs}
        if len(kinds) != 1:
            raise ValueError(f"lanes share objective, rule and dtype, got {len(kinds)} kinds")
        ((objective, rule, dtype),) = kinds
        start = torch.tensor([spec.start for spec in specs], dtype=getattr(torch, dtype))
        rows = [spec.optimizer.hyperparameters() for spec in specs]
        columns = {name: _columns([row[name] for row in rows]) for name in rows[0]}
        lanes = cls(find(OBJECTIVES, objective), find(OPTIMIZERS, rule), start, columns)
        for lane, spec in enumerate(specs):
            for change in spec.changes:
                lanes.schedule(lane, change)
        return lanes

    def records(self, count: int) -> list[Steps]:
        """The next `count` records of each lane. The very first is record 0, the start."""
        columns: dict[str, list[Tensor]] = {name: [] for name in ("point", "loss", "grad", *self.state)}
        first = self.step + 1
        for _ in range(count):
            self.advance()
            columns["point"].append(self.point.detach().clone())
            columns["loss"].append(self.loss)
            columns["grad"].append(self.grad)
            for name, value in self.state.items():
                columns[name].append(value.clone())
        arrays = {name: torch.stack(column).numpy() for name, column in columns.items()}
        step = np.arange(first, first + count)
        lanes = [{name: array[:, lane] for name, array in arrays.items()} for lane in range(self.count)]
        return [
            Steps(step, lane["point"], lane["loss"], lane["grad"], {name: lane[name] for name in self.state})
            for lane in lanes
        ]

    def schedule(self, lane: int, change: Change) -> None:
        """Let a lane use new hyperparameters from the record at `change.step` on, which must not be past."""
        self._changes.setdefault(change.step, []).append((lane, change))

    def advance(self) -> None:
        """Go on to the next record: update the points, then take loss and gradient there.

        point, loss, grad and state hold the record. They are of all lanes and of the padding after them, and
        the next record takes the place of point and state.
        """
        if self.step >= 0:
            for lane, change in self._changes.get(self.step, ()):
                self._change(lane, change)
            self._rule.step()
        self.point.grad = None
        loss = self._objective.call(self.point)
        loss.backward(torch.ones_like(loss))  # type: ignore[no-untyped-call]
        self.loss = loss.detach()
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
        places = {lane: place for place, lane in enumerate(lanes)}
        self._changes = {
            step: [(places[lane], change) for lane, change in changes if lane in places]
            for step, changes in self._changes.items()
        }

    def _change(self, lane: int, change: Change) -> None:
        (group,) = self._rule.param_groups
        for name, value in change.optimizer.items():
            columns = group[name] if isinstance(value, list) else [group[name]]
            for column, number in zip(columns, value if isinstance(value, list) else [value], strict=True):
                column[lane] = number


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
