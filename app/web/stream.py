"""`WS /api/stream`: runs, trainings and ratings as they are computed. docs/protocol.md has every message."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import Any
from urllib.parse import urlsplit

import orjson
from fastapi import APIRouter, WebSocket
from pydantic import ValidationError
from starlette.datastructures import Headers
from starlette.websockets import WebSocketDisconnect

from app.busy import Busy
from app.core.ensembles import EnsembleSpec
from app.core.fields import BadField, Spec
from app.core.lab.rating.spec import RatingDescentSpec
from app.core.own import OwnRunSpec, OwnTrainingSpec
from app.core.spec import RunSpec
from app.core.training import TrainingSpec
from app.engine import Engine
from app.exports.encoding import encoded
from app.exports.pictures import PictureSpec
from app.exports.results import EnsembleResult, fared
from app.sandbox.pool import Off, Sandbox
from app.settings import Settings
from app.web.answers import Answers, Parts
from app.web.errors import problems
from app.web.own import Faulty, look_messages, run_messages, training_messages
from app.web.parts import seed_map_parts, sweep_parts
from app.web.pictures import picture_parts
from app.web.requests import (
    LONGEST_ID,
    REQUESTS,
    SPECS,
    TYPES,
    Cancel,
    Export,
    LookAt,
    MapSeeds,
    Rate,
    Run,
    Train,
    TrainMany,
    Work,
)
from app.web.results import Computer

router = APIRouter()
logger = logging.getLogger(__name__)


class Declined(Exception):
    """A message that can't be served, for a reason that its sender can mend."""

    def __init__(self, id: str | None, field: str, reason: str, **more: int) -> None:
        super().__init__(reason)
        self.message = {"type": "error", "id": id, "field": field, "reason": reason, **more}


@router.websocket("/api/stream")
async def stream(socket: WebSocket) -> None:
    """Serve one client until it goes."""
    if not _ours(socket.headers):
        await socket.close()
        return
    await socket.accept()
    state = socket.app.state
    await Session(socket, state.engine, state.sandbox, state.answers, state.settings).serve()


def _ours(headers: Headers) -> bool:
    """Whether a program asks, or a page of this very server: a page from elsewhere has no business here."""
    origin = headers.get("origin")
    hosts = [headers.get("host"), headers.get("x-forwarded-host")]
    return origin is None or urlsplit(origin).netloc in hosts


