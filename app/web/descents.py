"""`/api/descents`: a descent step by step, kept until it is ended."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.responses import Response

from app.core.spec import MAX_STEPS, Hyperparameters, DescentSpec, Spec, between
from app.descents import Descent, DescentEnded, Descents, TooMany, UnknownDescent
from app.engine import Engine
from app.web.replies import DescentAnswer, HistoryAnswer, Json, StepsAnswer

router = APIRouter(prefix="/api/descents", tags=["descents"])


class Advance(Spec):
    """How many steps to take."""

    count: between(int, 1, MAX_STEPS) = 1  # type: ignore[valid-type]


class Patch(Spec):
    """Hyperparameters to use from the current record on."""

    optimizer: Hyperparameters


@router.post("", status_code=201, response_model=DescentAnswer)
async def create(spec: DescentSpec, request: Request) -> Json:
    """Place the ball. `Location` is where to step it."""
    descent = await _ask(request, "create", spec)
    return Json(_answer(descent), status_code=201, headers={"Location": f"/api/descents/{descent.id}"})


@router.get("/{id}", response_model=DescentAnswer)
async def read(id: str, request: Request) -> Json:
    """Where the descent stands."""
    return Json(_answer(await _ask(request, "read", id)))


@router.post("/{id}/steps", response_model=StepsAnswer)
async def advance(id: str, request: Request, body: Advance | None = None) -> Json:
    """Step, and answer the new records."""
    steps, descent = await _ask(request, "advance", id, (body or Advance()).count)
    answer = _answer(descent)
    del answer["run"]
    return Json({**answer, "steps": steps.columns()})


@router.get("/{id}/steps", response_model=HistoryAnswer)
async def history(
    id: str,
    request: Request,
    first: int = Query(0, alias="from", ge=0, le=MAX_STEPS),
    limit: int = Query(1_000, ge=1, le=MAX_STEPS + 1),
) -> Json:
    """The records so far."""
    steps = await _ask(request, "history", id, first, limit)
    return Json({"id": id, "steps": steps.columns()})


@router.patch("/{id}", response_model=DescentAnswer)
async def change(id: str, patch: Patch, request: Request) -> Json:
    """Change hyperparameters from here on. The optimizer's state is kept."""
    return Json(_answer(await _ask(request, "change", id, patch.optimizer)))


@router.delete("/{id}", status_code=204)
async def end(id: str, request: Request) -> Response:
    """Forget the descent."""
    await _ask(request, "end", id)
    return Response(status_code=204)


async def _ask(request: Request, method: str, *arguments: Any) -> Any:
    """What the store answers, or its error as HTTP has it."""
    engine: Engine = request.app.state.engine
    descents: Descents = request.app.state.descents
    try:
        return await engine.call(getattr(descents, method), *arguments)
    except UnknownDescent as error:
        raise HTTPException(404, "no descent has this id, or no longer") from error
    except DescentEnded as error:
        raise HTTPException(409, f"{error}; a diverged descent has no further steps") from error
    except TooMany as error:
        field = "count" if method == "advance" else "optimizer"
        raise RequestValidationError([_out_of_range(field, str(error))]) from error
    except ValidationError as error:
        raise RequestValidationError(
            [{**each, "loc": ("body", "optimizer", *each["loc"])} for each in error.errors()]
        ) from error


def _out_of_range(field: str, reason: str) -> dict[str, Any]:
    return {"loc": ("body", field), "msg": reason, "type": "out_of_range"}


def _answer(descent: Descent) -> dict[str, Any]:
    return {**asdict(descent), "run": descent.run.model_dump()}
