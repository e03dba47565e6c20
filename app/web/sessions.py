"""`/api/descents` and `/api/trainings/sessions`: step by step, kept until it is ended. The same doors for each kind."""

# FastAPI reads the types that are made here for each kind: no `from __future__ import annotations`.

from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request
from fastapi.openapi.models import Example
from pydantic import BaseModel, ValidationError, create_model
from starlette.responses import Response

from app.core.fields import Spec, between
from app.core.spec import Hyperparameters
from app.engine import Engine
from app.kinds import DESCENTS, TRAININGS, Kind
from app.sessions import Answer, Session, Sessions, TooMany, Work
from app.web import examples
from app.web.encoding import Json
from app.web.errors import Refused, problems
from app.web.lab_replies import TrainingHistory, TrainingStands, TrainingSteps
from app.web.replies import DescentAnswer, FailedAnswer, HistoryAnswer, StepsAnswer


class Patch(Spec):
    """Hyperparameters to use from the current step on."""

    optimizer: Hyperparameters


def doors(
    kind: Kind[Any],
    prefix: str,
    tried: dict[str, Example],
    stands: type[BaseModel],
    new: type[BaseModel],
    past: type[BaseModel],
) -> APIRouter:
    """All doors of a kind. stands, new, past: the shapes of the answers, how it stands, new records and past ones."""
    noun = kind.noun
    router = APIRouter(prefix=prefix, tags=[f"{noun}s step by step"])
    unknown: dict[int | str, dict[str, Any]] = {404: {"model": FailedAnswer, "description": f"No {noun} has this id."}}
    over = {"model": FailedAnswer, "description": "It has diverged, or taken all its steps: there are no further ones."}
    ended = {**unknown, 409: over}
    count = (between(int, 1, kind.most), 1)
    counted = create_model(f"{noun.title()}Advance", __base__=Spec, __doc__="How many steps to take.", count=count)

    @router.post("", name=f"begin_{noun}", summary=f"Begin a {noun}", status_code=201, response_model=stands)
    async def create(spec: Annotated[kind.spec, Body(openapi_examples=tried)], request: Request) -> Json:  # type: ignore[name-defined]
        """Begin, at step 0. `Location` is where to step it."""
        session = await _work(request, _store(request, kind).create(spec))
        return Json(_answer(kind, session), status_code=201, headers={"Location": f"{prefix}/{session.id}"})

    @router.get("/{id}", name=f"read_{noun}", summary="Where it stands", response_model=stands, responses=unknown)
    async def read(id: str, request: Request) -> Json:
        """Where it stands."""
        return Json(_answer(kind, await _work(request, _store(request, kind).read(id))))

    @router.post("/{id}/steps", name=f"step_{noun}", summary="Step it", response_model=new, responses=ended)
    async def advance(id: str, request: Request, body: counted | None = None) -> Json:
        """Step, and answer the new records: fewer than asked where it diverges."""
        count = (body or counted()).count  # type: ignore[attr-defined]
        try:
            steps, session = await _work(request, _store(request, kind).advance(id, count))
        except TooMany as error:
            raise Refused([{"field": "count", "msg": str(error)}]) from error
        answer = _answer(kind, session)
        del answer[kind.word]
        return Json({**answer, "steps": steps})

    @router.get(
        "/{id}/steps", name=f"past_{noun}", summary="Its records so far", response_model=past, responses=unknown
    )
    async def history(
        id: str,
        request: Request,
        first: Annotated[between(int, 0, kind.most), Query(alias="from", description="The first step.")] = 0,  # type: ignore[valid-type]
        limit: Annotated[between(int, 1, kind.most + 1), Query(description="Records at most.")] = 1_000,  # type: ignore[valid-type]
    ) -> Json:
        """The records so far, none where there are no more."""
        return Json({"id": id, "steps": await _work(request, _store(request, kind).history(id, first, limit))})

    @router.patch(
        "/{id}", name=f"change_{noun}", summary="Change its hyperparameters", response_model=stands, responses=ended
    )
    async def change(id: str, patch: Patch, request: Request) -> Json:
        """Change hyperparameters from here on. The optimizer's state is kept."""
        try:
            return Json(_answer(kind, await _work(request, _store(request, kind).change(id, patch.optimizer))))
        except TooMany as error:
            raise Refused([{"field": "optimizer", "msg": str(error)}]) from error
        except ValidationError as error:
            raise Refused(problems(error.errors(), within="optimizer")) from error

    @router.delete("/{id}", name=f"end_{noun}", summary="Forget it", status_code=204, responses=unknown)
    async def end(id: str, request: Request) -> Response:
        """Forget it."""
        engine: Engine = request.app.state.engine
        await engine.call(_store(request, kind).end, id)
        return Response(status_code=204)

    return router


def _store(request: Request, kind: Kind[Any]) -> Sessions[Any]:
    store: Sessions[Any] = request.app.state.sessions[kind.noun]
    return store


async def _work(request: Request, work: Work[Answer]) -> Answer:
    engine: Engine = request.app.state.engine
    return await engine.work(work)


def _answer(kind: Kind[Any], session: Session[Any]) -> dict[str, Any]:
    return {
        "id": session.id,
        kind.word: session.spec.model_dump(),
        "status": session.status,
        "diverged_at": session.diverged_at,
        "current": session.current,
    }


router = APIRouter()
for each in (
    doors(DESCENTS, "/api/descents", examples.DESCENTS, DescentAnswer, StepsAnswer, HistoryAnswer),
    doors(TRAININGS, "/api/trainings/sessions", examples.COURSES, TrainingStands, TrainingSteps, TrainingHistory),
):
    router.include_router(each)
