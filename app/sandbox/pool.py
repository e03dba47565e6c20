"""The sandbox as the server has it: an own optimizer goes in, and what may be said of its run comes out."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import signal
from collections.abc import AsyncGenerator, Hashable
from dataclasses import dataclass, field, replace

from app.sandbox.canary import Leak, sing
from app.sandbox.events import Event, Failed, failed
from app.sandbox.hints import TOO_SLOW
from app.sandbox.host import Host, Reaped, Unable
from app.sandbox.launch import NOT_LOCKED, Launch
from app.sandbox.listener import Listener, Malformed
from app.sandbox.local import START_SECONDS, LocalHost
from app.sandbox.places import Places
from app.sandbox.task import Task, to_json

logger = logging.getLogger(__name__)

INLINE = 8_192
"""Bytes that are read on the event loop itself; more of them go elsewhere, so that nobody waits."""
RESTART_SECONDS = 1.0
CHANCES = 3
NAMES = {int(each): each.name for each in signal.Signals}
XCPU, SYS, KILL = (getattr(signal, name, None) for name in ("SIGXCPU", "SIGSYS", "SIGKILL"))
"""Not every system that may run local code has them."""
PATIENCE = 60.0
"""Seconds that a run waits for a sandbox that isn't ready yet."""


@dataclass(frozen=True)
class Limits:
    """What own optimizers may take. seconds: of one run, by the clock. memory, output: bytes of one run."""

    runs: int = 4
    each: int = 1
    queue: int = 256
    seconds: float = 10.0
    memory: int = 512 * 2**20
    output: int = 16 * 2**20


@dataclass(frozen=True)
class Standing:
    """Whether own optimizers are run here. missing: why not. layers: what of the lock there is.

    isolated: not where a run has the rights of whoever started the server.
    """

    on: bool
    missing: tuple[str, ...] = ()
    layers: dict[str, int] = field(default_factory=dict)
    isolated: bool = True


class Off(Exception):
    """Own optimizers aren't run on this server. Its text says why."""


