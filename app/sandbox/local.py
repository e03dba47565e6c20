"""`--allow-local-code`: a plain process for each run, limited in time alone. For one's own machine and nobody else."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
from typing import Any

from app.sandbox.host import CHUNK, Child, Reaped
from app.sandbox.launch import ROOT

START_SECONDS = 60.0
"""How long a process may take to import torch, beyond what a run may take."""
READY = b"\n"


class LocalHost:
    """Starts a process for each run, with the rights of whoever started the server."""

    def __init__(self, seconds: float) -> None:
        """seconds: that a run may take, once torch is imported."""
        self._seconds = seconds
        self.gone = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()

    async def start(self) -> dict[str, int]:
        """There is nothing to be made ready, and no layer."""
        return {}

    def fork(self, slot: int, task: bytes, most: int) -> Child:
        """Let a new process do a task."""
        killed = asyncio.Event()
        child = Child(most, killed.set)
        running = asyncio.create_task(_run(child, task, killed, self._seconds))
        self._running.add(running)
        running.add_done_callback(self._running.discard)
        return child

    async def close(self) -> None:
        """End all that runs."""
        for running in self._running:
            running.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)


async def _run(child: Child, task: bytes, killed: asyncio.Event, seconds: float) -> None:
    pipe = asyncio.subprocess.PIPE
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "app.sandbox.local", stdin=pipe, stdout=pipe, env=environment
    )
    assert process.stdin is not None and process.stdout is not None, "it has pipes"

    async def end() -> None:
        await killed.wait()
        with contextlib.suppress(ProcessLookupError):
            process.kill()

    ending = asyncio.create_task(end())
    try:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError, asyncio.IncompleteReadError):
            process.stdin.write(task + b"\n")
            await process.stdout.readexactly(len(READY))
        clock = asyncio.get_running_loop().call_later(seconds, child.kill, "TimeLimit")
        while child.take(await process.stdout.read(CHUNK)):
            pass
        await process.wait()
        clock.cancel()
    finally:
        # To kill what has ended would take its code from whoever waits for it.
        if process.returncode is None:
            killed.set()
            await ending
        ending.cancel()
        code = await process.wait()
        child.reaped.set_result(Reaped(-code if code < 0 else None, code if code >= 0 else None))


def main() -> None:
    """Do the task in the first line of the standard input, and tell what comes of it in the standard output."""
    import orjson

    from app.sandbox.runner import perform
    from app.sandbox.task import from_json
    from app.sandbox.warm import warm

    told = os.dup(sys.stdout.fileno())

    def emit(event: dict[str, Any]) -> None:
        line = orjson.dumps(event, option=orjson.OPT_SERIALIZE_NUMPY) + b"\n"
        while line:
            line = line[os.write(told, line) :]

    task = from_json(sys.stdin.buffer.readline())
    warm()
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    os.write(told, READY)
    perform(task, emit)


def _end_with_the_server() -> None:
    """The server keeps the other end of the standard input open while it is there."""
    while os.read(0, CHUNK):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
