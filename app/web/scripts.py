"""`POST /api/optimizers/download`: a run by an own optimizer as a file of Python."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Request
from starlette.responses import Response

from app.core.own import OwnRunSpec
from app.engine import Engine
from app.web.examples import SCRIPTS

router = APIRouter(prefix="/api", tags=["own optimizers"])

PYTHON = "text/x-python"


@router.post(
    "/optimizers/download",
    summary="A run as a file of Python",
    response_class=Response,
    responses={200: {"content": {PYTHON: {}}, "description": "The file."}},
)
async def download(spec: Annotated[OwnRunSpec, Body(openapi_examples=SCRIPTS)], request: Request) -> Response:
    """The optimizer as it is, and a run by it: a file that needs nothing but torch, and gives the same numbers."""
    engine: Engine = request.app.state.engine
    text = await engine.call(_script, spec)
    name = spec.optimizer.class_
    file = f"{name if name.isascii() else 'optimizer'}.py"
    return Response(text, media_type=PYTHON, headers={"Content-Disposition": f'attachment; filename="{file}"'})


def _script(spec: OwnRunSpec) -> str:
    from app.core.script import script

    return script(spec)
