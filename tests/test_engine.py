"""The engine: pieces of work in threads, in the order in which they were asked for."""

import asyncio
import threading

import pytest

from app.core.batch import descend
from app.core.spec import RunSpec, TrainingSpec
from app.core.steps import Steps
from app.engine import CHUNKS, Engine

RUN = {"objective": {"name": "bumpy"}, "optimizer": {"name": "adam"}, "start": [1.6]}


@pytest.fixture
def engine():
    engine = Engine(threads=1)
    yield engine
    engine.close()


def run(steps):
    return RunSpec.model_validate({**RUN, "steps": steps})


def test_a_run_comes_in_chunks_of_their_sizes(engine):
    """The chunks have the stated sizes, joined they are the run's records, and the last has the outcome."""

    async def parts():
        return [part async for part in engine.descend(run(400))]

    got = asyncio.run(parts())
    assert [len(part.steps) for part in got] == [*CHUNKS, 401 - sum(CHUNKS)]
    ((whole,),) = descend([run(400)])
    assert Steps.join([part.steps for part in got]).columns() == whole.steps.columns()
    assert [part.outcome for part in got] == [None, None, None, whole.outcome]


def test_a_newcomer_does_not_wait_for_a_long_run(engine):
    """With a single thread a short run asked for later is done while the long one goes on."""
    ended = []

    async def descend(steps):
        async for _ in engine.descend(run(steps)):
            pass
        ended.append(steps)

    async def both():
        async with asyncio.TaskGroup() as group:
            group.create_task(descend(5_000))
            group.create_task(descend(50))

    asyncio.run(both())
    assert ended == [50, 5_000]


def test_work_takes_turns_and_answers(engine):
    """Work that yields between its pieces lets other work go between them."""
    order = []

    def work(name):
        for piece in range(3):
            order.append((name, piece))
            yield
        return name

    async def both():
        return await asyncio.gather(engine.work(work("a")), engine.work(work("b")))

    assert asyncio.run(both()) == ["a", "b"]
    assert order == [(name, piece) for piece in range(3) for name in "ab"]


def test_an_error_in_work_reaches_its_asker(engine):
    """What work raises is raised where it was asked for."""

    def work():
        yield
        raise LookupError("nothing there")

    with pytest.raises(LookupError, match="nothing there"):
        asyncio.run(engine.work(work()))


def test_nothing_computes_on_the_event_loop(engine):
    """Whatever is called runs in the engine's own threads."""
    name = asyncio.run(engine.call(lambda: threading.current_thread().name))
    assert name.startswith("kudari")


def test_a_training_has_both_ends(engine):
    """The first part has the network before it, the last the network after, and all updates are between."""

    async def parts():
        return [part async for part in engine.train(TrainingSpec())]

    first, *parts_, last = asyncio.run(parts())
    assert first.network and last.network and last.outcome
    assert sum(len(part.steps) for part in [*parts_, last]) == 80


def test_nothing_is_computed_after_the_outcome(engine, monkeypatch):
    """Who has been given it is done at once, and waits for no thread to hear that nothing comes."""

    async def ends(parts):
        while (await anext(parts)).outcome is None:
            pass
        monkeypatch.setattr(engine, "call", None)
        assert await anext(parts, "over") == "over"
        monkeypatch.undo()

    asyncio.run(ends(engine.descend(run(50))))
    asyncio.run(ends(engine.train(TrainingSpec())))


def test_it_warms_up(engine):
    """After its start torch is there, and it says so."""
    assert engine.warm is False
    asyncio.run(engine.start())
    assert engine.warm is True
