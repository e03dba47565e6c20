"""`/api/descents`: a descent step by step, kept until it is ended."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.core.fields import Spec, between
from app.core.spec import MAX_STEPS, DescentSpec, Hyperparameters
from app.descents import Answer, Descent, Descents, TooMany, Work
from app.engine import Engine
from app.web.encoding import Json
from app.web.errors import Refused, problems
from app.web.examples import DESCENTS
from app.web.replies import DescentAnswer, FailedAnswer, HistoryAnswer, StepsAnswer

router = APIRouter(prefix="/api/descents", tags=["descents"])

UNKNOWN: dict[int | str, dict[str, Any]] = {404: {"model": FailedAnswer, "description": "No descent has this id."}}
ENDED: dict[int | str, dict[str, Any]] = {
    **UNKNOWN,
    409: {"model": FailedAnswer, "description": "It has diverged, or taken all its steps: there are no further ones."},
}


class Advance(Spec):
    """How many steps to take."""

    count: between(int, 1, MAX_STEPS) = 1  # type: ignore[valid-type]


class Patch(Spec):
    """Hyperparameters to use from the current record on."""

    optimizer: Hyperparameters


@router.post("", summary="Place a ball", status_code=201, response_model=DescentAnswer)
async def create(spec: Annotated[DescentSpec, Body(openapi_examples=DESCENTS)], request: Request) -> Json:
    """Place the ball. `Location` is where to step it."""
    descent = await _work(request, _store(request).create(spec))
    return Json(_answer(descent), status_code=201, headers={"Location": f"/api/descents/{descent.id}"})


@router.get("/{id}", summary="Where it stands", response_model=DescentAnswer, responses=UNKNOWN)
async def read(id: str, request: Request) -> Json:
    """Where the descent stands."""
    return Json(_answer(await _work(request, _store(request).read(id))))


@router.post("/{id}/steps", summary="Step it", response_model=StepsAnswer, responses=ENDED)
async def advance(id: str, request: Request, body: Advance | None = None) -> Json:
    """Step, and answer the new records: fewer than asked where the descent diverges."""
    try:
        steps, descent = await _work(request, _store(request).advance(id, (body or Advance()).count))
    except TooMany as error:
        raise Refused([{"field": "count", "msg": str(error)}]) from error
    answer = _answer(descent)
    del answer["run"]
    return Json({**answer, "steps": steps})


@router.get("/{id}/steps", summary="Its records so far", response_model=HistoryAnswer, responses=UNKNOWN)
async def history(
    id: str,
    request: Request,
    first: Annotated[between(int, 0, MAX_STEPS), Query(alias="from", description="The first step.")] = 0,  # type: ignore[valid-type]
    limit: Annotated[between(int, 1, MAX_STEPS + 1), Query(description="Records at most.")] = 1_000,  # type: ignore[valid-type]
) -> Json:
    """The records so far, none where there are no more."""
    steps = await _work(request, _store(request).history(id, first, limit))
    return Json({"id": id, "steps": steps})


@router.patch("/{id}", summary="Change its hyperparameters", response_model=DescentAnswer, responses=ENDED)
async def change(id: str, patch: Patch, request: Request) -> Json:
    """Change hyperparameters from here on. The optimizer's state is kept."""
    try:
        return Json(_answer(await _work(request, _store(request).change(id, patch.optimizer))))
    except TooMany as error:
        raise Refused([{"field": "optimizer", "msg": str(error)}]) from error
    except ValidationError as error:
        raise Refused(problems(error.errors(), within="optimizer")) from error


@router.delete("/{id}", summary="Forget it", status_code=204, responses=UNKNOWN)
async def end(id: str, request: Request) -> Response:
    """Forget the descent."""
    engine: Engine = request.app.state.engine
    await engine.call(_store(request).end, id)
    return Response(status_code=204)


def _store(request: Request) -> Descents:
    store: Descents = request.app.state.descents
    return store


async def _work(request: Request, work: Work[Answer]) -> Answer:
    engine: Engine = request.app.state.engine
    return await engine.work(work)


def _answer(descent: Descent) -> dict[str, Any]:
    return {**asdict(descent), "run": descent.run.model_dump()}
