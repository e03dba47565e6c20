"""`POST /api/exports/gif`, `/webp`, `/png`: runs, races and trainings as pictures to take home."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import Annotated, Any

from fastapi import APIRouter, Body, Request
from starlette.responses import Response

from app.exports.pictures import Drawing, GifSpec, PictureSpec, PngSpec, Told, WebpSpec
from app.web.answers import Answers, Parts
from app.web.examples import MOVING, STILL
from app.web.results import Computer, computer

router = APIRouter(prefix="/api/exports", tags=["exports"])


def _file(kind: str, about: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"description": about, "content": {kind: {"schema": {"type": "string", "format": "binary"}}}}}


@router.post("/gif", summary="A GIF", response_class=Response, responses=_file("image/gif", "The GIF."))
async def gif(spec: Annotated[GifSpec, Body(openapi_examples=MOVING)], request: Request) -> Response:
    """Draw a run, a race or a training step by step. The socket's `export` tells the progress of it too."""
    return await _respond(spec, "gif", request)


@router.post("/webp", summary="A WebP", response_class=Response, responses=_file("image/webp", "The WebP."))
async def webp(spec: Annotated[WebpSpec, Body(openapi_examples=MOVING)], request: Request) -> Response:
    """The same pictures as those of the GIF."""
    return await _respond(spec, "webp", request)


@router.post("/png", summary="A PNG", response_class=Response, responses=_file("image/png", "The PNG."))
async def png(spec: Annotated[PngSpec, Body(openapi_examples=STILL)], request: Request) -> Response:
    """Draw a run, a race or a training as it is at one step."""
    return await _respond(spec, "png", request)


async def _respond(spec: PictureSpec, kind: str, request: Request) -> Response:
    client = computer(request)
    answers: Answers = request.app.state.answers
    file = f"kudari-{spec.title.replace('_', '-')}.{kind}"
    return await answers.respond(request, spec, lambda: picture_parts(client, spec), f"image/{kind}", file)


async def picture_parts(client: Computer, spec: PictureSpec) -> Parts:
    """How much of a picture is drawn, again and again, and at last its file."""
    told = await _told(client, spec)
    async with aclosing(client.engine.draw(lambda: _drawing(spec, told))) as parts:
        async for part in parts:
            yield part


def _drawing(spec: PictureSpec, told: Told) -> Drawing:
    from app.exports.drawn import DRAWN

    return DRAWN[spec.format](spec, told)


async def _told(client: Computer, spec: PictureSpec) -> Told:
    """What the picture shows, computed. Runs of a race are computed together."""
    if spec.training is not None:
        return await client.result(spec.training, "training")  # type: ignore[return-value]
    fields = ["run"] if spec.run is not None else [f"race.{place}" for place in range(len(spec.runs))]
    return await asyncio.gather(*map(client.result, spec.runs, fields))  # type: ignore[return-value]
