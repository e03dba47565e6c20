"""Runs and trainings off the event loop: each piece is computed in a thread when its reader asks for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from app.core.spec import RunSpec, TrainingSpec

if TYPE_CHECKING:
    from app.core.batch import Part
    from app.core.lab.train import Progress

CHUNKS = (8, 64, 256)
"""Records in the first chunk, the second, and each one after: soon something, then large messages."""

FIRST = {"objective": {"name": "square"}, "optimizer": {"name": "adam"}, "start": [1.0], "steps": 1}

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


class Engine:
    """A few threads that compute, and nothing that computes on the event loop.

    Pieces of work are computed in the order in which they were asked for, so that nobody waits for the whole
    of a long run. A run whose reader is slow takes no thread: its next chunk is computed when the last one was
    read.
    """

    def __init__(self, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="kudari")
        self.warm = False

    async def start(self) -> None:
        """Import torch and step once, so that the first visitor doesn't wait for it."""
        await self.call(_first_step)
        self.warm = True

    def close(self) -> None:
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

    async def descend(self, spec: RunSpec) -> AsyncIterator[Part]:
        """The records of a run in chunks. The last part has the outcome."""
        parts = await self.call(_descent, spec)
        while True:
            part = await self.call(next, parts)
            yield part
            if part.outcome is not None:
                return

    async def train(self, spec: TrainingSpec) -> AsyncIterator[Progress]:
        """A training in parts. The first part has the network before it, the last the outcome."""
        parts = await self.call(_training, spec)
        while True:
            part = await self.call(next, parts)
            yield part
            if part.outcome is not None:
                return


def _first_step() -> None:
    import torch

    torch.set_num_threads(1)
    for _ in _descent(RunSpec.model_validate(FIRST)):
        pass


def _descent(spec: RunSpec) -> Iterator[Part]:
    from app.core.batch import descend

    return (part for (part,) in descend([spec], CHUNKS))


def _training(spec: TrainingSpec) -> Iterator[Progress]:
    from app.core.lab.train import train

    return train(spec, CHUNKS)
