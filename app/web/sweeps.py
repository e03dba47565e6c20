"""`POST /api/fans`, `POST /api/sweeps`: one run at many values of its numbers, as paths and as a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from fastapi import APIRouter, Body, Request
from starlette.responses import Response

from app.core.arrays import typed
from app.core.axis import FanSpec, SweepSpec
from app.engine import Engine
from app.web.answers import Answers, Parts
from app.web.encoding import encoded
from app.web.examples import FANS, SWEEPS
from app.web.replies import FanAnswer, SweepAnswer

if TYPE_CHECKING:
    from app.core.sweeps import Ends

router = APIRouter(prefix="/api", tags=["sweeps"])


@router.post("/fans", summary="A run at many values of one of its numbers", response_model=FanAnswer)
async def fan(spec: Annotated[FanSpec, Body(openapi_examples=FANS)], request: Request) -> Response:
    """Descend at every value, all as lanes of one tensor, and answer the wanted records of every path."""
    engine: Engine = request.app.state.engine
    answers: Answers = request.app.state.answers
    return await answers.respond(request, spec, lambda: fan_parts(engine, spec))


@router.post("/sweeps", summary="A map of two of its numbers", response_model=SweepAnswer)
async def sweep(spec: Annotated[SweepSpec, Body(openapi_examples=SWEEPS)], request: Request) -> Response:
    """Descend at every pair of values, and answer how each run ended. The socket tells the progress of it too."""
    engine: Engine = request.app.state.engine
    answers: Answers = request.app.state.answers
    return await answers.respond(request, spec, lambda: sweep_parts(engine, spec))


async def fan_parts(engine: Engine, spec: FanSpec) -> Parts:
    found = await engine.fan(spec)
    content = {
        "fan": spec.model_dump(),
        "point": typed(found.point),
        "loss": typed(found.loss),
        "grad": typed(found.grad),
        "state": {name: typed(column) for name, column in found.state.items()},
        "ends": _ends(found.ends),
    }
    yield await engine.call(encoded, content)


async def sweep_parts(engine: Engine, spec: SweepSpec) -> Parts:
    async for part in engine.sweep(spec):
        if part.ends is None:
            yield part.done
        else:
            axes = {name: typed(np.array(axis.values())) for name, axis in (("x", spec.x), ("y", spec.y))}
            edge = spec.edge()
            content = {
                "sweep": spec.model_dump(),
                **axes,
                "edge": None if edge is None else typed(np.array(edge)),
                "ends": _ends(part.ends),
            }
            yield await engine.call(encoded, content)


def _ends(ends: Ends) -> dict[str, Any]:
    from app.core.sweeps import STATUSES

    return {
        "statuses": STATUSES,
        "status": typed(ends.status),
        "step": typed(ends.step),
        "loss": typed(ends.loss),
        "minimum": typed(ends.minimum),
    }
