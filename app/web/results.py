"""All the numbers of a run, a training or a map, computed by the engine."""

from __future__ import annotations

from app.core.axis import SweepSpec
from app.core.fields import BadField
from app.core.spec import RunSpec
from app.core.steps import Steps
from app.core.training import TrainingSpec
from app.engine import Engine
from app.exports.results import Computed, Result, RunResult, SweepResult, TrainingResult


async def computed(engine: Engine, spec: Computed, field: str) -> Result:
    """field: where the spec stands, for what is refused. Raises BadField and Busy."""
    try:
        if isinstance(spec, RunSpec):
            return await descended(engine, spec)
        return await trained(engine, spec) if isinstance(spec, TrainingSpec) else await swept(engine, spec)
    except BadField as error:
        raise BadField(f"{field}.{error.field}", str(error)) from error


async def descended(engine: Engine, spec: RunSpec) -> RunResult:
    parts = [part async for part in engine.descend(spec)]
    outcome = parts[-1].outcome
    assert outcome is not None, "the last part of a run has its outcome"
    return RunResult(spec, outcome, Steps.join([part.steps for part in parts]), await engine.rates(spec))


async def trained(engine: Engine, spec: TrainingSpec) -> TrainingResult:
    from app.core.lab.train import Updates

    parts = [part async for part in engine.train(spec)]
    outcome = parts[-1].outcome
    assert outcome is not None, "the last part of a training has its outcome"
    frames = [frame for part in parts for frame in part.frames]
    return TrainingResult(spec, outcome, Updates.join([part.steps for part in parts]), frames, parts[0].rates)


async def swept(engine: Engine, spec: SweepSpec) -> SweepResult:
    async for part in engine.sweep(spec):
        ends = part.ends
    assert ends is not None, "the last part of a map has its ends"
    return SweepResult(spec, ends)
