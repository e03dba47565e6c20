"""All that computes, off the event loop: runs gathered into lanes, all else piece by piece, within budgets."""

from __future__ import annotations

import asyncio
import gc
import os
import time
from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from app.busy import Places
from app.core.axis import FanSpec, SweepSpec
from app.core.ensembles import EnsembleMapSpec, EnsembleSpec
from app.core.fields import BadField
from app.core.lab.rating.spec import RatingDescentSpec
from app.core.rates import rates
from app.core.spec import RunSpec
from app.core.steps import NOWHERE, BadStart
from app.core.training import TrainingSpec
from app.exports.pictures import Drawing
from app.gather import SIZES, Gatherer

if TYPE_CHECKING:
    from app.core.batch import Part
    from app.core.lab import band, seedmap
    from app.core.lab.frames import Frame
    from app.core.lab.rating.descend import RatingProgress
    from app.core.lab.replays import Replays
    from app.core.lab.train import Progress
    from app.core.sweeps import Fan, Map

# Read when torch is first imported. `torch.set_num_threads` speaks for the thread alone that calls it, and an operation
# on a few hundred numbers that two threads share takes up to thirty times as long.
os.environ.setdefault("OMP_NUM_THREADS", "1")

REST = 3
"""While runs go on a picture rests so many times as long as a piece of it took: threads slow each other."""

TURN = 0.02
"""Seconds after which work in many small pieces lets others have their turn."""

FIRST = {"objective": {"name": "square"}, "optimizer": {"name": "adam"}, "start": [1.0], "steps": 1}

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Budgets:
    """What may go on at once.

    runs: runs and trainings. steps: of one run. lanes: runs in one batch. backlog: bytes of records that wait
    for the reader of a run. maps: fans, maps and ensembles together. pictures: GIFs and their like.
    """

    runs: int
    steps: int
    lanes: int
    backlog: int
    maps: int
    pictures: int


