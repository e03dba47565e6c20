"""Run every program in the sandbox, four at once, and print how each ended: a line of JSON for each."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from dataclasses import asdict
from typing import Any

from app.core.own import OwnRunSpec
from app.sandbox.events import Done, Failed, Print
from app.sandbox.pool import Limits, Sandbox
from app.sandbox.task import RunTask

from . import files, output, processes, syscalls, time as durations, tricks  # noqa: I001
from .program import Program


def programs() -> list[Program]:
    """All of them."""
    modules = (files, output, processes, syscalls, durations, tricks)
    return [each for module in modules for value in vars(module).values() if isinstance(value, list) for each in value]


def task(source: str, name: str) -> RunTask:
    spec = {
        "objective": {"name": "square"},
        "optimizer": {"source": source, "class": name, "lr": 0.1},
        "start": [1.0],
        "steps": 3,
    }
    return RunTask(spec=OwnRunSpec.model_construct() if False else OwnRunSpec.model_validate(spec))


async def ending(sandbox: Sandbox, source: str, client: object) -> dict[str, Any]:
    began = time.monotonic()
    events = [event async for event in sandbox.run(task(source, "Hostile"), client)]
    last = events[-1]
    printed = "".join(event.text for event in events if isinstance(event, Print))
    fault = asdict_fault(last)
    return {"end": "done" if isinstance(last, Done) else fault.get("type", type(last).__name__), "message": fault.get("message"), "printed": printed, "seconds": round(time.monotonic() - began, 3)}


def asdict_fault(last: Any) -> dict[str, Any]:
    return last.fault.model_dump() if isinstance(last, Failed) else {}


async def main() -> None:
    told = json.loads(sys.argv[1])
    sandbox = Sandbox(Limits(seconds=told["seconds"]), without=tuple(told["without"]))
    sandbox.start()
    print(json.dumps({"standing": asdict(await sandbox.ready())}), flush=True)
    gate = asyncio.Semaphore(4)

    async def one(program: Program) -> None:
        source = program.source
        for name, value in told["places"].items():
            source = source.replace("{" + name + "}", value)
        async with gate:
            try:
                answer = await ending(sandbox, source, program.name)
            except Exception as error:
                answer = {"end": "raised", "message": repr(error), "printed": "", "seconds": 0}
        print(json.dumps({"name": program.name, **answer}), flush=True)

    await asyncio.gather(*map(one, programs()))
    await sandbox.close()


asyncio.run(main())
