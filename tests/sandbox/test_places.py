"""Who may run and who waits."""

import asyncio

import pytest

from app.busy import Busy
from app.sandbox.places import Places


def waiting(places, *clients):
    return [asyncio.create_task(places.take(client)) for client in clients]


async def settled(*tasks):
    """Which of them have a slot by now."""
    await asyncio.wait(tasks, timeout=0.01)
    return [task.result() if task.done() else None for task in tasks]


def test_so_many_at_once_in_their_order():
    """Two slots: the third waits for whoever is done first, and comes before the fourth."""

    async def run():
        places = Places(slots=2, each=1, waiting=9)
        tasks = waiting(places, "a", "b", "c", "d")
        assert await settled(*tasks) == [0, 1, None, None]
        places.leave("b")
        places.free(1)
        assert await settled(*tasks) == [0, 1, 1, None]
        tasks[3].cancel()

    asyncio.run(run())


def test_one_a_client():
    """The second run of one waits for its first, and others pass it."""

    async def run():
        places = Places(slots=3, each=1, waiting=9)
        tasks = waiting(places, "a", "a", "b")
        assert await settled(*tasks) == [0, None, 1]
        places.leave("a")
        assert await settled(*tasks) == [0, 2, 1]

    asyncio.run(run())


def test_too_many_are_told_to_come_again():
    """No more wait than may; the next hears in how many seconds to ask again."""

    async def run():
        places = Places(slots=1, each=1, waiting=2)
        first, *others = waiting(places, "a", "b", "c")
        await first
        with pytest.raises(Busy) as busy:
            await places.take("d")
        assert busy.value.seconds > 0
        for other in others:
            other.cancel()

    asyncio.run(run())


def test_who_gives_up_takes_no_place():
    """Whether it waits or has just been given a slot: the slot is the next one's."""

    async def run():
        places = Places(slots=1, each=1, waiting=9)
        first, second, third = waiting(places, "a", "b", "c")
        await first
        second.cancel()
        await asyncio.wait([second])
        places.leave("a")
        places.free(0)
        third.cancel()
        assert await places.take("d") == 0

    asyncio.run(run())
