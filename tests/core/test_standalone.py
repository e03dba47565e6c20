"""A definition of ours, taken out, runs with torch alone and is what it was."""

import subprocess
import sys

import pytest
import torch

from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS
from app.core.catalogue.schedules import SCHEDULES
from app.core.standalone import standalone

FUNCTIONS = [each.call for each in OBJECTIVES] + [each.factor for each in SCHEDULES]


def alone(target):
    space = {"__name__": "alone"}
    exec(compile(standalone(target), target, "exec"), space)
    return space[target.partition(":")[2]]


@pytest.mark.parametrize("entry", OPTIMIZERS, ids=lambda each: each.name)
def test_a_rule_alone_takes_the_same_steps(entry):
    """The class out of its text goes where the class of the file goes, to the bit."""
    ours, theirs = torch.ones(3), torch.ones(3)
    for rule, p in ((entry.load(), ours), (alone(entry.target), theirs)):
        gradients, optimizer = torch.Generator().manual_seed(1), rule([p])
        for _ in range(20):
            p.grad = torch.randn(3, generator=gradients)
            optimizer.step()
    assert torch.equal(ours, theirs) and not torch.equal(ours, torch.ones(3))


@pytest.mark.parametrize("entry", OBJECTIVES, ids=lambda each: each.name)
def test_an_objective_alone_is_the_same_function(entry):
    """The function out of its text has the same values, to the bit."""
    points = torch.randn(16, entry.dimension, generator=torch.Generator().manual_seed(1))
    assert torch.equal(alone(f"{entry.call.__module__}:{entry.call.__name__}")(points), entry.call(points))


@pytest.mark.parametrize("entry", SCHEDULES, ids=lambda each: each.name)
def test_a_schedule_alone_is_the_same_function(entry):
    """The factor out of its text is the same at every step."""
    shape = {each.name: each.default for each in entry.parameters if each.name != entry.floor}
    ours = alone(f"{entry.factor.__module__}:{entry.factor.__name__}")
    assert [ours(step, **shape) for step in range(60)] == [entry.factor(step, **shape) for step in range(60)]


def test_nothing_of_ours_is_needed():
    """A clean process without the checkout runs every rule's text, none of which speaks of our files to import."""
    texts = [standalone(each.target) for each in OPTIMIZERS]
    assert not any("app." in text or "type: ignore" in text for text in texts)
    program = "import sys\nfor text in eval(sys.stdin.read()): exec(text, {'__name__': 'alone'})\n"
    subprocess.run([sys.executable, "-I", "-c", program], input=repr(texts), text=True, check=True)


def test_what_is_not_there_is_not_made_up():
    """A name that its module hasn't is an error, not an empty text."""
    with pytest.raises(KeyError, match="Adamant"):
        standalone("app.core.optimizers.adam:Adamant")
