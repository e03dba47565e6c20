"""A descent by an own optimizer is a run as any other."""

import pytest
import torch

from app.core.batch import descend
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.catalogue.schedules import SCHEDULES
from app.core.spec import RunSpec
from app.core.standalone import standalone
from tests.sandbox.inprocess import columns, of, only, ran

SGD = """import torch

class Mine(torch.optim.SGD):
    'As torch has it.'
"""
LATE = """
    def step(self, closure=None):
        super().step()
        p = self.param_groups[0]["params"][0]
        self.state[p]["n"] = n = self.state[p].get("n", 0) + 1
        if n > 2:
            self.state[p]["late"] = [p, "a"]
"""


def built_in(name, **spec):
    whole = {"objective": {"name": "square"}, "start": [1.0], "steps": 5} | spec
    return next(descend([RunSpec.model_validate({**whole, "optimizer": {"name": name, **spec.get("optimizer", {})}})]))[
        0
    ]


@pytest.mark.parametrize("entry", OPTIMIZERS, ids=lambda each: each.name)
def test_a_built_in_rule_as_an_own_one_has_the_same_bits(entry):
    """Its source in the editor and its name in the list give the same records, state and end."""
    spec = {"objective": {"name": "bumpy"}, "start": [1.3], "steps": 80}
    events = ran(standalone(entry.target), entry.target.partition(":")[2], {}, **spec)
    built = built_in(entry.name, **spec)
    theirs = built.steps.columns()
    assert columns(events) == {name: theirs[name] for name in ("step", "point", "loss", "grad")}
    told = [event.steps.state for event in of(events, "steps")]
    for name, values in theirs["state"].items():
        assert [each for state in told for each in state[name]] == values
    assert vars(built.outcome) == only(events, "done").outcome.model_dump()


def test_double_precision_is_the_run_s():
    """Where the spec says so, the parameter has it."""
    spec = {"objective": {"name": "bumpy"}, "start": [1.3], "dtype": "float64"}
    events = ran(standalone("app.core.optimizers.momentum:Momentum"), "Momentum", {}, **spec)
    assert columns(events)["point"] == built_in("momentum", **spec).steps.columns()["point"]
    assert columns(events)["point"] != columns(ran(SGD, "Mine", {"lr": 0.1}, **spec | {"dtype": "float32"}))["point"]


@pytest.mark.parametrize("schedule", [each.name for each in SCHEDULES])
def test_schedules_and_changes_are_those_of_any_run(schedule):
    """The same rate at each step as a built-in rule has, a change among them."""
    spec = {"schedule": {"name": schedule}, "changes": [{"step": 4, "optimizer": {"lr": 0.3}}], "steps": 30}
    events = ran(standalone("app.core.optimizers.momentum:Momentum"), "Momentum", {"lr": 0.1}, **spec)
    assert columns(events)["point"] == built_in("momentum", optimizer={"lr": 0.1}, **spec).steps.columns()["point"]


@pytest.mark.parametrize(
    ("lr", "steps", "status", "step"), [(0.5, 3, "converged", 1), (0.1, 3, "finished", 3), (1.5, 300, "diverged", 20)]
)
def test_ends_as_any_run_does(lr, steps, status, step):
    """Finished, converged at the first flat record, or diverged at the first wild one, which isn't told."""
    events = ran(SGD, "Mine", {"lr": lr}, steps=steps)
    outcome = only(events, "done").outcome
    assert (outcome.status, outcome.step) == (status, step)
    assert len(columns(events)["step"]) == (step if status == "diverged" else steps + 1)


def test_a_start_without_a_slope_is_refused():
    """As of a built-in rule, by its field, and nothing is recorded."""
    events = ran(SGD, "Mine", objective={"name": "typed", "formula": "sqrt(x)"}, start=[-1.0])
    assert events[-1].event == "refused" and events[-1].field == "start"


def test_the_first_record_comes_at_once():
    """Then more at a time."""
    events = ran(SGD, "Mine", steps=200)
    assert [len(event.steps.step) for event in of(events, "steps")] == [1, 7, 24, 64, 64, 41]


def test_what_is_kept_only_later_is_null_before():
    """Under any name, of any shape."""
    source = SGD + LATE
    state = of(ran(source, "Mine", {"lr": 0.25}, steps=4), "steps")[-1].steps.state
    assert state["n"] == [1, 2, 3, 4] and state["late"] == [None, None, [[0.125], "a"], [[0.0625], "a"]]


def test_a_closure_is_given_where_one_is_needed():
    """And to no other: a step that takes one if there is one steps once for each gradient."""
    counting = "    def step(self, closure{}):\n        print(closure is None)\n        super().step()\n"
    for default, said in (("=None", "True\n"), ("", "False\n")):
        events = ran(SGD + counting.format(default), "Mine", steps=1)
        assert only(events, "print").text == said


def test_the_spec_s_numbers_reach_the_class():
    """A list as a tuple, whole numbers as they are."""
    source = (
        SGD
        + "    def __init__(self, params, **given):\n        print(given)\n        super().__init__(params, lr=0.1)\n"
    )
    given = {"betas": [0.9, 1], "whole": 3, "switch": True, "word": "a", "none": None}
    text = only(ran(source, "Mine", given), "print").text
    assert text == "{'betas': (0.9, 1), 'whole': 3, 'switch': True, 'word': 'a', 'none': None}\n"


def test_a_run_has_the_start_it_was_given():
    """Record 0 is before any step."""
    assert columns(ran(SGD, "Mine", start=[0.7]))["point"][0] == [torch.tensor(0.7).item()]
