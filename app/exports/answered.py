"""What a door has answered, as a result again: the very numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from app.core.arrays import untyped
from app.core.axis import SweepSpec
from app.core.ensembles import EnsembleMapSpec, EnsembleSpec
from app.core.lab.plane import Plane
from app.core.own import OwnRunSpec, OwnTrainingSpec
from app.core.steps import Outcome, Steps
from app.exports.results import (
    EnsembleResult,
    OwnRunResult,
    OwnTrainingResult,
    RunResult,
    SeedMapResult,
    SweepResult,
    TrainingResult,
)

if TYPE_CHECKING:
    from app.core.lab.frames import Frame


def own_run(spec: OwnRunSpec, answer: dict[str, Any]) -> RunResult:
    columns = answer["steps"]
    point, loss, grad = (np.array(columns[name], dtype=spec.dtype) for name in ("point", "loss", "grad"))
    steps = Steps(np.array(columns["step"]), point, loss, grad, {})
    return OwnRunResult(spec, Outcome(**answer["outcome"]), steps, answer["rates"], answer)


def own_training(spec: OwnTrainingSpec, answer: dict[str, Any]) -> TrainingResult:
    from app.core.lab.train import TrainingOutcome, Updates

    frames = [_frame(frame) for frame in answer["frames"]]
    outcome = TrainingOutcome(**answer["outcome"])
    return OwnTrainingResult(spec, outcome, Updates(**answer["steps"]), frames, answer["rates"], answer)


def _frame(told: dict[str, Any]) -> Frame:
    from app.core.lab.frames import Frame, Verdict

    plane = told["plane"] and Plane(untyped(told["plane"]["said"]), untyped(told["plane"]["share"]))
    test = told["test"] and Verdict(**told["test"])
    return Frame(**{**told, "training": Verdict(**told["training"]), "test": test, "plane": plane})


def sweep(spec: SweepSpec, answer: dict[str, Any]) -> SweepResult:
    from app.core.sweeps import Ends

    return SweepResult(spec, Ends(*(untyped(answer["ends"][name]) for name in ("status", "step", "loss", "minimum"))))


def ensemble(spec: EnsembleSpec, answer: dict[str, Any]) -> EnsembleResult:
    from app.core.lab.band import Band, Networks, Part, Spread, Standing

    band = Band(**answer["steps"])
    standings = [Standing(**each) for each in answer["standings"]]
    before, after = (Spread(**answer["weights"][end]) for end in ("before", "after"))
    return EnsembleResult(spec, band, standings, Part(band, standings, Networks(**answer["networks"]), before, after))


def ensemble_map(spec: EnsembleMapSpec, answer: dict[str, Any]) -> SeedMapResult:
    return SeedMapResult(spec, untyped(answer["learned"]), untyped(answer["diverged"]))
