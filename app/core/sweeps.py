"""One run at very many values of its numbers, as the lanes of one tensor: fans of paths, and maps of outcomes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor

from app.core.axis import FanSpec, SweepSpec
from app.core.lanes import Lanes, Values, advance
from app.core.spec import ObjectiveBase, OptimizerBase, RunSpec
from app.core.steps import CONVERGED_BELOW, DIVERGED_BEYOND, Numbers

TURN = 2_000_000
"""Lane-steps of a map between two reports: some 20 ms."""
PIECE = 128
"""Steps of a fan in a piece: some 20 ms."""
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
    """Paths side by side, the kept records of each: point, grad and state are [values, kept, dimension], loss is
    [values, kept].

    Past a divergence a path repeats its last record within bounds, and what isn't finite at its start is 0: nothing
    here is NaN.
    """

    point: Numbers
    loss: Numbers
    grad: Numbers
    state: dict[str, Numbers]
    ends: Ends


@dataclass(frozen=True)
class Map:
    """The ends of a sweep, a row for each value of y, a column for each value of x; and how much of it is done."""

    done: float
    ends: Ends | None = None


class Courses:
    """Follows many lanes as `Course` follows one run: which diverged and when, which converged and when.

    Here numpy judges what torch computes, since it judges in fewer passes through memory.
    """

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes
        count = len(lanes.point)
        self.alive, self._steep, self._mask = np.ones((3, count), dtype=bool)
        """Which lanes, and padding, have not diverged; which were never flat."""
        self._diverged, self._flat = np.zeros((2, count), dtype=np.int16)
        """The step at which each diverged, and the first at which it was flat."""
        self._last_loss: Numbers = np.zeros(count, dtype=lanes.loss.numpy().dtype)

    def advance(self) -> None:
        """Go on to the next record of all lanes, and judge it."""
        lanes, mask = self._lanes, self._mask
        before = lanes.loss.numpy()
        advance([lanes])
        within = np.isfinite(lanes.loss.numpy())
        for column in lanes.point.detach().numpy().T:
            within &= np.less_equal(np.abs(column), DIVERGED_BEYOND, out=mask)
        for values in (lanes.grad, *lanes.state.values()):
            for column in values.numpy().T:
                within &= np.isfinite(column, out=mask)
        diverged = np.flatnonzero(np.greater(self.alive, within, out=mask))
        if len(diverged):
            self._diverged[diverged] = lanes.step
            if lanes.step:
                self._last_loss[diverged] = before[diverged]
            self.alive[diverged] = False
        flat = np.flatnonzero(np.logical_and(self._steep, _length(lanes.grad) < CONVERGED_BELOW, out=mask))
        self._flat[flat] = lanes.step
        self._steep[flat] = False

    def ends(self, objective: ObjectiveBase) -> Ends:
        """How the lanes ended, if they ended here."""
        lanes, alive = self._lanes, self.alive
        converged = alive & (_length(lanes.grad) < CONVERGED_BELOW)
        status = np.where(alive, converged, 2).astype(np.int8)
        step = np.where(converged, self._flat, np.where(alive, np.int16(lanes.step), self._diverged))
        loss = np.where(alive, lanes.loss.numpy(), self._last_loss)
        minimum = np.where(converged, _nearest(objective, lanes.point.detach()).numpy(), np.int8(-1))
        return Ends(*(column[: lanes.count] for column in (status, step, loss, minimum)))


def fan(spec: FanSpec) -> Generator[None, None, Fan]:
    """The run at every value of the field, computed at once. Yields between pieces of the work."""
    columns = {field: torch.tensor(column, dtype=torch.float64) for field, column in spec.columns().items()}
    lanes = _lanes(spec.run, columns)
    courses = Courses(lanes)
    kept = set(spec.kept)
    paths: dict[str, list[Tensor]] = defaultdict(list)
    for step in range(spec.run.steps + 1):
        courses.advance()
        if step in kept:
            record = {"point": lanes.point.detach(), "loss": lanes.loss[:, None], "grad": lanes.grad, **lanes.state}
            alive = torch.from_numpy(courses.alive)[:, None]
            for name, value in record.items():
                path = paths[name]
                # A start may have no finite loss or gradient.
                path.append(torch.where(alive, value, path[-1]) if path else torch.nan_to_num(value, 0.0, 0.0, 0.0))
        if step % PIECE == PIECE - 1:
            yield
    rows = {name: torch.stack(path, 1)[: lanes.count].numpy() for name, path in paths.items()}
    point, loss, grad = (rows.pop(name) for name in ("point", "loss", "grad"))
    return Fan(point, loss[..., 0], grad, rows, courses.ends(spec.run.objective))


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
        blocks.append(courses.ends(spec.run.objective))
    shape = (len(up), len(across))
    columns_ = ([getattr(block, field.name) for block in blocks] for field in fields(Ends))
    yield Map(1.0, Ends(*(np.concatenate(column).reshape(shape) for column in columns_)))


def _lanes(run: RunSpec, columns: Mapping[str, Tensor]) -> Lanes:
    """The run as many lanes, in which the fields that have a column [lanes] have a value each."""
    (count,) = {len(column) for column in columns.values()}
    dtype = getattr(torch, run.dtype)

    start = torch.tensor([run.start], dtype=dtype).repeat(count, 1)
    for place in range(len(run.start)):
        if f"start.{place}" in columns:
            start[:, place] = columns[f"start.{place}"].to(dtype)
    values = hyperparameters(run.optimizer, columns)
    return Lanes(run.objective.load(), run.optimizer.load(), start, values, [run.schedule])


def hyperparameters(optimizer: OptimizerBase, columns: Mapping[str, Tensor]) -> dict[str, Values]:
    """The hyperparameters of many lanes: a column [lanes, 1] where the field has a column [lanes], else a number."""

    def values(field: str, value: float) -> float | Tensor:
        return columns[field][:, None] if field in columns else value

    return {
        name: tuple(values(f"optimizer.{name}.{place}", each) for place, each in enumerate(value))
        if isinstance(value, list)
        else values(f"optimizer.{name}", value)
        for name, value in optimizer.hyperparameters().items()
    }


def _length(grad: Tensor) -> Numbers:
    """The Euclidean norm, in double precision where it is a sum: [lanes, dimension] -> [lanes]."""
    if grad.shape[-1] == 1:
        length: Numbers = np.abs(grad[:, 0].numpy())
    else:
        length = torch.linalg.vector_norm(grad, dim=-1, dtype=torch.float64).numpy()
    return length


def _nearest(objective: ObjectiveBase, points: Tensor) -> Tensor:
    """Which minimum each point [lanes, dimension] has come to, -1 where none is near: int8 [lanes]."""
    minima = torch.tensor([minimum.point for minimum in objective.minima()], dtype=points.dtype)
    if not len(minima):
        return torch.full((len(points),), -1, dtype=torch.int8)
    near = NEAR * max(high - low for low, high in objective.load().domain)
    distance, nearest = torch.cdist(points, minima).min(-1)
    return torch.where(distance < near, nearest, -1).to(torch.int8)
