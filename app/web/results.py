"""All the numbers of what is carried home: computed by the engine, and those of own optimizers in the sandbox."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from app.core.axis import SweepSpec
from app.core.ensembles import EnsembleMapSpec, EnsembleSpec
from app.core.fields import BadField
from app.core.lab.plane import GRID, Plane
from app.core.own import OwnRunSpec, OwnTrainingSpec
from app.core.spec import RunSpec
from app.core.steps import Outcome, Steps
from app.core.training import TrainingSpec
from app.engine import Engine
from app.exports.results import (
    Computed,
    EnsembleResult,
    OwnRunResult,
    OwnTrainingResult,
    Result,
    RunResult,
    SeedMapResult,
    SweepResult,
    TrainingResult,
    noun_of,
)
from app.sandbox.pool import Sandbox
from app.web.own import Faulty, run_messages, training_messages, whole

if TYPE_CHECKING:
    from app.core.lab.frames import Frame


@dataclass(frozen=True)
class Computer:
    """What computes for a client."""

    engine: Engine
    sandbox: Sandbox
    client: Hashable

    async def result(self, spec: Computed, field: str) -> Result:
        """field: where the spec stands, for what is refused. Raises BadField, Faulty, Off and Busy."""
        try:
            result: Result = await getattr(self, noun_of(spec))(spec)
            return result
        except Faulty as faulty:
            faulty.field = f"{field}.{faulty.field}"
            raise
        except BadField as error:
            raise BadField(f"{field}.{error.field}", str(error)) from error

    async def run(self, spec: RunSpec) -> RunResult:
        if isinstance(spec, OwnRunSpec):
            return own_run(spec, await whole(run_messages(self.sandbox, self.engine, spec, self.client)))
        parts = [part async for part in self.engine.descend(spec)]
        outcome = parts[-1].outcome
        assert outcome is not None, "the last part of a run has its outcome"
        return RunResult(spec, outcome, Steps.join([part.steps for part in parts]), await self.engine.rates(spec))

    async def training(self, spec: TrainingSpec) -> TrainingResult:
        from app.core.lab.train import Updates

        if isinstance(spec, OwnTrainingSpec):
            return own_training(spec, await whole(training_messages(self.sandbox, spec, self.client)))
        parts = [part async for part in self.engine.train(spec)]
        outcome = parts[-1].outcome
        assert outcome is not None, "the last part of a training has its outcome"
        frames = [frame for part in parts for frame in part.frames]
        return TrainingResult(spec, outcome, Updates.join([part.steps for part in parts]), frames, parts[0].rates)

    async def sweep(self, spec: SweepSpec) -> SweepResult:
        async for part in self.engine.sweep(spec):
            ends = part.ends
        assert ends is not None, "the last part of a map has its ends"
        return SweepResult(spec, ends)

    async def ensemble(self, spec: EnsembleSpec) -> EnsembleResult:
        return EnsembleResult.joined(spec, [part async for part in self.engine.ensemble(spec)])

    async def ensemble_map(self, spec: EnsembleMapSpec) -> SeedMapResult:
        async for part in self.engine.seed_map(spec):
            learned, diverged = part.learned, part.diverged
        assert learned is not None and diverged is not None, "the last part of a map has its counts"
        return SeedMapResult(spec, learned, diverged)


def own_run(spec: OwnRunSpec, answer: dict[str, Any]) -> RunResult:
    """What a door has answered, as a result."""
    columns = answer["steps"]
    point, loss, grad = (np.array(columns[name], dtype=spec.dtype) for name in ("point", "loss", "grad"))
    steps = Steps(np.array(columns["step"]), point, loss, grad, {})
    return OwnRunResult(spec, Outcome(**answer["outcome"]), steps, answer["rates"], answer)


def own_training(spec: OwnTrainingSpec, answer: dict[str, Any]) -> TrainingResult:
    """The same of a training."""
    from app.core.lab.train import TrainingOutcome, Updates

    frames = [_frame(frame) for frame in answer["frames"]]
    outcome = TrainingOutcome(**answer["outcome"])
    return OwnTrainingResult(spec, outcome, Updates(**answer["steps"]), frames, answer["rates"], answer)


def _frame(told: dict[str, Any]) -> Frame:
    from app.core.lab.frames import Frame, Verdict

    def places(array: dict[str, Any]) -> Any:
        return np.frombuffer(b64decode(array["bdata"]), dtype=np.uint8).reshape(GRID, GRID)

    plane = told["plane"] and Plane(places(told["plane"]["said"]), places(told["plane"]["share"]))
    test = told["test"] and Verdict(**told["test"])
    return Frame(**{**told, "training": Verdict(**told["training"]), "test": test, "plane": plane})
