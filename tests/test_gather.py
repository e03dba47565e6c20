"""The gatherer: many runs at once, each as it would be alone, and nobody waits for anybody."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import numpy as np
import pytest

from app.core.batch import descend
from app.core.catalogue.objectives import OBJECTIVES
from app.core.entries import find
from app.core.spec import RunSpec
from app.core.steps import Steps
from app.gather import SIZES, Gatherer

pytestmark = pytest.mark.anyio


def spec(number=0, rule="simple_gd", objective="square", steps=100):
    """One of many runs of a kind, no two alike."""
    return RunSpec.model_validate(
        {
            "objective": {"name": objective},
            "optimizer": {"name": rule, "lr": 0.01 + 0.003 * number},
            "start": [1.0 - 0.001 * number],
            "steps": steps,
        }
    )


@asynccontextmanager
async def gathering(lanes=1_024, backlog=1_000_000, turns=None):
    """A gatherer with a thread, which notes each turn that it gives."""
    with ThreadPoolExecutor(1) as threads:

        async def compute(turn):
            if turns is not None:
                turns.append(turn)
            return await asyncio.get_running_loop().run_in_executor(threads, turn)

        gatherer = Gatherer(compute, lanes, backlog)
        work = asyncio.create_task(gatherer.work())
        yield gatherer
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)


async def whole(gatherer, spec):
    """All records of a run, and its outcome."""
    parts = [part async for part in gatherer.descend(spec)]
    return Steps.join([part.steps for part in parts]), parts[-1].outcome


def same(found, spec):
    ((alone,),) = descend([spec])
    steps, outcome = found
    assert steps.columns() == alone.steps.columns()
    assert outcome == alone.outcome
    return True


async def test_each_of_hundreds_is_the_run_alone():
    """Three hundred runs of nine kinds, some of which diverge, each to the bit as nobody beside it."""
    rules, objectives = ("simple_gd", "momentum", "adam"), ("square", "double_well", "bumpy")
    specs = [spec(run, rules[run % 3], objectives[run // 3 % 3], steps=1 + run // 4) for run in range(300)]
    async with gathering() as gatherer:
        found = await asyncio.gather(*(whole(gatherer, each) for each in specs))
    assert all(same(each, spec) for each, spec in zip(found, specs, strict=True))


async def test_who_waits_together_steps_together():
    """Fifty runs of a kind that were asked at once are the lanes of one batch."""
    turns = []
    async with gathering(turns=turns) as gatherer:
        await asyncio.gather(*(whole(gatherer, spec(run)) for run in range(50)))
    assert len({turn.__self__ for turn in turns}) == 1


async def test_the_same_run_is_computed_once():
    """A class that opens the same link reads one lane."""
    turns = []
    async with gathering(turns=turns) as gatherer:
        found = await asyncio.gather(*(whole(gatherer, spec()) for _ in range(50)))
    assert [len(batch._specs) for batch in {turn.__self__ for turn in turns}] == [1]
    assert all(same(each, spec()) for each in found)


async def test_a_batch_has_as_many_lanes_as_it_may():
    """What is more than a batch takes forms the next one, and all are served."""
    turns = []
    async with gathering(turns=turns, lanes=20) as gatherer:
        found = await asyncio.gather(*(whole(gatherer, spec(run)) for run in range(50)))
    assert len({turn.__self__ for turn in turns}) == 3
    assert all(same(each, spec(run)) for run, each in enumerate(found))


async def test_a_newcomer_does_not_wait_for_a_long_run():
    """While runs of 10,000 steps go on, another one comes, is done, and goes."""
    async with gathering() as gatherer:
        long = [gatherer.descend(spec(run, steps=10_000)) for run in range(4)]
        firsts = [await anext(parts) for parts in long]
        assert same(await whole(gatherer, spec(9, "adam")), spec(9, "adam"))
        seconds = [await anext(parts) for parts in long]
        assert [len(part.steps) for part in firsts] == [SIZES[0]] * 4
        assert all(part.outcome is None for part in seconds)
        for parts in long:
            await parts.aclose()


async def test_who_reads_slowly_keeps_nobody_and_loses_nothing():
    """A run rests while its reader has more to read than it may, and goes on from there to the right end."""
    slow, turns = spec(steps=1_500), []
    async with gathering(backlog=4_000, turns=turns) as gatherer:
        parts = gatherer.descend(slow)
        first = await anext(parts)
        assert same(await whole(gatherer, spec(1, "adam", steps=1_500)), spec(1, "adam", steps=1_500))
        assert len([turn for turn in turns if turn.__self__._specs == [slow]]) <= 3
        rest = [part async for part in parts]
    assert same((Steps.join([part.steps for part in (first, *rest)]), rest[-1].outcome), slow)


async def test_who_leaves_is_computed_no_further():
    """When the readers of a batch have gone, it has no more turns."""
    turns = []
    async with gathering(turns=turns) as gatherer:
        parts = gatherer.descend(spec(steps=10_000))
        await anext(parts)
        await parts.aclose()
        await whole(gatherer, spec(1, "adam", steps=1_000))
        left = [turn for turn in turns if turn.__self__._specs[0].optimizer.name == "simple_gd"]
        assert len(left) <= 4


async def test_a_failure_is_told_to_its_readers_alone(monkeypatch, caplog):
    """What goes wrong in a batch is raised to each of its readers, and to no other."""
    async with gathering() as gatherer:
        monkeypatch.setitem(vars(find(OBJECTIVES, "bumpy")), "call", lambda point: 1 / 0)
        found = await asyncio.gather(
            whole(gatherer, spec(objective="bumpy")), whole(gatherer, spec()), return_exceptions=True
        )
    assert isinstance(found[0], ZeroDivisionError)
    assert same(found[1], spec())
    assert "a batch failed" in caplog.text


async def test_record_numbers_go_on_across_parts():
    """The parts of a run are its records from 0 to the last, each once and in order."""
    async with gathering(backlog=1_000) as gatherer:
        steps, _ = await whole(gatherer, spec(steps=500))
    np.testing.assert_array_equal(steps.step, np.arange(501))


async def test_a_crowd_that_comes_in_is_one_batch():
    """Those who come one after another, a pass of the event loop each, are the lanes of one batch all the same."""
    turns = []

    async def later(gatherer, run):
        for _ in range(run):
            await asyncio.sleep(0)
        return await whole(gatherer, spec(run))

    async with gathering(turns=turns) as gatherer:
        await asyncio.gather(*(later(gatherer, run) for run in range(40)))
    assert [len(batch._specs) for batch in {turn.__self__ for turn in turns}] == [40]
