"""What a child does with a task: a module is run, its optimizer taken, and told what comes of it."""

import pytest

from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.lab.train import train
from app.core.standalone import standalone
from app.core.training import TrainingSpec
from tests.sandbox.inprocess import looked, of, only, ran, trained

POINTS = {"data": {"name": "moons"}, "network": {"name": "perceptron"}, "batch": 20, "epochs": 3}
COUNTING = """import torch
STEPS = []

class Mine(torch.optim.SGD):
    def step(self, closure=None):
        STEPS.append(len(STEPS))
        print(STEPS[-1])
        super().step(closure)
"""


@pytest.mark.parametrize("entry", OPTIMIZERS, ids=lambda each: each.name)
def test_a_training_by_a_built_in_rule_as_an_own_one_is_the_same(entry):
    """Its source in the editor and its name in the list give the same losses, frames and end."""
    events = trained(standalone(entry.target), entry.target.partition(":")[2], {"lr": 0.01}, **POINTS)
    built = list(train(TrainingSpec.model_validate({**POINTS, "optimizer": {"name": entry.name, "lr": 0.01}})))
    losses = [loss for event in of(events, "updates") for loss in event.steps.loss]
    assert losses == [loss for part in built for loss in part.steps.loss]
    frames = [frame for event in of(events, "updates") for frame in event.frames]
    expected = [frame for part in built for frame in part.frames]
    assert [(each.step, each.weights, each.state) for each in frames] == [
        (each.step, each.weights, each.state) for each in expected
    ]
    assert only(events, "done").outcome.step == built[-1].outcome.step


def test_updates_come_a_few_at_first():
    """Then more at a time; the rates of a schedule come with the first."""
    spec = POINTS | {"epochs": 13, "schedule": {"name": "cosine"}}
    updates = of(trained(COUNTING, "Mine", {"lr": 0.1}, **spec), "updates")
    assert [len(event.steps.step) for event in updates] == [8, 32, 64, 26]
    assert [event.rates is None for event in updates] == [False, True, True, True]


def test_nothing_is_left_of_a_run_before():
    """A module is run anew for each task."""
    first, second = (ran(COUNTING, "Mine", steps=2) for _ in range(2))
    assert [event.text for event in of(first, "print")] == [event.text for event in of(second, "print")] == ["0\n1\n"]


def test_a_module_is_a_module():
    """It finds itself by its name, is not the main one, and sees no name of ours."""
    source = (
        "import sys\nassert sys.modules[__name__].x is x if (x := 1) else 0\nprint(__name__, sorted(globals())[-2:])"
    )
    assert looked(source)[0].text == "optimizer ['sys', 'x']\n"


def test_a_network_that_goes_wild_has_diverged():
    """Its weights are as they were before; that is no fault."""
    events = trained(COUNTING, "Mine", {"lr": 1e9}, **POINTS)
    assert only(events, "done").outcome.status == "diverged"


def test_the_last_word_is_the_last():
    """One of done, fault, refused and look, after all else."""
    for events in (ran(COUNTING, "Mine"), ran("1/0", "Mine"), looked(COUNTING), trained(COUNTING, "Yours")):
        assert [event.event in ("done", "fault", "look") for event in events] == [False] * (len(events) - 1) + [True]
