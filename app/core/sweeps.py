"""One run at very many values of its numbers, as the lanes of one tensor: fans of paths, and maps of outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor

from app.core.axis import FanSpec, SweepSpec
from app.core.catalogue import OBJECTIVES, OPTIMIZERS, find
from app.core.entries import Objective
from app.core.lanes import Lanes, Values
from app.core.spec import RunSpec
from app.core.steps import CONVERGED_BELOW, DIVERGED_BEYOND, Numbers

TURN = 2_000_000
"""Lane-steps between two reports: some 20 ms."""
BLOCK = 65_536
"""Lanes at once: a map of 512 x 512 is done in four blocks of rows."""
NEAR = 0.02
"""How near to a minimum a run has come to it, in widths of the domain."""
STATUSES = ("finished", "converged", "diverged")


@dataclass(frozen=True)
class Ends:
    """How many runs ended, a row each: what `Outcome` says of one.

    status: int8 [lanes], its place in `STATUSES`. step: int16 [lanes], the step of convergence or divergence,
    else the last. loss: [lanes], of the last record. minimum: int8 [lanes], which of the objective's minima
    a converged run came to, -1 for none of them.
    """

    status: Numbers
    step: Numbers
    loss: Numbers
    minimum: Numbers


@dataclass(frozen=True)
class Fan:
    """Paths side by side. step: [kept]; point and grad: [values, kept, dimension]; loss: [values, kept].

    Past a divergence a path repeats its last record within bounds: nothing here is NaN.
    """

    values: list[float]
    step: Numbers
    point: Numbers
    loss: Numbers
    grad: Numbers
    ends: Ends


@dataclass(frozen=True)
class Map:
    """The ends of a sweep, a row for each value of y, a column for each value of x; and how much of it is done."""

    done: float
    ends: Ends | None = None


class Courses:
    """Follows many lanes as `Course` follows one run: which diverged and when, which converged and when."""

    def __init__(self, lanes: Lanes) -> None:
        width = len(lanes.point)
        self._lanes = lanes
        self.alive = torch.ones(width, dtype=torch.bool)
        self._reached = torch.zeros(width, dtype=torch.int16)
        self._flat = torch.zeros(width, dtype=torch.bool)
        self._converged = torch.full((width,), -1, dtype=torch.int16)
        self._loss = torch.zeros(width, dtype=lanes.point.dtype)

    def advance(self) -> None:
        """Go on to the next record of all lanes, and judge it."""
        lanes = self._lanes
        lanes.advance()
        # Zero times a finite number is zero, times any other NaN.
        zero = lanes.loss * 0
        for column in (lanes.grad, *lanes.state.values()):
            zero = zero + (column * 0).sum(-1)
        self._reached.masked_fill_(self.alive, lanes.step)
        self.alive &= (zero == 0) & (lanes.point.detach().abs() <= DIVERGED_BEYOND).all(-1)
        self._loss = torch.where(self.alive, lanes.loss, self._loss)
        self._flat = torch.linalg.vector_norm(lanes.grad, dim=-1, dtype=torch.float64) < CONVERGED_BELOW
        self._converged.masked_fill_(self.alive & self._flat & (self._converged < 0), lanes.step)

    def ends(self, objective: Objective) -> Ends:
        """How the lanes ended, if they ended here."""
        status = torch.where(self.alive, self._flat.to(torch.int8), 2)
        converged = status == 1
        step = torch.where(converged, self._converged, self._reached)
        minimum = torch.where(converged, _nearest(objective, self._lanes.point.detach()), -1)
        return Ends(*(column[: self._lanes.count].numpy() for column in (status, step, self._loss, minimum)))


def fan(spec: FanSpec) -> Fan:
    """The run at every value of the axis, computed at once."""
    values = spec.axis.values()
    lanes = _lanes(spec.run, {spec.axis.field: torch.tensor(values, dtype=torch.float64)})
    courses = Courses(lanes)
    kept = np.unique(np.linspace(0, spec.run.steps, spec.kept).round().astype(np.int16))
    paths: dict[str, list[Tensor]] = {"point": [], "loss": [], "grad": []}
    for step in range(spec.run.steps + 1):
        courses.advance()
        if step in kept:
            record = {"point": lanes.point.detach(), "loss": lanes.loss[:, None], "grad": lanes.grad}
            for name, path in paths.items():
                path.append(
                    torch.where(courses.alive[:, None], record[name], path[-1]) if path else record[name].clone()
                )
    point, loss, grad = (torch.stack(path, 1)[: lanes.count].numpy() for path in paths.values())
    ends = courses.ends(find(OBJECTIVES, spec.run.objective.name))
    return Fan(values, kept, point, loss[..., 0], grad, ends)


def sweep(spec: SweepSpec) -> Iterator[Map]:
    """The run at every pair of values: how much is done, again and again, and at last the map."""
    across, up = (torch.tensor(axis.values(), dtype=torch.float64) for axis in (spec.x, spec.y))
    rows = max(1, BLOCK // len(across))
    blocks = []
    for first in range(0, len(up), rows):
        part = up[first : first + rows]
        columns = {spec.x.field: across.repeat(len(part)), spec.y.field: part.repeat_interleave(len(across))}
        lanes = _lanes(spec.run, columns)
        courses = Courses(lanes)
        turn = max(1, TURN // lanes.count)
        for step in range(spec.run.steps + 1):
            courses.advance()
            if step % turn == turn - 1:
                yield Map((first + len(part) * step / spec.run.steps) / len(up))
        blocks.append(courses.ends(find(OBJECTIVES, spec.run.objective.name)))
    shape = (len(up), len(across))
    columns_ = ([getattr(block, field.name) for block in blocks] for field in fields(Ends))
    yield Map(1.0, Ends(*(np.concatenate(column).reshape(shape) for column in columns_)))


def _lanes(run: RunSpec, columns: Mapping[str, Tensor]) -> Lanes:
    """The run as many lanes, in which the fields that have a column [lanes] have a value each."""
    (count,) = {len(column) for column in columns.values()}
    dtype = getattr(torch, run.dtype)

    def values(field: str, value: float) -> float | Tensor:
        return columns[field][:, None] if field in columns else value

    start = torch.tensor([run.start], dtype=dtype).repeat(count, 1)
    for place in range(len(run.start)):
        if f"start.{place}" in columns:
            start[:, place] = columns[f"start.{place}"].to(dtype)
    hyperparameters: dict[str, Values] = {
        name: tuple(values(f"optimizer.{name}.{place}", each) for place, each in enumerate(value))
        if isinstance(value, list)
        else values(f"optimizer.{name}", value)
        for name, value in run.optimizer.hyperparameters().items()
    }
    return Lanes(find(OBJECTIVES, run.objective.name), find(OPTIMIZERS, run.optimizer.name), start, hyperparameters)


def _nearest(objective: Objective, points: Tensor) -> Tensor:
    """Which minimum each point [lanes, dimension] has come to, -1 where none is near: int8 [lanes]."""
    minima = torch.tensor([minimum.point for minimum in objective.minima], dtype=points.dtype)
    near = NEAR * max(high - low for low, high in objective.domain)
    distance, nearest = torch.cdist(points, minima).min(-1)
    return torch.where(distance < near, nearest, -1).to(torch.int8)
