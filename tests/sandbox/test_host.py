"""The fork server as the server's process has it."""

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.sandbox.host import Child, Host, Unable
from app.sandbox.launch import Launch
from app.sandbox.task import to_json
from tests.sandbox.test_pool import ENDLESS, HONEST, task

MANY = 2**20


@asynccontextmanager
async def hosting(**settings):
    host = Host(Launch(slots=1, **settings))
    try:
        await host.start()
        yield host
    finally:
        await host.close()


async def heard(child):
    """All that a child says, to its end."""
    said = b""
    while (chunk := await child.chunks.get()) is not None:
        said += chunk
    return said


def test_a_child_says_its_lines_and_is_reaped():
    """One after the other in the same slot, and no file stays open here."""

    async def run():
        async with hosting() as host:
            before = len([*Path("/proc/self/fd").iterdir()])
            for _ in range(2):
                child = host.fork(0, to_json(task(HONEST)), MANY)
                assert (await heard(child)).endswith(b"\n")
                reaped = await child.reaped
                assert (reaped.signal, reaped.code, reaped.cpu > 0) == (None, 0, True)
            assert len([*Path("/proc/self/fd").iterdir()]) == before

    asyncio.run(run())


def test_the_first_reason_is_the_one_that_counts():
    """Killed for its time, and then left: it was its time."""

    async def run():
        async with hosting() as host:
            child = host.fork(0, to_json(task(ENDLESS)), MANY)
            await child.chunks.get()
            child.kill("TimeLimit")
            child.kill("left")
            return (await child.reaped).signal, child.why

    assert asyncio.run(run()) == (9, "TimeLimit")


def test_what_goes_on_when_it_is_closed_is_lost():
    """Whoever waits for the child hears of its end; a second close does nothing."""

    async def run():
        async with hosting() as host:
            child = host.fork(0, to_json(task(ENDLESS)), MANY)
            await child.chunks.get()
            await host.close()
            return await child.reaped, child.why

    assert asyncio.run(run())[1] == "Restart"


def test_no_more_is_taken_than_may_be():
    """Past the cap a child is killed, and what it says is at its end."""

    async def run():
        killed = []
        child = Child(4, lambda: killed.append(True))
        assert child.take(b"abc") and not child.take(b"de")
        return await child.chunks.get(), await child.chunks.get(), child.why, killed

    assert asyncio.run(run()) == (b"abc", None, "Output", [True])


def test_what_is_missing_is_named():
    """Without the filter of calls a probe comes through, in a child of the start's own."""

    async def run():
        with pytest.raises(Unable, match="probes: open"):
            async with hosting(without=("seccomp",)):
                pass

    asyncio.run(run())