class Sandbox:
    """Runs own optimizers, each in a process of its own that can do nothing but compute."""

    def __init__(self, limits: Limits, *, launch: Launch | None = None, local: bool = False) -> None:
        """launch: how the fork server is started, for a test. local: run without isolation where there is none."""
        self.limits = limits
        self._local = local
        self._patience = limits.seconds
        self.standing = Standing(False, ("it is getting ready",))
        self._launch = replace(
            launch or Launch(),
            slots=max(1, limits.runs),
            cpu_seconds=math.ceil(limits.seconds),
            memory_bytes=limits.memory,
        )
        self._places = Places(limits.runs, limits.each, limits.queue)
        self._settled = asyncio.Event()
        self._host: Host | LocalHost | None = None
        self._keeping: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Get ready in the background, and stay so: a fork server that ends is started again."""
        if not self.limits.runs:
            self._settle(Standing(False, ("this server is set to run none",)))
            return
        self._keeping = asyncio.create_task(self._keep())

    async def close(self) -> None:
        """End all that runs."""
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)
        if self._host is not None:
            await self._host.close()

    async def ready(self) -> Standing:
        """How it stands, when that is decided, or after a while."""
        with contextlib.suppress(TimeoutError):
            # Not wait_for, which may lose a cancellation that comes when it is done.
            async with asyncio.timeout(PATIENCE):
                await self._settled.wait()
        return self.standing

    async def run(self, task: Task, client: Hashable) -> AsyncGenerator[Event, None]:
        """What comes of a task, to its last event. Raises Off, and Busy. Left early, its process is killed.

        client: who asks. Of each only so many run at once; the others of it wait.
        """
        if not (standing := await self.ready()).on:
            raise Off(f"own optimizers are off: {'; '.join(standing.missing)}")
        async with contextlib.aclosing(self.attempt(task, client)) as events:
            async for event in events:
                yield event

    async def attempt(self, task: Task, client: Hashable) -> AsyncGenerator[Event, None]:
        """The same before it is decided whether any task is taken."""
        slot = await self._places.take(client)
        try:
            async with contextlib.aclosing(self._follow(task, slot)) as events:
                async for event in events:
                    yield event
        finally:
            self._places.leave(client)

    async def _follow(self, task: Task, slot: int) -> AsyncGenerator[Event, None]:
        """What a child says. The slot is free again when the child is gone, whoever reads slowly."""
        assert self._host is not None, "only what is on is asked"
        loop = asyncio.get_running_loop()
        try:
            child = self._host.fork(slot, to_json(task), self.limits.output)
        except OSError:
            self._places.free(slot)
            yield _ended(self.limits, None, Reaped(None, None))
            return
        child.reaped.add_done_callback(lambda _: self._places.free(slot))
        clock = loop.call_later(self._patience, child.kill, "TimeLimit")
        listener = Listener(task)
        try:
            while (chunk := await child.chunks.get()) is not None:
                try:
                    for event in await _heard(listener, chunk):
                        yield event
                except Malformed:
                    child.kill("Malformed")
                    break
                if listener.over:
                    return
            reaped = await child.reaped
            yield _ended(self.limits, child.why, reaped)
        finally:
            clock.cancel()
            child.kill("left")
            await child.reaped

    async def _keep(self) -> None:
        while True:
            self._host = host = Host(self._launch)
            try:
                layers = await host.start()
                await self._sing()
            except (Unable, Leak, OSError) as error:
                await host.close()
                self._without_isolation(str(error))
                return
            self._settle(Standing(True, (), layers))
            await host.gone.wait()
            await host.close()
            self._settled.clear()
            self.standing = Standing(False, ("it is starting again",))
            logger.error("the fork server ended, and is started again")
            await asyncio.sleep(RESTART_SECONDS)

    async def _sing(self) -> None:
        """Try it out. A machine that is busy may be too slow for an honest program, and is given another chance."""
        for chances in reversed(range(CHANCES)):
            try:
                return await sing(self)
            except Leak as leak:
                if leak.hostile or not chances:
                    raise

    def _without_isolation(self, missing: str) -> None:
        """Run nothing, unless whoever started the server has said that it may be run all the same."""
        if not self._local:
            logger.warning("own optimizers are off: %s", missing)
            self._settle(Standing(False, (missing,)))
            return
        self._host = LocalHost(self.limits.seconds)
        self._patience += START_SECONDS
        self._settle(Standing(True, (missing,), isolated=False))

    def _settle(self, standing: Standing) -> None:
        self.standing = standing
        self._settled.set()


async def _heard(listener: Listener, chunk: bytes) -> list[Event]:
    if listener.waiting + len(chunk) < INLINE:
        return listener.hear(chunk)
    return await asyncio.to_thread(listener.hear, chunk)


def _ended(limits: Limits, why: str | None, reaped: Reaped) -> Failed:
    """What is said of a child that went without its last word."""
    if why == "TimeLimit" or reaped.signal == XCPU or (not why and reaped.cpu >= limits.seconds):
        return failed("TimeLimit", f"took longer than {limits.seconds:g} s, and was ended", TOO_SLOW)
    if why == "Output":
        return failed(
            "Output", "said more than a run may, and was ended", "Keep less in self.state, or ask for fewer steps."
        )
    if why == "Malformed":
        return failed("Malformed", "said what no run says, and was ended", "Leave the machinery that runs it alone.")
    if why == "Restart" or (reaped.signal is None and reaped.code is None):
        return failed("Ended", "was lost: the sandbox had to start again", "Run it once more.")
    if reaped.signal == SYS:
        return failed("Ended", "asked the system for what no run may, and was ended")
    if reaped.signal == KILL:
        return failed("MemoryLimit", "was ended by the system, which had no memory left for it")
    if reaped.signal is not None:
        hint = "It went where no memory is: by a recursion without an end, or past Python altogether."
        return failed("Ended", f"crashed with signal {NAMES.get(reaped.signal, reaped.signal)}", hint)
    if reaped.code == NOT_LOCKED:
        logger.error("a child could not be locked, and ran nothing")
        return failed("Ended", "was not run: its process could not be locked")
    return failed(
        "Ended", f"ended its own process with {reaped.code}", "A run ends when step has been called often enough."
    )
