"""The fork server as the server's process has it: started, told to fork and to kill, heard, and ended."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from app.sandbox.launch import Launch, environment

MAX_PACKET = 4096
CHUNK = 65_536
START_SECONDS = 120
"""How long importing torch may take on a busy machine."""


class Unable(Exception):
    """The fork server can't isolate a run here. Its text says what is missing."""


@dataclass(frozen=True)
class Reaped:
    """How a child ended. signal: what killed it. code: what it said itself. Both None where there never was one."""

    signal: int | None
    code: int | None
    cpu: float = 0.0
    rss: int = 0


class Child:
    """A child that runs. `chunks` has what it says, then None. `reaped` is done when it is gone."""

    def __init__(self, most: int, kill: Callable[[], None]) -> None:
        """most: bytes that are taken of what it says."""
        self.chunks: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.reaped: asyncio.Future[Reaped] = asyncio.get_running_loop().create_future()
        self.why: str | None = None
        """Why it was killed, where it was."""
        self._left = most
        self._kill = kill

    def take(self, chunk: bytes) -> bool:
        """Take what it says, nothing at its end. False where no more is to be taken."""
        self._left -= len(chunk)
        if chunk and self._left >= 0:
            self.chunks.put_nowait(chunk)
            return True
        if chunk:
            self.kill("Output")
        self.chunks.put_nowait(None)
        return False

    def kill(self, why: str) -> None:
        """End it. The first reason is the one that counts."""
        if not self.reaped.done():
            self.why = self.why or why
            self._kill()


class Host:
    """The fork server, once it is started. `gone` is set when it has ended, and its children with it."""

    def __init__(self, launch: Launch) -> None:
        """launch: what it is told; its `control` is made here."""
        self._launch = launch
        self._children: dict[int, Child] = {}
        self._answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self.gone = asyncio.Event()

    async def start(self) -> dict[str, int]:
        """Start it, and wait until it is ready. The layers that it has. Raises Unable."""
        if sys.platform != "linux":
            raise Unable("seccomp: Linux alone has it")
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._control.setblocking(False)
        with theirs:
            self._process = await asyncio.create_subprocess_exec(
                *replace(self._launch, control=theirs.fileno()).command(),
                env=environment(),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        asyncio.get_running_loop().add_reader(self._control, self._hear)
        try:
            answer = await asyncio.wait_for(self._answer, START_SECONDS)
        except TimeoutError:
            raise Unable(f"its process was not ready within {START_SECONDS} s") from None
        if answer["op"] != "ready":
            raise Unable("; ".join(answer["missing"]))
        layers: dict[str, int] = answer["layers"]
        return layers

    def fork(self, slot: int, task: bytes, most: int) -> Child:
        """Let a child take a slot that is free. Raises OSError where the fork server can't be told."""
        memory = os.memfd_create("task", os.MFD_CLOEXEC)
        read, write = os.pipe()
        try:
            os.write(memory, task)
            os.set_blocking(read, False)
            packet = json.dumps({"op": "fork", "slot": slot}).encode()
            socket.send_fds(self._control, [packet], [memory, write])
        except OSError:
            os.close(read)
            raise
        finally:
            os.close(memory)
            os.close(write)
        child = self._children[slot] = Child(most, lambda: self._tell({"op": "kill", "slot": slot}))
        asyncio.get_running_loop().add_reader(read, self._read, read, child)
        return child

    async def close(self) -> None:
        """End it, and with it its children."""
        if not hasattr(self, "_process"):
            return
        self._end()
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()

    def _read(self, pipe: int, child: Child) -> None:
        try:
            chunk = os.read(pipe, CHUNK)
        except BlockingIOError:
            return
        if not child.take(chunk):
            asyncio.get_running_loop().remove_reader(pipe)
            os.close(pipe)

    def _tell(self, what: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):
            self._control.send(json.dumps(what).encode())

    def _hear(self) -> None:
        try:
            packet = self._control.recv(MAX_PACKET)
        except BlockingIOError:
            return
        except OSError:
            packet = b""
        if not packet:
            self._end()
            return
        told = json.loads(packet)
        if told["op"] != "ended":
            self._answer.set_result(told)
        elif (child := self._children.pop(told["slot"], None)) is not None:
            child.reaped.set_result(Reaped(told["signal"], told["code"], told["cpu"], told["rss"]))

    def _end(self) -> None:
        """It is gone, or is to go: so are its children."""
        if self.gone.is_set():
            return
        self.gone.set()
        asyncio.get_running_loop().remove_reader(self._control)
        self._control.close()
        for child in self._children.values():
            child.why = child.why or "Restart"
            child.reaped.set_result(Reaped(9, None))
        self._children.clear()
        if not self._answer.done():
            self._answer.set_result({"op": "unable", "missing": ["its process ended before it was ready"]})
