"""`POST /api/runs`: a whole run in one answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Request
from starlette.responses import Response

from app.core.own import AnyRunSpec, OwnRunSpec
from app.core.spec import RunSpec
from app.core.steps import Steps
from app.engine import Engine
from app.exports.encoding import encoded
from app.exports.wanted import WANTED
from app.web.accept import CSV_TOO, wants_csv
from app.web.answers import Answers, Parts
from app.web.examples import RUNS
from app.web.exports import export
from app.web.own import asker, run_messages, whole_answer
from app.web.own_replies import OwnRunAnswer
from app.web.replies import RunAnswer

router = APIRouter(prefix="/api", tags=["runs"])


@router.post("/runs", summary="A whole run", response_model=RunAnswer | OwnRunAnswer, responses=CSV_TOO)
async def run(spec: Annotated[AnyRunSpec, Body(openapi_examples=RUNS)], request: Request) -> Response:
    """Descend from the start, as many steps as asked, and answer every record.

    An own optimizer, `{"source", "class", ...}`, is run in a sandbox; the answer then has `printed` and `warnings` too.
    """
    engine: Engine = request.app.state.engine
    if wants_csv(request):
        return await export(request, WANTED["csv"](run=spec), attached=False)
    if isinstance(spec, OwnRunSpec):
        messages = run_messages(request.app.state.sandbox, engine, spec, asker(request))
        return await whole_answer(request, messages)
    answers: Answers = request.app.state.answers
    return await answers.respond(request, spec, lambda: _run(engine, spec))


async def _run(engine: Engine, spec: RunSpec) -> Parts:
    parts = [part async for part in engine.descend(spec)]
    outcome = parts[-1].outcome
    assert outcome is not None, "the last part of a run has its outcome"
    steps = Steps.join([part.steps for part in parts])
    rates = await engine.rates(spec)
    yield await engine.call(encoded, {"run": spec.model_dump(), "outcome": outcome, "steps": steps, "rates": rates})
