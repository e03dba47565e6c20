"""Fans, maps and many networks as doors answer them: how much is done, from time to time, and at last the JSON."""

from __future__ import annotations

from app.core.arrays import typed
from app.core.axis import FanSpec, SweepSpec
from app.core.ensembles import EnsembleMapSpec, EnsembleSpec
from app.engine import Engine
from app.exports.encoding import encoded
from app.exports.results import EnsembleResult, SeedMapResult, SweepResult, told
from app.web.answers import Parts


async def fan_parts(engine: Engine, spec: FanSpec) -> Parts:
    found = await engine.fan(spec)
    content = {
        "fan": spec.model_dump(),
        "point": typed(found.point),
        "loss": typed(found.loss),
        "grad": typed(found.grad),
        "state": {name: typed(column) for name, column in found.state.items()},
        "ends": told(found.ends),
    }
    yield await engine.call(encoded, content)


async def sweep_parts(engine: Engine, spec: SweepSpec) -> Parts:
    async for part in engine.sweep(spec):
        if part.ends is None:
            yield part.done
        else:
            yield await engine.call(encoded, SweepResult(spec, part.ends).content())


async def ensemble_parts(engine: Engine, spec: EnsembleSpec) -> Parts:
    result = EnsembleResult.joined(spec, [part async for part in engine.ensemble(spec)])
    yield await engine.call(encoded, result.content())


async def seed_map_parts(engine: Engine, spec: EnsembleMapSpec) -> Parts:
    async for part in engine.seed_map(spec):
        if part.learned is None or part.diverged is None:
            yield part.done
        else:
            yield await engine.call(encoded, SeedMapResult(spec, part.learned, part.diverged).content())
