"""All the numbers of a spec, computed here and now: what a terminal has instead of a server's engine."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, TypeAlias

from app.core.axis import SweepSpec
from app.core.ensembles import EnsembleMapSpec, EnsembleSpec
from app.core.rates import rates
from app.core.spec import RunSpec
from app.core.steps import NOWHERE, BadStart, Steps
from app.core.training import TrainingSpec
from app.exports.results import (
    Computed,
    EnsembleResult,
    Result,
    RunResult,
    SeedMapResult,
    SweepResult,
    TrainingResult,
    noun_of,
)

PIECE = 250
"""Records or updates between two reports."""

Work: TypeAlias = Generator[float, None, Result]
"""Work that yields the share of it that is done, and returns its result."""


def compute(spec: Computed) -> Work:
    """All of it. Raises BadStart."""
    return WORK[noun_of(spec)](spec)


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


def _ensemble(spec: EnsembleSpec) -> Work:
    from app.core.lab.band import ensemble

    parts = []
    for part in ensemble(spec):
        if part is not None:
            parts.append(part)
            yield (part.band.step[-1] + 1) / spec.training.updates
    return EnsembleResult.joined(spec, parts)


def _seed_map(spec: EnsembleMapSpec) -> Work:
    from app.core.lab.seedmap import seed_map

    for part in seed_map(spec):
        if part is not None:
            yield part.done
            if part.learned is not None and part.diverged is not None:
                return SeedMapResult(spec, part.learned, part.diverged)
    raise AssertionError("the last part of a map has its counts")


WORK: dict[str, Callable[[Any], Work]] = {
    "run": _run,
    "training": _training,
    "sweep": _sweep,
    "ensemble": _ensemble,
    "ensemble_map": _seed_map,
}
"""By the name of what it makes."""
