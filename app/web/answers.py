"""Answers that are pure functions of their spec: named by it, computed once for all who wait, kept for a while."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing
from hashlib import sha256
from importlib.metadata import version
from typing import Any, TypeVar

from fastapi import Request
from starlette.responses import Response

from app import __version__
from app.core.fields import Spec

PROGRAM = f"kudari {__version__} torch {version('torch')}"
"""An answer is a function of its spec and of what computes it."""

Answer = TypeVar("Answer")

Parts = AsyncGenerator[float | bytes, None]
"""The share of the work that is done, from time to time, and at last the answer as bytes."""


class Answers:
    """What was answered lately, and what is being computed."""

    def __init__(self, room: int) -> None:
        """room: how many bytes of answers are kept; the one asked for longest ago goes first."""
        self._room = room
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._under_way: dict[str, _Computation] = {}

    async def respond(
        self, request: Request, spec: Spec, compute: Callable[[], Parts], kind: str = "application/json", file: str = ""
    ) -> Response:
        """The answer over HTTP, with an ETag; 304 where the client says that it has it.

        kind: its media type. file: what it is called where it is kept, if it is to be.
        """
        headers = {"ETag": f'"{_name(spec)}"', "Cache-Control": "no-cache", "Vary": "Accept"}
        if file:
            headers["Content-Disposition"] = f'attachment; filename="{file}"'
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        answer = await unless_gone(request, self.whole(spec, compute))
        if answer is None:
            return Response(status_code=499)
        return Response(answer, media_type=kind, headers=headers)

    async def follow(self, spec: Spec, compute: Callable[[], Parts]) -> Parts:
        """The parts of an answer as they are computed, or the whole at once where it is kept."""
        name = _name(spec)
        if (answer := self._kept.get(name)) is not None:
            self._kept.move_to_end(name)
            yield answer
            return
        computation = self._under_way.get(name)
        if computation is None:
            computation = self._under_way[name] = _Computation(compute())
        computation.readers += 1
        try:
            async with aclosing(computation.parts()) as parts:
                async for part in parts:
                    if isinstance(part, bytes):
                        self._keep(name, part)
                    yield part
        finally:
            computation.readers -= 1
            if not computation.readers:
                computation.task.cancel()
                del self._under_way[name]

    async def whole(self, spec: Spec, compute: Callable[[], Parts]) -> bytes:
        """The answer alone."""
        async with aclosing(self.follow(spec, compute)) as parts:
            async for part in parts:
                if isinstance(part, bytes):
                    return part
        raise AssertionError("the last part is the answer")

    def keep(self, spec: Spec, answer: bytes) -> None:
        """Have the answer of a spec, told to somebody in pieces, for all who ask for it next."""
        self._keep(_name(spec), answer)

    def _keep(self, name: str, answer: bytes) -> None:
        self._size += len(answer) - len(self._kept.pop(name, b""))
        self._kept[name] = answer
        while self._size > self._room:
            _, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest)


class _Computation:
    """One computation, and all who read it. A reader that comes late, or is slow, misses some of the progress."""

    def __init__(self, parts: Parts) -> None:
        self.readers = 0
        self._news = asyncio.Condition()
        self._told = 0
        self._latest: float | bytes | Exception = 0.0
        self.task = asyncio.create_task(self._compute(parts))

    async def _compute(self, parts: Parts) -> None:
        try:
            async with aclosing(parts):
                async for part in parts:
                    await self._tell(part)
        except Exception as error:
            await self._tell(error)

    async def _tell(self, part: float | bytes | Exception) -> None:
        async with self._news:
            self._told += 1
            self._latest = part
            self._news.notify_all()

    async def parts(self) -> Parts:
        part: float | bytes | Exception = 0.0
        seen = 0
        while not isinstance(part, bytes):
            async with self._news:
                while self._told == seen:
                    await self._news.wait()
                seen, part = self._told, self._latest
            if isinstance(part, Exception):
                raise part
            yield part


def _name(spec: Spec) -> str:
    return sha256(f"{PROGRAM} {type(spec).__name__} {spec.model_dump_json()}".encode()).hexdigest()[:32]


async def unless_gone(request: Request, work: Coroutine[Any, Any, Answer]) -> Answer | None:
    """The answer of some work, or None where the client went before: then the work is left."""
    answer = asyncio.create_task(work)
    gone = asyncio.create_task(_gone(request))
    await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
    gone.cancel()
    if answer.done():
        return answer.result()
    answer.cancel()
    await asyncio.gather(answer, return_exceptions=True)
    return None


async def _gone(request: Request) -> None:
    """Wait until the client is."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
