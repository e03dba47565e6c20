"""What the tests of exports share."""

import asyncio

import pytest
import torch

from app.core.own import OwnRunSpec, OwnTrainingSpec
from app.exports.answered import own_run, own_training
from app.exports.compute import compute
from app.sandbox.task import RunTask, TrainTask
from app.web.own import message, whole
from tests.exports.clean import process
from tests.sandbox.inprocess import performed


@pytest.fixture(scope="session")
def computed():
    """All the numbers of a spec: `computed(RunSpec, {...})`."""

    def result(kind, content):
        spec = kind.model_validate(content)
        if isinstance(spec, OwnRunSpec):
            return own_run(spec, answer(RunTask(spec=spec), run=content, rates=None))
        if isinstance(spec, OwnTrainingSpec):
            return own_training(spec, answer(TrainTask(spec=spec), training=content, rates=None))
        work = compute(spec)
        while True:
            try:
                next(work)
            except StopIteration as end:
                return end.value

    return result


def answer(task, **started):
    """What a door answers to a task, done here as a child does it."""

    async def messages():
        yield {"type": "started", **started}
        for event in performed(task):
            yield message(event, "optimizer.source")

    torch.backends.mkldnn.enabled = False
    try:
        return asyncio.run(whole(messages()))
    finally:
        torch.backends.mkldnn.enabled = True


@pytest.fixture(scope="session")
def clean():
    """A process that has torch alone: `clean(code)["records"]` is what a program leaves there."""
    with process() as run:
        yield run
