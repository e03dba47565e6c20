"""`/api/ratings`: how differently a network sees two pictures, and the descent that brings it to zero."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request
from fastapi.openapi.models import Example

from app.core.lab.rating.pairs import PAIRS
from app.core.lab.rating.spec import RatingDescentSpec, RatingSpec
from app.engine import Engine
from app.web.encoding import Json
from app.web.ratingreplies import PairAnswer, RatingAnswer, RatingDescentAnswer

router = APIRouter(prefix="/api/ratings", tags=["ratings"])

RATINGS: dict[str, Example] = {
    "the article's": {"value": {}},
    "something else, by another network": {"value": {"other": PAIRS[2].other, "seed": 7}},
}
DESCENTS: dict[str, Example] = {
    "by the rule written by hand": {"value": {"optimizer": {"name": "simple_gd", "lr": 0.1}, "steps": 60}},
    "too large a rate: it diverges": {"value": {"optimizer": {"name": "simple_gd", "lr": 1.5}}},
}


@router.post("", summary="How differently a network sees two pictures", response_model=RatingAnswer)
async def rate(spec: Annotated[RatingSpec, Body(openapi_examples=RATINGS)], request: Request) -> Json:
    """The rating of an untrained network: the mean squared error between what it says of each."""
    engine: Engine = request.app.state.engine
    return Json(await engine.call(_rate, spec))


@router.post("/descents", summary="A rating brought to zero", response_model=RatingDescentAnswer)
async def descend(spec: Annotated[RatingDescentSpec, Body(openapi_examples=DESCENTS)], request: Request) -> Json:
    """Adjust the weights until the network sees no difference, and answer every step of that."""
    from app.core.lab.rating.descend import Ratings

    engine: Engine = request.app.state.engine
    first, *parts = [part async for part in engine.rate(spec)]
    return Json(
        {
            "rating": spec.model_dump(),
            "outcome": parts[-1].outcome,
            "steps": Ratings.join([part.steps for part in parts if part.steps]),
            "before": first.pairs,
            "after": parts[-1].pairs,
        }
    )


@router.get("/pairs", summary="Pairs to try a threshold on", response_model=list[PairAnswer])
async def pairs() -> Json:
    """The article's three pairs of pictures, and four more. No threshold has all of them right."""
    return Json(PAIRS)


def _rate(spec: RatingSpec) -> dict[str, Any]:
    from app.core.lab.rating.descend import rate

    outputs, loss = rate(spec)
    return {"rating": spec.model_dump(), "outputs": outputs, "loss": loss}
