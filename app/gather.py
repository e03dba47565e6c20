"""Runs that wait are stepped together: gathered into batches, which take turns."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import replace
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from app.core.spec import RunSpec

if TYPE_CHECKING:
    from app.core.batch import Batch, Part

SIZES = (8, 64, 256)
"""Records in a batch's first turn, its second, and each one after: soon something, then large messages."""
TURN = 262_144
"""Records of all runs together in one turn, though at least eight of each: some tens of milliseconds."""

EMPTY_PASSES = 4
LONGEST_CROWD = 200
"""Passes of the event loop after which a crowd has come in, and for how many it is waited at most."""

log = logging.getLogger(__name__)

Ground = tuple[str, str]


class Gatherer:
    """Steps everybody's runs, off the event loop; what is kept of them here is touched on the loop alone.

    Runs of the same objective and precision that wait form a batch: what comes while others are stepped is the
    next batch. Batches take turns of bounded length, new ones and old ones alternately, so that a newcomer has its
    first records soon and those that came before keep their pace. Runs with equal specs are one lane, however many
    read it.
    """

    def __init__(self, compute: Callable[..., Awaitable[Any]], lanes: int, backlog: int) -> None:
        """compute: calls a function in a thread. lanes: how many in a batch, at most. backlog: bytes that wait for
        one reader; beyond, its run rests until it has read them.
        """
        self._compute = compute
        self._lanes = lanes
        self._backlog = backlog
        self._waiting: dict[Ground, deque[_Reader]] = defaultdict(deque)
        self._new: deque[Ground] = deque()
        self._old: deque[_Batch] = deque()
        self._turns = asyncio.Semaphore(0)
        self._came = 0

    async def descend(self, spec: RunSpec) -> AsyncGenerator[Part, None]:
        """The records of a run in parts, the last with the outcome."""
        reader = _Reader(spec)
        self._wait(reader)
        try:
            while True:
                if reader.resting and reader.has_read_all:
                    reader.resume()
                    self._wait(reader)
                part = await reader.read()
                yield part
                if part.outcome is not None:
                    return
        finally:
            reader.gone = True

    async def work(self) -> None:
        """Give turns for ever.

        One of these is enough: threads that step small tensors at once wait for each other at every operation.
        """
        newest = False
        while True:
            await self._turns.acquire()
            newest = not newest
            if self._old and not (newest and self._new):
                batch = self._old.popleft()
            else:
                await self._let_in()
                batch = self._form()
            await self._turn(batch)

    async def _let_in(self) -> None:
        """Wait while a crowd comes in: until a few passes of the event loop, which take microseconds, bring nobody."""
        empty = 0
        for _ in range(LONGEST_CROWD):
            came = self._came
            await asyncio.sleep(0)
            empty = empty + 1 if self._came == came else 0
            if empty == EMPTY_PASSES:
                return

    async def _turn(self, batch: _Batch) -> None:
        try:
            parts = await self._compute(batch.turn)
        except Exception as error:
            log.exception("a batch failed")
            batch.fail(error)
            return
        batch.deliver(parts, self._backlog)
        if batch.going:
            self._old.append(batch)
            self._turns.release()

    def _wait(self, reader: _Reader) -> None:
        self._came += 1
        ground = reader.spec.ground
        self._waiting[ground].append(reader)
        if len(self._waiting[ground]) == 1:
            self._new.append(ground)
            self._turns.release()

    def _form(self) -> _Batch:
        """The batch of those who wait longest, and of all who wait on the same ground."""
        ground = self._new.popleft()
        waiting = self._waiting[ground]
        lanes: dict[str, list[_Reader]] = {}
        while waiting and len(lanes) < self._lanes:
            reader = waiting.popleft()
            lanes.setdefault(reader.spec.model_dump_json(), []).append(reader)
        if waiting:
            self._new.append(ground)
            self._turns.release()
        else:
            del self._waiting[ground]
        return _Batch(list(lanes.values()))


class _Reader:
    """One who waits for the records of a run, and the parts that it has yet to read."""

    def __init__(self, spec: RunSpec) -> None:
        self.spec = spec
        self.given = 0
        self.resting = False
        self.gone = False
        self._skip = 0
        self._bytes = 0
        self._parts: asyncio.Queue[Part | Exception] = asyncio.Queue()

    def give(self, part: Part, backlog: int) -> None:
        """Queue what it doesn't have yet of a part; beyond the backlog let it rest."""
        known = min(self._skip, len(part.steps))
        self._skip -= known
        steps = part.steps[known:].copy()
        self.given += len(steps)
        if len(steps) or part.outcome is not None:
            self._parts.put_nowait(replace(part, steps=steps))
            self._bytes += steps.nbytes
        self.resting = self._bytes > backlog and part.outcome is None

    def fail(self, error: Exception) -> None:
        self._parts.put_nowait(error)

    async def read(self) -> Part:
        """The next part."""
        part = await self._parts.get()
        if isinstance(part, Exception):
            raise part
        self._bytes -= part.steps.nbytes
        return part

    @property
    def has_read_all(self) -> bool:
        return self._parts.empty()

    def resume(self) -> None:
        """Wait again, for what comes after the records that it was given: a run is a pure function of its spec."""
        self.resting = False
        self._skip = self.given


class _Batch:
    """Readers whose runs step together, those of one lane under its number."""

    def __init__(self, lanes: Sequence[list[_Reader]]) -> None:
        self._readers = dict(enumerate(lanes))
        self._specs = [readers[0].spec for readers in lanes]
        self._sizes = chain(SIZES, repeat(SIZES[-1]))
        self._batch: Batch | None = None

    @property
    def going(self) -> bool:
        return bool(self._readers)

    def turn(self) -> list[Part]:
        """Some more records of each run that is still read. Called in a thread, with no other turn of it going on."""
        from app.core.batch import Batch

        if self._batch is None:
            self._batch = Batch(self._specs)
        for run in self._batch.going - self._readers.keys():
            self._batch.leave(run)
        size = min(next(self._sizes), max(SIZES[0], TURN // len(self._batch.going)))
        return self._batch.turn(size)

    def deliver(self, parts: Sequence[Part], backlog: int) -> None:
        """Give the parts to their readers. Who is gone, rests, or has the whole run is in the batch no more."""
        ended = {part.run for part in parts if part.outcome is not None}
        for part in parts:
            for reader in self._readers[part.run]:
                reader.give(part, backlog)
        self._readers = {
            run: staying
            for run, readers in self._readers.items()
            if run not in ended and (staying := [each for each in readers if not (each.gone or each.resting)])
        }

    def fail(self, error: Exception) -> None:
        """Tell all readers that their runs can't go on."""
        for readers in self._readers.values():
            for reader in readers:
                reader.fail(error)
