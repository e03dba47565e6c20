"""The engine: runs gathered into lanes, other work in pieces, all of it in threads and within budgets."""

import asyncio
import threading
import time
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
import torch

from app.busy import Busy
from app.core.axis import FanSpec, SweepSpec
from app.core.batch import descend
from app.core.fields import BadField
from app.core.spec import RunSpec
from app.core.steps import Steps
from app.core.training import TrainingSpec
from app.engine import Budgets, Engine

pytestmark = pytest.mark.anyio

RUN = {"objective": {"name": "bumpy"}, "optimizer": {"name": "adam"}, "start": [1.6]}
BUDGETS = Budgets(runs=100, steps=10_000, lanes=64, backlog=1_000_000, maps=2, pictures=2)


@asynccontextmanager
async def engine(**budgets):
    """An engine with one thread, and these budgets among large ones."""
    engine = Engine(1, replace(BUDGETS, **budgets))
    try:
        yield engine
    finally:
        await engine.close()


def run(steps):
    return RunSpec.model_validate({**RUN, "steps": steps})


def fan(steps):
    return FanSpec.model_validate(
        {"run": run(steps).model_dump(), "field": "optimizer.lr", "values": [0.1, 0.2], "kept": [0, steps]}
    )


def sweep(steps):
    x = {"field": "optimizer.lr", "low": 0.1, "high": 0.5, "count": 512}
    y = {"field": "start.0", "low": -1.0, "high": 1.0, "count": 128}
    return SweepSpec.model_validate({"run": run(steps).model_dump(), "x": x, "y": y})


async def all_of(parts):
    return [part async for part in parts]


async def test_a_run_comes_in_parts_and_whole():
    """Joined the parts are the run's records, and the last of them has the outcome."""
    async with engine() as each:
        got = await all_of(each.descend(run(400)))
    ((whole,),) = descend([run(400)])
    assert len(got) > 2
    assert Steps.join([part.steps for part in got]).columns() == whole.steps.columns()
    assert [part.outcome for part in got][-2:] == [None, whole.outcome]


async def test_a_newcomer_does_not_wait_for_a_long_run():
    """With a single thread a short run asked for later is done while the long one goes on."""
    ended = []

    async def descend(each, steps):
        await all_of(each.descend(run(steps)))
        ended.append(steps)

    async with engine() as each:
        await asyncio.gather(descend(each, 5_000), descend(each, 50))
    assert ended == [50, 5_000]


async def test_a_run_does_not_wait_for_a_map():
    """With a single thread a run is done between the pieces of a map."""
    async with engine() as each:
        parts = each.sweep(sweep(2_000))
        assert 0 < (await anext(parts)).done < 0.5
        await all_of(each.descend(run(50)))
        assert (await anext(parts)).done < 0.9
        await parts.aclose()


async def test_work_takes_turns_and_answers():
    """Work that yields between its pieces lets other work go between them."""
    order = []

    def work(name):
        for piece in range(3):
            order.append((name, piece))
            yield
        return name

    async with engine() as each:
        assert await asyncio.gather(each.work(work("a")), each.work(work("b"))) == ["a", "b"]
    assert order == [(name, piece) for piece in range(3) for name in "ab"]


async def test_an_error_in_work_reaches_its_asker():
    """What work raises is raised where it was asked for."""

    def work():
        yield
        raise LookupError("nothing there")

    async with engine() as each:
        with pytest.raises(LookupError, match="nothing there"):
            await each.work(work())


async def test_nothing_computes_on_the_event_loop():
    """Whatever is called runs in the engine's own threads."""
    async with engine() as each:
        assert (await each.call(lambda: threading.current_thread().name)).startswith("kudari")


async def test_each_operation_takes_one_thread():
    """In whichever of its threads: two that share an operation on a few hundred numbers only wait for each other."""
    engine = Engine(4, BUDGETS)
    counts = await asyncio.gather(*(engine.call(torch.get_num_threads) for _ in range(40)))
    assert set(counts) == {1}
    await engine.close()


