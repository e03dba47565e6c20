"""What a child does, done in the tests' own process; each event as it would come through the pipe."""

import contextlib
import sys
import warnings

import orjson

from app.core.own import OwnRunSpec, OwnTrainingSpec
from app.sandbox.events import parse
from app.sandbox.runner import perform
from app.sandbox.task import LookTask, RunTask, TrainTask


def performed(task):
    """The events of a task, each of which the server takes."""
    lines = []
    with contextlib.redirect_stdout(None), contextlib.redirect_stderr(None), warnings.catch_warnings():
        perform(task, lambda event: lines.append(orjson.dumps(event)))
    sys.modules.pop("optimizer", None)
    return [parse(orjson.loads(line)) for line in lines]


def looked(source, name=None):
    return performed(LookTask.model_validate({"spec": {"source": source, "class": name}}))


def ran(source, name, hyperparameters=None, **spec):
    return performed(RunTask(spec=run(source, name, hyperparameters, **spec)))


def trained(source, name, hyperparameters=None, **spec):
    return performed(TrainTask(spec=training(source, name, hyperparameters, **spec)))


def run(source, name, hyperparameters=None, **spec):
    own = {"source": source, "class": name, **(hyperparameters or {})}
    return OwnRunSpec.model_validate(
        {"objective": {"name": "square"}, "start": [1.0], "steps": 5} | spec | {"optimizer": own}
    )


def training(source, name, hyperparameters=None, **spec):
    own = {"source": source, "class": name, **(hyperparameters or {})}
    return OwnTrainingSpec.model_validate({"epochs": 2} | spec | {"optimizer": own})


def only(events, kind):
    """The one event of a kind."""
    (event,) = of(events, kind)
    return event


def of(events, kind):
    return [event for event in events if event.event == kind]


def columns(events):
    """The records of a run, its chunks joined."""
    parts = [event.steps for event in of(events, "steps")]
    return {
        name: [each for part in parts for each in getattr(part, name)] for name in ("step", "point", "loss", "grad")
    }
