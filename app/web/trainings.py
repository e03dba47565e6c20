"""`POST /api/trainings`: a whole training in one answer. `POST /api/trainings/frames`: the network at some updates."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Request
from starlette.responses import Response

from app.core.fields import Spec, between
from app.core.own import AnyTrainingSpec, OwnTrainingSpec
from app.core.training import MAX_UPDATES, TrainingSpec
from app.engine import Engine
from app.exports.wanted import WANTED
from app.web.accept import CSV_TOO, VARY, wants_csv
from app.web.encoding import Json
from app.web.examples import FRAMES, TRAININGS
from app.web.exports import export
from app.web.lab_replies import FramesAnswer, TrainingAnswer
from app.web.own import asker, training_messages, whole_answer
from app.web.own_replies import OwnTrainingAnswer

router = APIRouter(prefix="/api/trainings", tags=["trainings"])

MAX_COUNT = 64


class Window(Spec):
    """Which updates of a training."""

    training: TrainingSpec
    first: between(int, 0, MAX_UPDATES)  # type: ignore[valid-type]
    count: between(int, 1, MAX_COUNT) = 1  # type: ignore[valid-type]


@router.post("", summary="A whole training", response_model=TrainingAnswer | OwnTrainingAnswer, responses=CSV_TOO)
async def train(spec: Annotated[AnyTrainingSpec, Body(openapi_examples=TRAININGS)], request: Request) -> Response:
    """Train a network, and answer every update, and the network at some or all of them.

    An own optimizer, `{"source", "class", ...}`, is run in a sandbox; the answer then has `printed` and `warnings` too.
    """
    from app.core.lab.train import Updates

    if wants_csv(request):
        return await export(request, WANTED["csv"](training=spec), attached=False)
    if isinstance(spec, OwnTrainingSpec):
        return await whole_answer(request, training_messages(request.app.state.sandbox, spec, asker(request)))
    engine: Engine = request.app.state.engine
    parts = [part async for part in engine.train(spec)]
    return Json(
        {
            "training": spec.model_dump(),
            "outcome": parts[-1].outcome,
            "steps": Updates.join([part.steps for part in parts]),
            "frames": [frame for part in parts for frame in part.frames],
            "rates": parts[0].rates,
        },
        headers=VARY,
    )


@router.post("/frames", summary="The network at some updates", response_model=FramesAnswer)
async def frames(window: Annotated[Window, Body(openapi_examples=FRAMES)], request: Request) -> Json:
    """The network before each of these updates, fewer where the training ends: after the last one is a frame too."""
    engine: Engine = request.app.state.engine
    return Json({"frames": await engine.frames(window.training, window.first, window.count)})
