"""The sandbox as the server has it: what is run, what is ended, who waits, and what is said of it."""

import asyncio
import os
import select
import signal
import threading
import time
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest

from app.busy import Busy
from app.core.own import OwnRunSpec
from app.sandbox.events import Done, Failed, StepsEvent
from app.sandbox.listener import Listener
from app.sandbox.places import Places
from app.sandbox.pool import INLINE, Limits, Off, Sandbox, _heard
from app.sandbox.task import RunTask

SECONDS = 2
PATIENCE_MS = 20_000
SOURCE = """
import os, torch

class SimpleGD(torch.optim.Optimizer):
    def __init__(self, params, lr):
        super().__init__(params, {"lr": lr})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                p.sub_(group["lr"] * p.grad)
        after(self)

def after(optimizer):
"""
HONEST = SOURCE + "    pass"
ENDLESS = SOURCE + "    while True: pass"
FORGED_END = """
    import json, time
    outcome = {"status": "finished", "step": 1, "point": [0.5], "loss": 0.25}
    for number in range(3, 64):
        try:
            os.write(number, json.dumps({"event": "done", "outcome": outcome}).encode() + b"\\n")
        except OSError:
            pass
    while True: pass
"""


def task(source=HONEST, steps=3):
    spec = {"objective": {"name": "square"}, "optimizer": {"source": source, "class": "SimpleGD", "lr": 0.1}}
    return RunTask(spec=OwnRunSpec.model_validate({**spec, "start": [1.0], "steps": steps}))


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def gone(*pidfds):
    """Wait until these processes are."""
    for pidfd in pidfds:
        assert select.select([pidfd], [], [], PATIENCE_MS / 1000)[0], "a process is left"
        os.close(pidfd)


class Loop:
    """A sandbox on a loop of its own, which goes on between the tests."""

    def __init__(self, limits):
        self.runner = asyncio.Runner()
        self.sandbox = Sandbox(limits)
        self.runner.run(self._start())

    async def _start(self):
        self.sandbox.start()
        standing = await self.sandbox.ready()
        assert standing.on, standing

    def run(self, coroutine):
        return self.runner.run(coroutine)

    def events(self, source, client="a"):
        """All events of a run."""
        return self.run(self._events(source, client))

    async def _events(self, source, client):
        return [event async for event in self.sandbox.run(task(source), client)]

    def fault(self, source):
        """What is said of a run that failed."""
        last = self.events(source)[-1]
        assert isinstance(last, Failed), last
        return last.fault

    def children(self):
        return children(self.sandbox._host._process.pid)

    def close(self):
        self.runner.run(self.sandbox.close())
        self.runner.close()


@pytest.fixture(scope="module")
def loop():
    loop = Loop(Limits(runs=2, each=1, queue=4, seconds=SECONDS))
    yield loop
    loop.close()


async def begun(sandbox, source, client):
    """A run that goes on: its events, past its first record."""
    events = sandbox.run(task(source), client)
    async for event in events:
        if isinstance(event, StepsEvent):
            return events
    raise AssertionError("it ended")


def test_a_run_is_told_to_its_end(loop):
    """Its records from the start on, then how it ended; and its process is gone."""
    events = loop.events(HONEST)
    points = [point for event in events if isinstance(event, StepsEvent) for (point,) in event.steps.point]
    assert points == pytest.approx([1.0, 0.8, 0.64, 0.512])
    assert isinstance(events[-1], Done) and events[-1].outcome.point == [points[-1]]
    assert loop.children() == []


def test_who_leaves_ends_the_run_at_once(loop):
    """In under 200 ms its process is killed and reaped, whatever it was doing; thrice, for a machine may be busy."""

    async def run():
        events = await begun(loop.sandbox, ENDLESS, "a")
        (child,) = loop.children()
        before = time.perf_counter()
        await events.aclose()
        return child, time.perf_counter() - before

    ends = [loop.run(run()) for _ in range(3)]
    assert min(took for _, took in ends) < 0.2
    assert not any(Path(f"/proc/{child}").exists() for child, _ in ends)


def test_who_leaves_while_waiting_takes_no_slot(loop):
    """A run that never began is dropped, and the one after it comes."""

    async def run():
        first = await begun(loop.sandbox, ENDLESS, "a")
        second, third = (asyncio.create_task(loop._events(HONEST, "a")) for _ in range(2))
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.wait([second])
        await first.aclose()
        return await third

    assert isinstance(loop.run(run())[-1], Done)


