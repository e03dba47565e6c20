"""`POST /api/trainings/ensembles`, `POST /api/trainings/maps`: one training from many seeds, and how many learn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from fastapi import APIRouter, Body, Request
from starlette.responses import Response

from app.core.arrays import typed
from app.core.ensembles import EnsembleMapSpec, EnsembleSpec
from app.engine import Engine
from app.exports.encoding import encoded
from app.web.answers import Answers, Parts
from app.web.encoding import Json
from app.web.ensemble_replies import EnsembleAnswer, EnsembleMapAnswer
from app.web.examples import ENSEMBLE_MAPS, ENSEMBLES

if TYPE_CHECKING:
    from app.core.lab.band import Part

router = APIRouter(prefix="/api/trainings", tags=["trainings"])


@router.post("/ensembles", summary="A training from many seeds", response_model=EnsembleAnswer)
async def ensemble(spec: Annotated[EnsembleSpec, Body(openapi_examples=ENSEMBLES)], request: Request) -> Json:
    """Train a network from each seed, all at once, and answer the band of their losses and how each ended."""
    from app.core.lab.band import Band

    engine: Engine = request.app.state.engine
    parts = [part async for part in engine.ensemble(spec)]
    return Json(
        {
            "ensemble": spec.model_dump(),
            "steps": Band.join([part.band for part in parts]),
            "standings": [standing for part in parts for standing in part.standings],
            **ends(parts[-1]),
        }
    )


@router.post("/maps", summary="A map of the seeds that learn", response_model=EnsembleMapAnswer)
async def seed_map(
    spec: Annotated[EnsembleMapSpec, Body(openapi_examples=ENSEMBLE_MAPS)], request: Request
) -> Response:
    """Train from each seed at every pair of values, and answer how many learn. The socket tells the progress of it."""
    engine: Engine = request.app.state.engine
    answers: Answers = request.app.state.answers
    return await answers.respond(request, spec, lambda: seed_map_parts(engine, spec))


async def seed_map_parts(engine: Engine, spec: EnsembleMapSpec) -> Parts:
    async for part in engine.seed_map(spec):
        if part.learned is None or part.diverged is None:
            yield part.done
        else:
            content = {
                "ensemble_map": spec.model_dump(),
                "x": typed(np.array(spec.x.values())),
                "y": typed(np.array(spec.y.values())),
                "learned": typed(part.learned),
                "diverged": typed(part.diverged),
            }
            yield encoded(content)


def ends(part: Part) -> dict[str, Any]:
    """What is told at the end: how each network ended, and the weights' spread."""
    return {"networks": part.networks, "weights": {"before": part.before, "after": part.after}}
