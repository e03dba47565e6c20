"""Runs and trainings by own optimizers, as the doors tell them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Hashable
from contextlib import aclosing
from typing import Any

from fastapi import Request
from starlette.responses import Response

from app.core.fields import BadField
from app.core.own import OwnRunSpec, OwnTrainingSpec
from app.engine import Engine
from app.sandbox.events import Done, Event, Failed, Print, Refused, StepsEvent, UpdatesEvent, Warned
from app.sandbox.pool import Sandbox
from app.sandbox.task import LookSpec, LookTask, RunTask, Task, TrainTask
from app.web.answers import unless_gone
from app.web.encoding import Json

Messages = AsyncGenerator[dict[str, Any], None]


class Faulty(BadField):
    """An own optimizer that went wrong. fault: what, where in its source, and what to try. printed: until then."""

    def __init__(self, field: str, fault: dict[str, Any]) -> None:
        where = f" (line {fault['line']})" if fault["line"] is not None else ""
        super().__init__(field, f"{fault['type']}: {fault['message']}{where}")
        self.fault = fault
        self.printed = ""


async def run_messages(sandbox: Sandbox, engine: Engine, spec: OwnRunSpec, client: Hashable) -> Messages:
    """The messages of a run. Raises Off, Busy, BadField, and Faulty."""
    engine.check(spec, "steps")
    started = {"type": "started", "run": spec.model_dump(), "rates": await engine.rates(spec)}
    async with aclosing(_messages(sandbox, RunTask(spec=spec), client, "optimizer.source")) as messages:
        async for message in messages:
            if started:
                yield started
                started = {}
            yield message


async def training_messages(sandbox: Sandbox, spec: OwnTrainingSpec, client: Hashable) -> Messages:
    """The messages of a training. Raises as those of a run."""
    started = False
    async with aclosing(_messages(sandbox, TrainTask(spec=spec), client, "optimizer.source")) as messages:
        async for message in messages:
            rates = message.pop("rates", None)
            if not started:
                started = True
                yield {"type": "started", "training": spec.model_dump(), "rates": rates}
            yield message


async def look_messages(sandbox: Sandbox, spec: LookSpec, client: Hashable) -> Messages:
    """What an optimizer can be told, as a message. Raises as a run does."""
    async with aclosing(_messages(sandbox, LookTask(spec=spec), client, "source")) as messages:
        async for message in messages:
            yield message


async def _messages(sandbox: Sandbox, task: Task, client: Hashable, field: str) -> Messages:
    async with aclosing(sandbox.run(task, client)) as events:
        async for event in events:
            yield message(event, field)


def message(event: Event, field: str) -> dict[str, Any]:
    """An event of the sandbox as the doors say it."""
    if isinstance(event, Failed):
        raise Faulty(field, event.fault.model_dump())
    if isinstance(event, Refused):
        raise BadField(event.field, event.reason)
    if isinstance(event, Done):
        return {"type": "done", "outcome": event.outcome.model_dump(exclude_unset=True)}
    if isinstance(event, StepsEvent):
        return {"type": "steps", "steps": event.steps.model_dump()}
    if isinstance(event, UpdatesEvent):
        return {"type": "steps", **event.model_dump(exclude={"event"})}
    if isinstance(event, Print):
        return {"type": "print", "text": event.text}
    if isinstance(event, Warned):
        return {"type": "warning", "text": event.text, "hint": event.hint}
    return {"type": "done", **event.model_dump(exclude={"event"})}


async def whole_answer(request: Request, messages: Messages) -> Response:
    """All messages as the answer of a request, while its client is there."""
    answer = await unless_gone(request, whole(messages))
    return Response(status_code=499) if answer is None else Json(answer)


def asker(request: Request) -> str:
    """Who asks over HTTP, as far as that can be told: those behind one address are one."""
    return request.client.host if request.client else ""


async def whole(messages: Messages) -> dict[str, Any]:
    """All messages of a task as one answer: records joined, what was printed, and what was warned of."""
    answer: dict[str, Any] = {"printed": "", "warnings": []}
    try:
        async with aclosing(messages):
            async for message in messages:
                kind = message.pop("type")
                if kind == "print":
                    answer["printed"] += message["text"]
                elif kind == "warning":
                    answer["warnings"].append(message)
                elif kind == "steps":
                    answer["steps"] = _joined(answer.get("steps"), message["steps"])
                    if "frames" in message:
                        answer["frames"] = [*answer.get("frames", ()), *message["frames"]]
                else:
                    answer |= message
    except Faulty as faulty:
        faulty.printed = answer["printed"]
        raise
    return answer


def _joined(former: dict[str, Any] | None, more: dict[str, Any]) -> dict[str, Any]:
    """Columns, one below the other. What is kept in a state under a name only later is null before."""
    if former is None:
        return more
    joined = {name: former[name] + more[name] for name in more if name != "state"}
    if "state" in more:
        before, after = len(former["step"]), len(more["step"])
        joined["state"] = {
            name: former["state"].get(name, [None] * before) + more["state"].get(name, [None] * after)
            for name in {**former["state"], **more["state"]}
        }
    return joined
