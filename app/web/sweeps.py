"""`POST /api/fans`, `POST /api/sweeps`: one run at many values of its numbers, as paths and as a map."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Request
from starlette.responses import Response

from app.core.axis import FanSpec, SweepSpec
from app.engine import Engine
from app.exports.wanted import WANTED
from app.web.accept import CSV_TOO, wants_csv
from app.web.answers import Answers
from app.web.examples import FANS, SWEEPS
from app.web.exports import export
from app.web.parts import fan_parts, sweep_parts
from app.web.replies import FanAnswer, SweepAnswer

router = APIRouter(prefix="/api", tags=["sweeps"])


@router.post("/fans", summary="A run at many values of one of its numbers", response_model=FanAnswer)
async def fan(spec: Annotated[FanSpec, Body(openapi_examples=FANS)], request: Request) -> Response:
    """Descend at every value, all as lanes of one tensor, and answer the wanted records of every path."""
    engine: Engine = request.app.state.engine
    answers: Answers = request.app.state.answers
    return await answers.respond(request, spec, lambda: fan_parts(engine, spec))


@router.post("/sweeps", summary="A map of two of its numbers", response_model=SweepAnswer, responses=CSV_TOO)
async def sweep(spec: Annotated[SweepSpec, Body(openapi_examples=SWEEPS)], request: Request) -> Response:
    """Descend at every pair of values, and answer how each run ended. The socket tells the progress of it too."""
    if wants_csv(request):
        return await export(request, WANTED["csv"](sweep=spec), attached=False)
    engine: Engine = request.app.state.engine
    answers: Answers = request.app.state.answers
    return await answers.respond(request, spec, lambda: sweep_parts(engine, spec))
