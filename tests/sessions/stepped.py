"""What is stepped, and what the whole of it is at once."""

import math
from dataclasses import asdict, dataclass

import pytest

from app.core.batch import descend
from app.core.lab.frames import Frame
from app.core.lab.train import Updates, train
from app.core.spec import RunSpec
from app.core.steps import Steps
from app.core.training import TrainingSpec
from app.kinds import DESCENTS, TRAININGS, Kind

SQUARE = {"objective": {"name": "square"}, "optimizer": {"name": "simple_gd", "lr": 0.1}, "start": [1.0]}
BUMPY = {"objective": {"name": "bumpy"}, "optimizer": {"name": "adam", "lr": 0.05}, "start": [1.6]}
ARTICLE = {"optimizer": {"name": "momentum", "lr": 0.001}, "seed": 3}
SHUFFLED = {"optimizer": {"name": "adam", "lr": 0.01}, "order": "shuffled", "batch": 3, "seed": 5}


@dataclass(frozen=True)
class Case:
    """What is stepped of a kind: something plain, something with a state, and something that soon diverges."""

    kind: Kind
    plain: dict
    rich: dict
    wild: dict
    wild_at: int


CASES = [
    Case(DESCENTS, SQUARE, BUMPY, {**SQUARE, "optimizer": {"name": "simple_gd", "lr": 1.5}}, 20),
    Case(TRAININGS, ARTICLE, SHUFFLED, {"loss": "mse", "optimizer": {"name": "simple_gd", "lr": 0.3}}, 8),
]
each = pytest.mark.parametrize
descents = each("case", CASES[:1], ids=["descent"])
trainings = each("case", CASES[1:], ids=["training"])


def done(work):
    """What work returns when all its pieces are done."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def create(store, body):
    return done(store.create(store.kind.spec.model_validate(body))).id


def advance(store, id, count=1):
    return done(store.advance(id, count))


def told(records):
    """Records as JSON has them."""
    return records.columns() if isinstance(records, Steps) else asdict(records)


def history(store, id):
    return told(done(store.history(id, 0, store.kind.most + 1)))


def whole(body, steps, changes=()):
    """The records of the same run or training, done at once."""
    if "start" in body:
        spec = RunSpec.model_validate({**body, "steps": steps, "changes": list(changes)})
        return told(Steps.join([part.steps for (part,) in descend([spec])]))
    made = told(Updates.join([part.steps for part in train(training(body, steps, changes))]))
    return {name: column[:steps] for name, column in made.items()}


def training(body, updates, changes=()):
    """The training of whole epochs that has so many updates or some more."""
    spec = TrainingSpec.model_validate({**body, "changes": list(changes), "epochs": 1})
    return spec.model_copy(update={"epochs": math.ceil(updates / spec.epoch)})


def at(current):
    """At which step that is which is current."""
    return current.step if isinstance(current, Frame) else current["step"]
