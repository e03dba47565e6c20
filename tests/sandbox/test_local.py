"""Local code: a plain process for each run, where there is no isolation and its owner has asked for it."""

import asyncio
import os
import subprocess
import sys

import pytest

from app.sandbox.events import Done
from app.sandbox.launch import Launch
from app.sandbox.local import READY
from app.sandbox.pool import Limits, Sandbox
from app.sandbox.task import to_json
from tests.sandbox.test_pool import ENDLESS, HONEST, SOURCE, Loop, begun, children, gone, task


class Local(Loop):
    """A sandbox on a machine that has no seccomp."""

    def __init__(self):
        self.runner = asyncio.Runner()
        self.sandbox = Sandbox(Limits(seconds=2), launch=Launch(without=("seccomp",)), local=True)
        self.runner.run(self._start())


@pytest.fixture(scope="module")
def local():
    local = Local()
    yield local
    local.close()


def test_it_is_called_what_it_is(local):
    """It is on, not isolated, without a layer, and says what is missing."""
    standing = local.sandbox.standing
    assert (standing.on, standing.isolated, standing.layers) == (True, False, {})
    assert standing.missing


def test_its_runs_are_the_same(local):
    """Records and end are those of the sandbox, and it may read a file, as its owner may."""
    events = local.events(HONEST)
    assert [point for event in events[:-1] for (point,) in event.steps.point] == pytest.approx([1, 0.8, 0.64, 0.512])
    assert isinstance(events[-1], Done)
    assert isinstance(local.events(f"{SOURCE}    open({__file__!r}).close()")[-1], Done)


def test_its_time_is_up_too(local):
    """Its seconds begin when torch is there."""
    assert local.fault(ENDLESS).message == "took longer than 2 s, and was ended"


def test_how_its_process_ended_is_told(local):
    """By itself, or by a signal without a name."""
    assert local.fault(f"{SOURCE}    os._exit(7)").message == "ended its own process with 7"
    assert local.fault(f"{SOURCE}    os.kill(os.getpid(), 40)").message == "crashed with signal 40"


def test_who_leaves_ends_it(local):
    """Its process is gone when the run is left."""

    async def run():
        before = set(children(os.getpid()))
        events = await begun(local.sandbox, ENDLESS, "a")
        (child,) = set(children(os.getpid())) - before
        pidfd = os.pidfd_open(child)
        await events.aclose()
        return pidfd

    gone(local.run(run()))


def test_it_ends_with_its_server():
    """Nobody at the other end of its input: a run without an end ends, however its server did."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-m", "app.sandbox.local"], **pipes) as process:
        process.stdin.write(to_json(task(ENDLESS)) + b"\n")
        process.stdin.flush()
        assert process.stdout.read(len(READY)) == READY
        process.stdin.close()
        assert process.wait(20) == 1
