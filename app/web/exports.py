"""`POST /api/exports/csv`, `/json`, `/python`, `/notebook`, `/figure`: what is computed as a file."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Body, Request
from starlette.responses import Response

from app.exports.formats import FORMATS, Format
from app.exports.wanted import WANTED, Wanted
from app.web.answers import Answers, Parts
from app.web.examples import EXPORTS
from app.web.results import Computer, computer

router = APIRouter(prefix="/api/exports", tags=["exports"])


async def export(request: Request, wanted: Wanted, *, attached: bool = True) -> Response:
    """The file. attached: whether it is to be kept by its name, and isn't an answer in another form."""
    client = computer(request)
    answers: Answers = request.app.state.answers
    format = wanted.format
    file = format.file(wanted.what, wanted) if attached else ""
    return await answers.respond(request, wanted, lambda: _parts(client, wanted), format.media_type, file)


async def _parts(client: Computer, wanted: Wanted) -> Parts:
    result = await client.result(wanted.what, wanted.noun)
    yield await client.engine.call(wanted.format.write, result, wanted)


def _door(kind: type[Wanted], format: Format) -> Callable[..., Awaitable[Response]]:
    examples: Any = {name: each for name, each in EXPORTS.items() if set(each.get("value") or ()) <= {*format.of}}

    async def door(wanted: Annotated[kind, Body(openapi_examples=examples)], request: Request) -> Response:  # type: ignore[valid-type]
        return await export(request, wanted)

    return door


for each in FORMATS:
    content = {each.media_type: {"schema": {"type": "string"}}}
    router.add_api_route(
        f"/{each.name}",
        _door(WANTED[each.name], each),
        name=f"export_{each.name}",
        methods=["POST"],
        summary=f"{each.title}",
        description=each.about,
        response_class=Response,
        responses={200: {"description": "The file.", "content": content}},
    )
