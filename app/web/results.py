"""All the numbers of what is carried home: computed by the engine, and those of own optimizers in the sandbox."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson
from fastapi import Request

from app.core.axis import SweepSpec
from app.core.ensembles import EnsembleMapSpec, EnsembleSpec
from app.core.fields import BadField
from app.core.own import OwnRunSpec, OwnTrainingSpec
from app.core.spec import RunSpec
from app.core.steps import Steps
from app.core.training import TrainingSpec
from app.engine import Engine
from app.exports import answered
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
from app.sandbox.pool import Sandbox
from app.web.answers import Answers
from app.web.own import Faulty, asker, run_messages, training_messages, whole
from app.web.parts import ensemble_parts, seed_map_parts, sweep_parts

Read = TypeVar("Read")


@dataclass(frozen=True)
class Computer:
    """What computes for a client. A map, or many networks, that was answered lately isn't computed again."""

    engine: Engine
    sandbox: Sandbox
    answers: Answers
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
            return answered.own_run(spec, await whole(run_messages(self.sandbox, self.engine, spec, self.client)))
        parts = [part async for part in self.engine.descend(spec)]
        outcome = parts[-1].outcome
        assert outcome is not None, "the last part of a run has its outcome"
        return RunResult(spec, outcome, Steps.join([part.steps for part in parts]), await self.engine.rates(spec))

    async def training(self, spec: TrainingSpec) -> TrainingResult:
        from app.core.lab.train import Updates

        if isinstance(spec, OwnTrainingSpec):
            return answered.own_training(spec, await whole(training_messages(self.sandbox, spec, self.client)))
        parts = [part async for part in self.engine.train(spec)]
        outcome = parts[-1].outcome
        assert outcome is not None, "the last part of a training has its outcome"
        frames = [frame for part in parts for frame in part.frames]
        return TrainingResult(spec, outcome, Updates.join([part.steps for part in parts]), frames, parts[0].rates)

    async def sweep(self, spec: SweepSpec) -> SweepResult:
        answer = await self.answers.whole(spec, lambda: sweep_parts(self.engine, spec))
        return await self._read(answered.sweep, spec, answer)

    async def ensemble(self, spec: EnsembleSpec) -> EnsembleResult:
        answer = await self.answers.whole(spec, lambda: ensemble_parts(self.engine, spec))
        return await self._read(answered.ensemble, spec, answer)

    async def ensemble_map(self, spec: EnsembleMapSpec) -> SeedMapResult:
        answer = await self.answers.whole(spec, lambda: seed_map_parts(self.engine, spec))
        return await self._read(answered.ensemble_map, spec, answer)

    async def _read(self, read: Callable[[Any, Any], Read], spec: Any, answer: bytes) -> Read:
        return await self.engine.call(lambda: read(spec, orjson.loads(answer)))


def computer(request: Request) -> Computer:
    """The one that computes for who asks over HTTP."""
    state = request.app.state
    return Computer(state.engine, state.sandbox, state.answers, asker(request))