async def test_a_training_has_both_ends():
    """The first frame is the network before it, the last the network after, and all updates are between."""
    async with engine() as each:
        first, *parts, last = await all_of(each.train(TrainingSpec()))
    assert (first.frames[0].step, last.frames[-1].step, last.outcome.step) == (0, 80, 80)
    assert sum(len(part.steps) for part in [first, *parts, last]) == 80


async def test_nothing_is_computed_after_the_last_part(monkeypatch):
    """Who has been given it is done at once, and waits for no thread to hear that nothing comes."""
    async with engine() as each:
        for parts in (each.descend(run(50)), each.train(TrainingSpec()), each.sweep(sweep(5))):
            last = await anext(parts)
            while getattr(last, "outcome", None) is None and getattr(last, "ends", None) is None:
                last = await anext(parts)
            with monkeypatch.context() as patch:
                patch.setattr(each, "call", None)
                assert await anext(parts, "over") == "over"


async def test_a_full_server_says_how_long_to_wait():
    """One run more than may be is refused with the seconds to wait; those that go on go on, then there is room."""
    async with engine(runs=2) as each:
        going = [each.descend(run(10_000)), each.train(TrainingSpec(epochs=200))]
        for parts in going:
            await anext(parts)
        with pytest.raises(Busy, match="at most 2 runs") as refused:
            await all_of(each.descend(run(5)))
        assert 1 <= refused.value.seconds <= 60
        await going[0].aclose()
        assert len(await all_of(each.descend(run(5)))) == 1
        assert (await anext(going[1])).steps
        await going[1].aclose()


async def test_maps_have_a_budget_of_their_own():
    """Where as many maps go on as may, fans and maps are told to wait, and runs are not."""
    async with engine(maps=1) as each:
        going = each.sweep(sweep(1_000))
        await anext(going)
        with pytest.raises(Busy, match="at most 1 maps"):
            await each.fan(fan(50))
        with pytest.raises(Busy, match="at most 1 maps"):
            await all_of(each.sweep(sweep(5)))
        await all_of(each.descend(run(5)))
        await going.aclose()
        assert (await each.fan(fan(50))).loss.shape == (2, 2)


async def test_a_run_has_no_more_steps_than_a_run_may_have_here():
    """A server's own limit is told with the field that is beyond it."""
    async with engine(steps=100) as each:
        with pytest.raises(BadField, match="must be at most 100 on this server, got 101") as refused:
            await all_of(each.descend(run(101)))
        assert refused.value.field == "steps"
        with pytest.raises(BadField) as refused:
            await each.fan(fan(101))
        assert refused.value.field == "run.steps"


async def test_it_warms_up():
    """After its start torch is there, and it says so."""
    async with engine() as each:
        assert each.warm is False
        await each.start()
        assert each.warm is True


def drawing(parts):
    """A picture of so many parts, each of which takes longer than a turn."""
    for number in range(parts):
        time.sleep(0.03)
        yield (number + 1) / parts
    return b"a file"


async def test_a_picture_comes_in_shares_and_whole():
    """How much is done, and at last the file."""
    async with engine() as each:
        assert await all_of(each.draw(lambda: drawing(3))) == [1 / 3, 2 / 3, 1.0, b"a file"]


async def test_a_picture_too_many_is_told_to_wait():
    """And begun is nothing of it; what was given up makes room."""
    async with engine(pictures=1) as each:
        first = each.draw(lambda: drawing(3))
        await anext(first)
        with pytest.raises(Busy, match="at most 1 pictures at once"):
            await anext(each.draw(lambda: drawing(1)))
        await first.aclose()
        assert (await all_of(each.draw(lambda: drawing(1))))[-1] == b"a file"


async def test_a_run_goes_on_beside_a_picture():
    """With one thread for both: the run is whole long before the picture is."""
    async with engine() as each:
        picture = asyncio.create_task(all_of(each.draw(lambda: drawing(200))))
        assert (await all_of(each.descend(run(400))))[-1].outcome is not None
        assert not picture.done()
        picture.cancel()