class Session:
    """One client's socket: what runs for it, and a short queue of what it has yet to be sent.

    A client that stops reading fills the socket, then the queue; then its runs wait, and ask the engine for
    nothing more until it reads again. Its own messages wait too, behind the first that needs an answer at once.
    """

    def __init__(
        self, socket: WebSocket, engine: Engine, sandbox: Sandbox, answers: Answers, settings: Settings
    ) -> None:
        self._socket = socket
        self._engine = engine
        self._sandbox = sandbox
        self._answers = answers
        self._settings = settings
        self._queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue(settings.queued_messages)
        self._going: dict[str, asyncio.Task[None]] = {}

    async def serve(self) -> None:
        """Read messages until the client goes; then nothing of it is left running."""
        writer = asyncio.create_task(self._write())
        try:
            while (message := await self._socket.receive())["type"] != "websocket.disconnect":
                try:
                    await self._serve(message)
                except Declined as declined:
                    await self._queue.put(declined.message)
        finally:
            tasks = [writer, *self._going.values()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _write(self) -> None:
        try:
            while True:
                message = await self._queue.get()
                await self._socket.send_text(encoded(message).decode())
        except WebSocketDisconnect:
            pass

    async def _serve(self, message: Any) -> None:
        request = self._parse(message.get("text"))
        if isinstance(request, Cancel):
            await self._cancel(request.id)
            return
        if request.id in self._going:
            raise Declined(request.id, "id", "is in use: it becomes free when its run is done")
        most = self._settings.runs_per_socket
        if len(self._going) >= most:
            raise Declined(request.id, "id", f"must wait: at most {most} runs at once on a socket")
        task = asyncio.create_task(self._send_all(request))
        self._going[request.id] = task
        task.add_done_callback(lambda _: self._going.pop(request.id))

    async def _cancel(self, id: str) -> None:
        """Stop a run, and say so unless it has just said itself that it is done."""
        if (task := self._going.get(id)) is not None:
            task.cancel()
            await asyncio.wait([task])
            if task.cancelled():
                await self._queue.put({"id": id, "type": "done", "outcome": {"status": "cancelled"}})

    def _parse(self, text: str | None) -> Work | Cancel:
        if text is None:
            raise Declined(None, "body", "must be text: a JSON object")
        most = self._settings.message_bytes
        if (size := len(text.encode())) > most:
            raise Declined(None, "body", f"must be at most {most} bytes, got {size}")
        try:
            content = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise Declined(None, "body", f"is not JSON: {error}") from None
        if not isinstance(content, dict):
            raise Declined(None, "body", f"must be an object, got {content!r:.60}")
        id = content.get("id")
        known = id if isinstance(id, str) and len(id) <= LONGEST_ID else None
        kind = content.get("type")
        if not isinstance(kind, str) or kind not in REQUESTS:
            raise Declined(known, "type", f"must be {TYPES}, got {kind!r:.60}")
        try:
            return REQUESTS[kind].model_validate(content)
        except ValidationError as error:
            first = problems(error.errors())[0]
            more = {"column": first["column"]} if "column" in first else {}
            raise Declined(known, first["field"], first["msg"], **more) from None

    async def _send_all(self, request: Work) -> None:
        id = request.id
        last: dict[str, Any] | None = None
        try:
            async with aclosing(self._messages(request)) as messages:
                async for message in messages:
                    if message["type"] == "done":
                        last = message
                    else:
                        await self._queue.put({"id": id, **message})
            if last is not None:
                # Now that nothing goes on under it, the id is free.
                await self._queue.put({"id": id, **last})
        except Busy as busy:
            await self._queue.put({"id": id, "type": "busy", "reason": str(busy), "seconds": busy.seconds})
        except Off as off:
            field = SPECS[request.type] if isinstance(request, LookAt) else f"{SPECS[request.type]}.optimizer"
            await self._queue.put({"id": id, "type": "error", "field": field, "reason": str(off)})
        except BadField as error:
            field = f"{SPECS[request.type]}.{error.field}"
            fault = {"fault": error.fault} if isinstance(error, Faulty) else {}
            await self._queue.put({"id": id, "type": "error", "field": field, "reason": str(error), **fault})
        except Exception:
            logger.exception("a run on a socket failed")
            reason = "could not be computed: a fault of the server, which has logged it"
            await self._queue.put({"id": id, "type": "error", "field": SPECS[request.type], "reason": reason})

    def _messages(self, request: Work) -> AsyncGenerator[dict[str, Any], None]:
        if isinstance(request, Run):
            if isinstance(request.run, OwnRunSpec):
                return run_messages(self._sandbox, self._engine, request.run, self)
            return self._descend(request.run)
        if isinstance(request, Train):
            if isinstance(request.training, OwnTrainingSpec):
                return training_messages(self._sandbox, request.training, self)
            return self._train(request.training)
        if isinstance(request, LookAt):
            return look_messages(self._sandbox, request.look, self)
        if isinstance(request, Rate):
            return self._rate(request.rating)
        if isinstance(request, TrainMany):
            return self._train_many(request.ensemble)
        if isinstance(request, Export):
            return self._draw(request.export)
        if isinstance(request, MapSeeds):
            spec = request.ensemble_map
            return self._map("ensemble_map", spec, lambda: seed_map_parts(self._engine, spec))
        swept = request.sweep
        return self._map("sweep", swept, lambda: sweep_parts(self._engine, swept))

    async def _descend(self, spec: RunSpec) -> AsyncGenerator[dict[str, Any], None]:
        async with aclosing(self._engine.descend(spec)) as parts:
            async for part in parts:
                if len(part.steps) and part.steps.step[0] == 0:
                    yield {"type": "started", "run": spec.model_dump(), "rates": await self._engine.rates(spec)}
                if len(part.steps):
                    yield {"type": "steps", "steps": part.steps}
                if part.outcome is not None:
                    yield {"type": "done", "outcome": part.outcome}

    async def _train(self, spec: TrainingSpec) -> AsyncGenerator[dict[str, Any], None]:
        async with aclosing(self._engine.train(spec)) as parts:
            async for part in parts:
                if part.steps.step[0] == 0:
                    yield {"type": "started", "training": spec.model_dump(), "rates": part.rates}
                yield {"type": "steps", "steps": part.steps, "frames": part.frames}
                if part.outcome is not None:
                    yield {"type": "done", "outcome": part.outcome}

    async def _train_many(self, spec: EnsembleSpec) -> AsyncGenerator[dict[str, Any], None]:
        told = []
        async with aclosing(self._engine.ensemble(spec)) as parts:
            async for part in parts:
                told.append(part)
                if part.band.step[0] == 0:
                    yield {"type": "started", "ensemble": spec.model_dump()}
                yield {"type": "steps", "steps": part.band, "standings": part.standings}
                if part.networks is not None:
                    whole = EnsembleResult.joined(spec, told)
                    self._answers.keep(spec, await self._engine.call(encoded, whole.content()))
                    outcome = {"status": "finished", "step": spec.training.updates}
                    yield {"type": "done", "outcome": outcome, **fared(part)}

    async def _rate(self, spec: RatingDescentSpec) -> AsyncGenerator[dict[str, Any], None]:
        async with aclosing(self._engine.rate(spec)) as parts:
            async for part in parts:
                if part.steps is None:
                    yield {"type": "started", "rating": spec.model_dump(), "before": part.pairs}
                else:
                    yield {"type": "steps", "steps": part.steps}
                if part.outcome is not None:
                    yield {"type": "done", "outcome": part.outcome, "after": part.pairs}

    async def _draw(self, spec: PictureSpec) -> AsyncGenerator[dict[str, Any], None]:
        yield {"type": "started", "export": spec.model_dump()}
        computer = Computer(self._engine, self._sandbox, self._answers, self)
        async with aclosing(self._answers.follow(spec, lambda: picture_parts(computer, spec))) as parts:
            async for part in parts:
                if isinstance(part, bytes):
                    yield {"type": "done", "outcome": {"status": "finished"}, "bytes": len(part)}
                else:
                    yield {"type": "progress", "done": part}

    async def _map(self, kind: str, spec: Spec, compute: Callable[[], Parts]) -> AsyncGenerator[dict[str, Any], None]:
        yield {"type": "started", kind: spec.model_dump()}
        async with aclosing(self._answers.follow(spec, compute)) as parts:
            async for part in parts:
                if isinstance(part, bytes):
                    yield {"type": "done", "outcome": {"status": "finished"}, "map": orjson.Fragment(part)}
                else:
                    yield {"type": "progress", "done": part}
