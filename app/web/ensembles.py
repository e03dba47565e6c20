"""`POST /api/trainings/ensembles`, `POST /api/trainings/maps`: one training from many seeds, and how many learn."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Request
from starlette.responses import Response

from app.core.ensembles import EnsembleMapSpec, EnsembleSpec
from app.engine import Engine
from app.exports.wanted import WANTED
from app.web.accept import CSV_TOO, wants_csv
from app.web.answers import Answers
from app.web.ensemble_replies import EnsembleAnswer, EnsembleMapAnswer
from app.web.examples import ENSEMBLE_MAPS, ENSEMBLES
from app.web.exports import export
from app.web.parts import ensemble_parts, seed_map_parts

router = APIRouter(prefix="/api/trainings", tags=["trainings"])


@router.post("/ensembles", summary="A training from many seeds", response_model=EnsembleAnswer, responses=CSV_TOO)
async def ensemble(spec: Annotated[EnsembleSpec, Body(openapi_examples=ENSEMBLES)], request: Request) -> Response:
    """Train a network from each seed, all at once, and answer the band of their losses and how each ended."""
    if wants_csv(request):
        return await export(request, WANTED["csv"](ensemble=spec), attached=False)
    engine: Engine = request.app.state.engine
    answers: Answers = request.app.state.answers
    return await answers.respond(request, spec, lambda: ensemble_parts(engine, spec))


@router.post("/maps", summary="A map of the seeds that learn", response_model=EnsembleMapAnswer, responses=CSV_TOO)
async def seed_map(
    spec: Annotated[EnsembleMapSpec, Body(openapi_examples=ENSEMBLE_MAPS)], request: Request
) -> Response:
    """Train from each seed at every pair of values, and answer how many learn. The socket tells the progress of it."""
    if wants_csv(request):
        return await export(request, WANTED["csv"](ensemble_map=spec), attached=False)
    engine: Engine = request.app.state.engine
    answers: Answers = request.app.state.answers
    return await answers.respond(request, spec, lambda: seed_map_parts(engine, spec))
