"""Before anybody's code is run: one honest program and one hostile one, to see that the sandbox is what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.catalogue.templates import TEMPLATES
from app.core.entries import find
from app.core.own import OwnRunSpec
from app.sandbox.events import Done, Event, Failed, Print
from app.sandbox.task import RunTask

if TYPE_CHECKING:
    from app.sandbox.pool import Sandbox

HONEST = find(TEMPLATES, "simple_gd").source()
HOSTILE = (
    HONEST
    + """
import os, signal, socket
tried = {
    "files": lambda: os.open("/", os.O_RDONLY),
    "sockets": lambda: socket.socket(),
    "processes": lambda: os.fork(),
    "programs": lambda: os.execv("/bin/true", ["true"]),
    "signals": lambda: os.kill(os.getppid(), 0),
}
for name, attempt in tried.items():
    try:
        attempt()
    except OSError:
        continue
    print("open:", name)
"""
)


class Leak(Exception):
    """The sandbox isn't one. hostile: a hostile program was not held; else an honest one did not run."""

    def __init__(self, reason: str, *, hostile: bool = False) -> None:
        super().__init__(reason)
        self.hostile = hostile


async def sing(sandbox: Sandbox) -> None:
    """Run both. Raises Leak."""
    honest = await _events(sandbox, HONEST)
    last = honest[-1]
    if not (isinstance(last, Done) and last.outcome.point is not None and abs(last.outcome.point[0] - 0.64) < 1e-6):
        reason = last.fault.message if isinstance(last, Failed) else "its numbers are wrong"
        raise Leak(f"an honest optimizer did not run: {reason}")
    hostile = await _events(sandbox, HOSTILE)
    if said := "".join(event.text for event in hostile if isinstance(event, Print)):
        raise Leak(f"a hostile optimizer was not held: {said.strip()}", hostile=True)
    if not isinstance(hostile[-1], Done):
        raise Leak("a hostile optimizer did not come to its end")


async def _events(sandbox: Sandbox, source: str) -> list[Event]:
    spec = {
        "objective": {"name": "square"},
        "optimizer": {"source": source, "class": "SimpleGD", "lr": 0.1},
        "start": [1.0],
        "steps": 2,
    }
    task = RunTask(spec=OwnRunSpec.model_validate(spec))
    return [event async for event in sandbox.attempt(task, sing)]
