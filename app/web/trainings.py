"""`POST /api/trainings`: a whole training in one answer. `GET /api/samples`: what it is shown."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request

from app.core.spec import TrainingSpec
from app.engine import Engine
from app.web.encoding import Json
from app.web.examples import TRAININGS
from app.web.replies import SamplesAnswer, TrainingAnswer

router = APIRouter(prefix="/api", tags=["trainings"])


@router.post("/trainings", summary="A whole training", response_model=TrainingAnswer)
async def train(spec: Annotated[TrainingSpec, Body(openapi_examples=TRAININGS)], request: Request) -> Json:
    """Train the article's network, and answer every update, and the network before and after."""
    from app.core.lab.train import Updates

    engine: Engine = request.app.state.engine
    first, *parts = [part async for part in engine.train(spec)]
    last = parts[-1]
    assert first.network and last.network and last.outcome, "a training has both ends"
    return Json(
        {
            "training": spec.model_dump(),
            "outcome": last.outcome,
            "steps": Updates.join([part.steps for part in parts if part.steps]),
            "before": first.network,
            "after": last.network,
            "rates": first.rates,
        }
    )


@router.get("/samples", summary="The pictures it is trained with", response_model=SamplesAnswer)
async def samples(request: Request) -> Json:
    """The article's forty samples in the order of training, and its single test."""
    engine: Engine = request.app.state.engine
    return Json(await engine.call(_samples))


def _samples() -> dict[str, Any]:
    from app.core.lab import patterns

    images, labels = patterns.samples()
    return {
        "classes": patterns.CLASSES,
        "images": images[:, 0].tolist(),
        "labels": labels.tolist(),
        "test": {"image": patterns.picture(0, patterns.TEST_INTENSITY)[0].tolist(), "label": 0},
    }
