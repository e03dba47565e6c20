"""In the child: read what is asked, take the lock, and only then run what somebody wrote."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable
from typing import Any, NoReturn

import orjson

from app.sandbox.layers.descriptors import EVENTS
from app.sandbox.lock import Layers, Lock, Missing
from app.sandbox.task import Task, from_json

DONE = 0
FAILED = 1
NOT_LOCKED = 3
"""How it ends: having said all, by a mistake of ours, or before anything was run."""

MAX_TASK = 2 * 2**20

Emit = Callable[[dict[str, Any]], None]
Perform = Callable[[Task, Emit], None]


def run(lock: Lock, layers: Layers, slot: int, task: int, events: int, perform: Perform) -> NoReturn:
    """Be the child of a slot, with these layers and no fewer. task, events: open files."""
    code = FAILED
    try:
        _become_a_child()
        asked = from_json(os.pread(task, MAX_TASK, 0))
        code = NOT_LOCKED
        if lock.close(slot, events) == layers:
            code = FAILED
            gc.enable()
            perform(asked, emit)
            code = DONE
    finally:
        os._exit(code)


def try_on(lock: Lock, events: int) -> NoReturn:
    """Be a child that takes the lock, tells what of it there is or what is missing, and runs nothing."""
    try:
        _become_a_child()
        try:
            told: dict[str, Any] = {"layers": lock.close(0, events)}
        except Missing as missing:
            told = {"missing": str(missing)}
        emit(told)
    finally:
        os._exit(DONE)


def emit(event: dict[str, Any]) -> None:
    """Write an event, a line, into the pipe."""
    rest = memoryview(orjson.dumps(event) + b"\n")
    while rest:
        rest = rest[os.write(EVENTS, rest) :]


def _become_a_child() -> None:
    """Forget what the fork server listens to."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
