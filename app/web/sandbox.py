"""`GET /api/sandbox`: whether own optimizers are run here. `POST /api/optimizers/look`: what one can be told."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Request
from starlette.responses import Response

from app.sandbox.pool import Sandbox
from app.sandbox.task import LookSpec
from app.web.encoding import Json
from app.web.examples import LOOKS
from app.web.own import asker, look_messages, whole_answer
from app.web.own_replies import LookAnswer, SandboxAnswer

router = APIRouter(prefix="/api", tags=["own optimizers"])


@router.get("/sandbox", summary="Whether own optimizers are run", response_model=SandboxAnswer)
async def sandbox(request: Request) -> Json:
    """Whether this server runs own optimizers, what is missing where it doesn't, and what each run may take."""
    sandbox: Sandbox = request.app.state.sandbox
    standing = await sandbox.ready()
    limits = sandbox.limits
    return Json(
        {
            "on": standing.on,
            "missing": standing.missing,
            "layers": standing.layers,
            "isolated": standing.isolated,
            "limits": {
                "seconds": limits.seconds,
                "memory_bytes": limits.memory,
                "output_bytes": limits.output,
                "runs_at_once": limits.runs,
                "runs_per_client": limits.each,
                "queue": limits.queue,
            },
        }
    )


@router.post("/optimizers/look", summary="What an own optimizer can be told", response_model=LookAnswer)
async def look(spec: Annotated[LookSpec, Body(openapi_examples=LOOKS)], request: Request) -> Response:
    """The optimizers of a source, and the hyperparameters of one: the last, or the one that is named."""
    sandbox: Sandbox = request.app.state.sandbox
    return await whole_answer(request, look_messages(sandbox, spec, asker(request)))
