"""`POST /api/runs`: a whole run in one answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Request

from app.core.spec import RunSpec
from app.core.steps import Steps
from app.engine import Engine
from app.web.examples import RUNS
from app.web.replies import Json, RunAnswer

router = APIRouter(prefix="/api", tags=["runs"])


@router.post("/runs", summary="A whole run", response_model=RunAnswer)
async def run(spec: Annotated[RunSpec, Body(openapi_examples=RUNS)], request: Request) -> Json:
    """Descend from the start, as many steps as asked, and answer every record."""
    engine: Engine = request.app.state.engine
    parts = [part async for part in engine.descend(spec)]
    outcome = parts[-1].outcome
    assert outcome is not None, "the last part of a run has its outcome"
    steps = Steps.join([part.steps for part in parts])
    return Json({"run": spec.model_dump(), "outcome": outcome, "steps": steps})