def test_one_at_a_time_of_a_client_and_others_pass(loop):
    """The second run of a client waits for its first; another client's doesn't."""

    async def run():
        first = await begun(loop.sandbox, ENDLESS, "a")
        second = asyncio.create_task(loop._events(HONEST, "a"))
        other = await loop._events(HONEST, "b")
        waited = not second.done()
        await first.aclose()
        return waited, other, await second

    waited, other, second = loop.run(run())
    assert waited and isinstance(other[-1], Done) and isinstance(second[-1], Done)


def test_a_full_queue_says_so(loop, monkeypatch):
    """Who comes when enough wait is told to come again, and nothing of it is begun."""
    monkeypatch.setattr(loop.sandbox, "_places", Places(slots=1, each=1, waiting=1))

    async def run():
        async with aclosing(await begun(loop.sandbox, ENDLESS, "a")):
            waiting = asyncio.create_task(loop._events(HONEST, "b"))
            await asyncio.sleep(0)
            with pytest.raises(Busy):
                await loop._events(HONEST, "c")
        return await waiting

    assert isinstance(loop.run(run())[-1], Done)


def test_a_slow_reader_holds_no_slot(loop, monkeypatch):
    """A run that is over gives its slot to the next, though its reader has not taken all of it."""
    monkeypatch.setattr(loop.sandbox, "_places", Places(slots=1, each=1, waiting=1))

    async def run():
        async with aclosing(loop.sandbox.run(task(), "a")) as slow:
            first = await anext(slow)
            other = await loop._events(HONEST, "b")
            return first, other, [event async for event in slow]

    first, other, rest = loop.run(run())
    assert isinstance(first, StepsEvent) and isinstance(other[-1], Done) and isinstance(rest[-1], Done)


@pytest.mark.parametrize("waiting", ["while True: pass", "import time; time.sleep(60)"])
def test_time_is_up(loop, waiting):
    """A run that computes or sleeps for ever is ended, and its author is told after how long."""
    fault = loop.fault(f"{SOURCE}    {waiting}")
    assert (fault.type, fault.message) == ("TimeLimit", f"took longer than {SECONDS} s, and was ended")
    assert fault.hint


def test_a_run_says_no_more_than_it_may(loop, monkeypatch):
    """Past the cap it is ended, and what it said until then is told."""
    monkeypatch.setattr(loop.sandbox, "limits", replace(loop.sandbox.limits, output=200))
    assert loop.fault(HONEST).type == "Output"


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("os._exit(7)", "ended its own process with 7"),
        ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
    ],
)
def test_a_run_that_ends_without_a_word(loop, end, said):
    """It left, or crashed: its author is told how."""
    fault = loop.fault(f"{SOURCE}    {end}")
    assert fault.type == "Ended" and said in fault.message


def test_after_the_last_word_nothing_is_heard(loop):
    """A child that says it is done and goes on is killed, and the next run has its slot."""
    events = loop.events(SOURCE + FORGED_END)
    assert isinstance(events[-1], Done) and events[-1].outcome.point == [0.5]
    assert loop.children() == []


def test_a_fork_server_that_dies_is_started_again(loop):
    """The run that went on is told that it was lost, and who asks next waits until there is a new one."""

    async def run():
        events = await begun(loop.sandbox, ENDLESS, "a")
        old = loop.sandbox._host._process.pid
        pidfds = [os.pidfd_open(pid) for pid in (old, *children(old))]
        os.kill(old, signal.SIGKILL)
        lost = [event async for event in events][-1]
        again = await loop._events(HONEST, "a")
        return old, pidfds, lost, again

    old, pidfds, lost, again = loop.run(run())
    gone(*pidfds)
    assert lost.fault.type == "Ended" and "start again" in lost.fault.message
    assert isinstance(again[-1], Done) and loop.sandbox._host._process.pid != old


def test_long_lines_are_read_off_the_loop():
    """A line that ends in a short chunk may be long all the same: its reading would keep others waiting."""
    threads = []

    class Noting(Listener):
        def hear(self, chunk):
            threads.append(threading.get_ident())
            return super().hear(chunk)

    async def run():
        listener = Noting(task())
        await _heard(listener, b"{")
        await _heard(listener, b" " * INLINE)
        await _heard(listener, b" ")

    asyncio.run(run())
    assert [thread == threading.get_ident() for thread in threads] == [True, False, False]


def test_a_server_that_is_set_to_run_none():
    """It starts no process, and says why."""

    async def run():
        sandbox = Sandbox(Limits(runs=0))
        sandbox.start()
        with pytest.raises(Off, match="set to run none"):
            await anext(sandbox.run(task(), "a"))
        await sandbox.close()

    asyncio.run(run())
