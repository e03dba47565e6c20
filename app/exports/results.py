"""What there is to carry home: a run, a training, many networks or a map, with all its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeAlias

import numpy as np

from app.core.arrays import typed
from app.core.axis import SweepSpec
from app.core.ensembles import EnsembleMapSpec, EnsembleSpec
from app.core.fields import Spec
from app.core.own import OwnSpec
from app.core.spec import Ruled, RunSpec
from app.core.steps import Numbers, Outcome, Steps
from app.core.training import TrainingSpec

if TYPE_CHECKING:
    from app.core.lab.band import Band, Part, Standing
    from app.core.lab.frames import Frame
    from app.core.lab.train import TrainingOutcome, Updates
    from app.core.sweeps import Ends


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


@dataclass(frozen=True)
class EnsembleResult:
    """Networks of one training. band: of all updates. ended: the last part, which has how each network ended."""

    noun: ClassVar = "ensemble"
    spec: EnsembleSpec
    band: Band
    standings: list[Standing]
    ended: Part

    @classmethod
    def joined(cls, spec: EnsembleSpec, parts: Sequence[Part]) -> Self:
        """From all parts, in their order."""
        from app.core.lab.band import Band

        standings = [standing for part in parts for standing in part.standings]
        return cls(spec, Band.join([part.band for part in parts]), standings, parts[-1])

    def content(self) -> dict[str, Any]:
        """What `POST /api/trainings/ensembles` answers."""
        return {
            "ensemble": self.spec.model_dump(),
            "steps": self.band,
            "standings": self.standings,
            **fared(self.ended),
        }


@dataclass(frozen=True)
class SeedMapResult:
    """A map of the seeds: how many learn and diverge, a row for each value of y, a column for each of x."""

    noun: ClassVar = "ensemble_map"
    spec: EnsembleMapSpec
    learned: Numbers
    diverged: Numbers

    def content(self) -> dict[str, Any]:
        """What `POST /api/trainings/maps` answers."""
        return {
            "ensemble_map": self.spec.model_dump(),
            "x": typed(np.array(self.spec.x.values())),
            "y": typed(np.array(self.spec.y.values())),
            "learned": typed(self.learned),
            "diverged": typed(self.diverged),
        }


Computed: TypeAlias = RunSpec | TrainingSpec | SweepSpec | EnsembleSpec | EnsembleMapSpec
"""The spec of what is computed."""
Result: TypeAlias = RunResult | TrainingResult | SweepResult | EnsembleResult | SeedMapResult

NOUNS: dict[str, type[Spec]] = {
    "run": RunSpec,
    "training": TrainingSpec,
    "sweep": SweepSpec,
    "ensemble": EnsembleSpec,
    "ensemble_map": EnsembleMapSpec,
}
"""What each is of, by the name of the field that it stands in."""


def noun_of(spec: Computed) -> str:
    """The name of the field that a spec stands in."""
    return next(noun for noun, kind in NOUNS.items() if isinstance(spec, kind))


def fared(part: Part) -> dict[str, Any]:
    """What is told at the end of many networks: how each ended, and the weights' spread."""
    return {"networks": part.networks, "weights": {"before": part.before, "after": part.after}}


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
    match spec:
        case EnsembleSpec():
            return f"networks-{title(spec.training)}"
        case EnsembleMapSpec():
            return f"map-{title(spec.training)}"
        case SweepSpec():
            return f"map-{title(spec.run)}"
        case TrainingSpec():
            return f"{spec.data.name}-{spec.network.name}-{_rule(spec)}"
    return f"{spec.objective.name}-{_rule(spec)}"


def _rule(spec: Ruled) -> str:
    """What its optimizer is called, as far as any name of a file holds it."""
    own = spec.optimizer
    return own.class_ if isinstance(own, OwnSpec) and own.class_.isascii() else own.name