class Engine:
    """A few threads that compute, and nothing that computes on the event loop.

    Runs are gathered: those of an objective step together, one batch at a time. Other work is done in pieces, in the
    order in which they were asked for, so that nobody waits for the whole of anything long. Work whose reader is
    slow takes no thread: the next piece is computed when the last one was read.
    """

    def __init__(self, threads: int, budgets: Budgets) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="kudari")
        self._gatherer = Gatherer(self.call, budgets.lanes, budgets.backlog)
        self._longest = budgets.steps
        self._runs = Places(budgets.runs, "runs")
        self._maps = Places(budgets.maps, "maps")
        self._pictures = Places(budgets.pictures, "pictures")
        # One piece of one picture at a time: what is live needs the other threads.
        self._easel = asyncio.Lock()
        self._turns = asyncio.create_task(self._gatherer.work())
        self._replays: Replays | None = None
        self.warm = False

    async def start(self) -> None:
        """Import torch and step once, so that the first visitor doesn't wait for it."""
        await self.call(_first_step)
        # What is there now stays: the collector needn't look at torch's hundred thousand objects again and again.
        gc.collect()
        gc.freeze()
        self.warm = True

    async def close(self) -> None:
        self._turns.cancel()
        await asyncio.gather(self._turns, return_exceptions=True)
        self._pool.shutdown(wait=True, cancel_futures=True)

    async def call(
        self, function: Callable[Arguments, Answer], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Answer:
        """The answer of a function that computes, or that reads and writes a file."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, lambda: function(*args, **kwargs))

    async def work(self, pieces: Generator[None, None, Answer]) -> Answer:
        """The answer of work that yields between its pieces."""

        def piece() -> tuple[Answer] | None:
            try:
                next(pieces)
            except StopIteration as end:
                return (end.value,)
            return None

        while (answer := await self.call(piece)) is None:
            pass
        return answer[0]

    async def descend(self, spec: RunSpec) -> AsyncGenerator[Part, None]:
        """The records of a run in chunks. The last part has the outcome. Raises BadField, as BadStart, and Busy."""
        self.check(spec, "steps")
        with self._runs.one():
            async with aclosing(self._gatherer.descend(spec)) as parts:
                async for part in parts:
                    if part.outcome == NOWHERE:
                        raise BadStart
                    yield part

    async def rates(self, spec: RunSpec) -> list[float] | None:
        """The learning rate of each update of a run; None where its schedule is constant."""
        return None if spec.schedule.constant else await self.call(rates, spec, spec.steps)

    async def train(self, spec: TrainingSpec) -> AsyncGenerator[Progress, None]:
        """A training in parts. The last part has the outcome. Raises Busy."""
        with self._runs.one():
            parts = await self.call(_training, spec)
            part = None
            while part is None or part.outcome is None:
                part = await self.call(next, parts)
                yield part

    async def frames(self, spec: TrainingSpec, first: int, count: int) -> list[Frame]:
        """The network at the updates from `first` on. Raises Busy."""
        with self._runs.one():
            return await self.work(await self.call(self._frames, spec, first, count))

    async def rate(self, spec: RatingDescentSpec) -> AsyncGenerator[RatingProgress, None]:
        """A rating brought to zero, in parts. The first has the pairs before it, the last the outcome. Raises Busy."""
        with self._runs.one():
            parts = await self.call(_rating, spec)
            part = None
            while part is None or part.outcome is None:
                part = await self.call(next, parts)
                yield part

    async def fan(self, spec: FanSpec) -> Fan:
        """The run at many values of one number. Raises BadField and Busy."""
        self.check(spec.run, "run.steps")
        with self._maps.one():
            return await self.work(await self.call(_fan, spec))

    async def sweep(self, spec: SweepSpec) -> AsyncGenerator[Map, None]:
        """How much of a map is done, again and again, and at last the map. Raises BadField and Busy."""
        self.check(spec.run, "run.steps")
        with self._maps.one():
            parts = await self.call(_sweep, spec)
            part = None
            while part is None or part.ends is None:
                part = await self.call(next, parts)
                yield part

    async def ensemble(self, spec: EnsembleSpec) -> AsyncGenerator[band.Part, None]:
        """Many networks trained at once, in parts. The last part has how they ended. Raises Busy."""
        with self._maps.one():
            parts = await self.call(_ensemble, spec)
            part = None
            while part is None or part.networks is None:
                if (part := await self.call(_turn, parts)) is not None:
                    yield part

    async def seed_map(self, spec: EnsembleMapSpec) -> AsyncGenerator[seedmap.SeedMap, None]:
        """How much of a map of seeds is done, again and again, and at last the map. Raises Busy."""
        with self._maps.one():
            parts = await self.call(_seed_map, spec)
            part = None
            while part is None or part.learned is None:
                if (part := await self.call(_turn, parts)) is not None:
                    yield part

    async def draw(self, make: Callable[[], Drawing]) -> AsyncGenerator[float | bytes, None]:
        """A picture in pieces: how much of it is done, again and again, and at last the file. Raises Busy."""
        with self._pictures.one():
            async with self._easel:
                drawing = await self.call(make)
            part: float | bytes = 0.0
            while not isinstance(part, bytes):
                async with self._easel:
                    begun = time.monotonic()
                    part = await self.call(_drawn, drawing)
                    if self._runs.taken:
                        await asyncio.sleep(REST * (time.monotonic() - begun))
                yield part

    def _frames(self, spec: TrainingSpec, first: int, count: int) -> Generator[None, None, list[Frame]]:
        from app.core.lab.replays import Replays

        if self._replays is None:
            self._replays = Replays()
        return self._replays.frames(spec, first, count)

    def check(self, run: RunSpec, field: str) -> None:
        """Raise BadField where a run is longer than this server computes. field: where its steps stand."""
        if run.steps > self._longest:
            raise BadField(field, f"must be at most {self._longest} on this server, got {run.steps}")


def _first_step() -> None:
    from app.core.batch import descend

    for _ in descend([RunSpec.model_validate(FIRST)]):
        pass


def _training(spec: TrainingSpec) -> Iterator[Progress]:
    from app.core.lab.train import train

    return train(spec, SIZES)


def _rating(spec: RatingDescentSpec) -> Iterator[RatingProgress]:
    from app.core.lab.rating.descend import descend

    return descend(spec, SIZES)


def _fan(spec: FanSpec) -> Generator[None, None, Fan]:
    from app.core.sweeps import fan

    return fan(spec)


def _sweep(spec: SweepSpec) -> Iterator[Map]:
    from app.core.sweeps import sweep

    return sweep(spec)


def _ensemble(spec: EnsembleSpec) -> Iterator[band.Part | None]:
    from app.core.lab.band import ensemble

    return ensemble(spec)


def _seed_map(spec: EnsembleMapSpec) -> Iterator[seedmap.SeedMap | None]:
    from app.core.lab.seedmap import seed_map

    return seed_map(spec)


def _turn(parts: Iterator[Answer | None]) -> Answer | None:
    """Go on until there is something to tell, or others should have their turn."""
    until = time.monotonic() + TURN
    while (part := next(parts)) is None and time.monotonic() < until:
        pass
    return part


def _drawn(drawing: Drawing) -> float | bytes:
    """Go on until others should have their turn: how much is done, or the file."""
    until = time.monotonic() + TURN
    done = 0.0
    try:
        while time.monotonic() < until:
            done = next(drawing)
    except StopIteration as end:
        file: bytes = end.value
        return file
    return done
