"""What the editor begins with runs as it is, and is torch's own to the bit."""

import pytest
import torch

from app.core.catalogue.templates import TEMPLATES
from app.core.entries import find

REFERENCES = {
    "simple_gd": (torch.optim.SGD, {"lr": 0.1}),
    "momentum": (torch.optim.SGD, {"lr": 0.1, "momentum": 0.9}),
    "adam": (torch.optim.Adam, {"lr": 0.1}),
}


def descended(optimizer, p, steps=100):
    gradients = torch.Generator().manual_seed(1)
    for _ in range(steps):
        p.grad = torch.randn(p.shape, generator=gradients)
        optimizer.step()
    return p.detach()


@pytest.mark.parametrize("name", REFERENCES)
def test_a_template_is_its_reference(name):
    """As it is, with its defaults, it goes where torch's own goes, to the bit."""
    ours, theirs = torch.ones(4, 3), torch.ones(4, 3)
    reference, hyperparameters = REFERENCES[name]
    taken = descended(find(TEMPLATES, name).load()([ours]), ours)
    assert torch.equal(taken, descended(reference([theirs], **hyperparameters), theirs))


def test_the_empty_one_moves_nothing():
    """It runs before its author has written a line."""
    p = torch.ones(3)
    assert torch.equal(descended(find(TEMPLATES, "empty").load()([p]), p), torch.ones(3))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.name)
def test_a_template_stands_alone(template):
    """Its file imports torch and nothing else, and has one class, the one that is named."""
    space = {"__name__": "optimizer"}
    exec(compile(template.source(), template.name, "exec"), space)
    assert [name for name in space if not name.startswith("__")] == ["torch", template.target.partition(":")[2]]
