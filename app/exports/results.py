"""What there is to carry home: a run, a training or a map with all its numbers."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import numpy as np

from app.core.arrays import typed
from app.core.axis import SweepSpec
from app.core.rates import rates
from app.core.spec import RunSpec
from app.core.steps import NOWHERE, BadStart, Outcome, Steps
from app.core.training import TrainingSpec

if TYPE_CHECKING:
    from app.core.lab.frames import Frame
    from app.core.lab.train import TrainingOutcome, Updates
    from app.core.sweeps import Ends

PIECE = 250
"""Records or updates between two reports."""


@dataclass(frozen=True)
class RunResult:
    """A run. rates: of each update, where a schedule says them."""

    noun: ClassVar = "run"
    spec: RunSpec
    outcome: Outcome
    steps: Steps
    rates: list[float] | None

    def content(self) -> dict[str, Any]:
        """What `POST /api/runs` answers."""
        return {"run": self.spec.model_dump(), "outcome": self.outcome, "steps": self.steps, "rates": self.rates}


@dataclass(frozen=True)
class TrainingResult:
    """A training, and the network at some or all of its updates."""

    noun: ClassVar = "training"
    spec: TrainingSpec
    outcome: TrainingOutcome
    steps: Updates
    frames: list[Frame]
    rates: list[float] | None

    def content(self) -> dict[str, Any]:
        """What `POST /api/trainings` answers."""
        return {
            "training": self.spec.model_dump(),
            "outcome": self.outcome,
            "steps": self.steps,
            "frames": self.frames,
            "rates": self.rates,
        }


@dataclass(frozen=True)
class OwnRunResult(RunResult):
    """A run by an own optimizer. answer: what the door answers; its state has any shape, and is in no column here."""

    answer: dict[str, Any]

    def content(self) -> dict[str, Any]:
        return self.answer


@dataclass(frozen=True)
class OwnTrainingResult(TrainingResult):
    """A training by an own optimizer. answer: what the door answers."""

    answer: dict[str, Any]

    def content(self) -> dict[str, Any]:
        return self.answer


@dataclass(frozen=True)
class SweepResult:
    """A map."""

    noun: ClassVar = "sweep"
    spec: SweepSpec
    ends: Ends

    def content(self) -> dict[str, Any]:
        """What `POST /api/sweeps` answers."""
        edge = self.spec.edge()
        return {
            "sweep": self.spec.model_dump(),
            "x": typed(np.array(self.spec.x.values())),
            "y": typed(np.array(self.spec.y.values())),
            "edge": None if edge is None else typed(np.array(edge)),
            "ends": told(self.ends),
        }


Computed: TypeAlias = RunSpec | TrainingSpec | SweepSpec
"""The spec of what is computed."""
Result: TypeAlias = RunResult | TrainingResult | SweepResult
Work: TypeAlias = Generator[float, None, Result]
"""Work that yields the share of it that is done, and returns its result."""


def told(ends: Ends) -> dict[str, Any]:
    """How many runs ended, as JSON has it."""
    from app.core.sweeps import STATUSES

    return {
        "statuses": STATUSES,
        "status": typed(ends.status),
        "step": typed(ends.step),
        "loss": typed(ends.loss),
        "minimum": typed(ends.minimum),
    }


def title(spec: Computed) -> str:
    """In a word for each choice: `square-adam`."""
    if isinstance(spec, TrainingSpec):
        return f"{spec.data.name}-{spec.network.name}-{spec.optimizer.name}"
    run = spec.run if isinstance(spec, SweepSpec) else spec
    return f"{'map-' if isinstance(spec, SweepSpec) else ''}{run.objective.name}-{run.optimizer.name}"


def compute(spec: Computed) -> Work:
    """All the numbers of a spec, here and now. Raises BadStart."""
    if isinstance(spec, RunSpec):
        return _run(spec)
    return _training(spec) if isinstance(spec, TrainingSpec) else _sweep(spec)


def _run(spec: RunSpec) -> Work:
    from app.core.batch import descend

    parts = []
    for (part,) in descend([spec], [PIECE]):
        parts.append(part)
        yield min(1.0, len(parts) * PIECE / (spec.steps + 1))
    outcome = parts[-1].outcome
    assert outcome is not None, "the last part of a run has its outcome"
    if outcome == NOWHERE:
        raise BadStart
    return RunResult(spec, outcome, Steps.join([part.steps for part in parts]), rates(spec, spec.steps))


def _training(spec: TrainingSpec) -> Work:
    from app.core.lab.train import Updates, train

    parts = []
    for part in train(spec, [PIECE]):
        parts.append(part)
        yield min(1.0, len(parts) * PIECE / spec.updates)
    outcome = parts[-1].outcome
    assert outcome is not None, "the last part of a training has its outcome"
    frames = [frame for part in parts for frame in part.frames]
    return TrainingResult(spec, outcome, Updates.join([part.steps for part in parts]), frames, parts[0].rates)


def _sweep(spec: SweepSpec) -> Work:
    from app.core.sweeps import sweep

    for part in sweep(spec):
        yield part.done
        if part.ends is not None:
            return SweepResult(spec, part.ends)
    raise AssertionError("the last part of a sweep has its ends")
