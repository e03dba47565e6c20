"""Before anybody's code is run: a sandbox that holds nothing, or runs nothing, is off."""

import asyncio

import pytest

from app.sandbox import canary
from app.sandbox.canary import HONEST, Leak, sing
from app.sandbox.events import Done, Print, failed
from app.sandbox.launch import Launch
from app.sandbox.pool import Limits, Off, Sandbox
from app.sandbox.task import RunTask
from tests.sandbox.test_pool import task

GOOD = Done.model_validate(
    {"event": "done", "outcome": {"status": "finished", "step": 2, "point": [0.64], "loss": 0.4096}}
)
WRONG = Done.model_validate(
    {"event": "done", "outcome": {"status": "finished", "step": 2, "point": [0.8], "loss": 0.64}}
)


class Answering:
    """A sandbox that answers the honest program and the hostile one so."""

    def __init__(self, honest, hostile):
        self.answers = {True: honest, False: hostile}

    async def attempt(self, task: RunTask, client):
        for event in self.answers[task.spec.optimizer.source == HONEST]:
            yield event


@pytest.mark.parametrize(
    ("honest", "hostile", "said"),
    [
        ([WRONG], [GOOD], "its numbers are wrong"),
        ([failed("Ended", "crashed")], [GOOD], "did not run: crashed"),
        ([GOOD], [Print(event="print", text="open: sockets\n"), GOOD], "not held: open: sockets"),
        ([GOOD], [failed("Ended", "crashed")], "did not come to its end"),
    ],
)
def test_the_canary_dies(honest, hostile, said):
    """Where an honest program fails or comes to other numbers, or a hostile one to anything."""
    asyncio.run(sing(Answering([GOOD], [GOOD])))
    with pytest.raises(Leak, match=said):
        asyncio.run(sing(Answering(honest, hostile)))


def off(**settings):
    """Why a sandbox that was started so is off."""

    async def run():
        sandbox = Sandbox(Limits(), **settings)
        sandbox.start()
        standing = await sandbox.ready()
        try:
            with pytest.raises(Off) as told:
                await anext(sandbox.run(task(), "a"))
            assert not standing.on and standing.missing[0] in str(told.value)
            return standing.missing[0]
        finally:
            await sandbox.close()

    return asyncio.run(run())


@pytest.mark.parametrize("layer", ["seccomp", "privileges"])
def test_without_a_layer_that_must_be_there_nothing_is_run(layer):
    """The reason names what is missing."""
    assert off(launch=Launch(without=(layer,)))


def test_what_is_not_held_is_not_run(monkeypatch):
    """One real hostile program that finds something open, and the sandbox stays off, with what was open."""
    monkeypatch.setattr(canary, "HOSTILE", HONEST + "\nprint('open: the door')")
    assert off() == "a hostile optimizer was not held: open: the door"
