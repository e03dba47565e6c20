"""What an optimizer can be told is read off its class."""

import pytest

from app.core.catalogue.templates import TEMPLATES
from tests.sandbox.inprocess import looked, only

HEAD = "import torch\nfrom torch.optim import SGD, Optimizer\n"
SIGNATURE = (
    HEAD
    + """
class All(Optimizer):
    '''What it is.

    And more.'''

    def __init__(self, params, lr: float, steps=3, nesterov: bool = True, betas=(0.9, 1), *, mode="fast", other=None,
                 far=float("inf"), **rest):
        super().__init__(params, {})

    def step(self):
        pass
"""
)


def hyperparameters(source, name=None):
    (event,) = looked(source, name)
    return {each.name: (each.kind, each.default, each.annotation, each.required) for each in event.hyperparameters}


def test_every_kind_of_hyperparameter_is_told():
    """Name, kind, default, annotation; the parameters themselves and **rest aren't among them."""
    assert hyperparameters(SIGNATURE) == {
        "lr": ("other", None, "float", True),
        "steps": ("whole", 3, None, False),
        "nesterov": ("switch", True, "bool", False),
        "betas": ("numbers", [0.9, 1], None, False),
        "mode": ("text", "fast", None, False),
        "other": ("other", None, None, False),
        "far": ("other", None, None, False),
    }


def test_the_last_optimizer_is_meant_unless_one_is_named():
    """All that are written there are told, none that is imported."""
    source = HEAD + "class A(SGD): pass\nclass B: pass\nclass C(A):\n    'Its doc.'\nD = C\n"
    last, first = only(looked(source), "look"), only(looked(source, "A"), "look")
    assert (last.class_, last.classes, last.doc) == ("D", ["A", "C", "D"], "Its doc.")
    assert (first.class_, first.doc) == ("A", "")


def test_what_is_inherited_is_told_too():
    """A subclass of torch's own without an __init__ takes what torch's takes."""
    told = hyperparameters(HEAD + "class Mine(SGD): pass")
    assert told["lr"][:2] == ("number", 0.001) and told["nesterov"][:2] == ("switch", False)


def test_the_whole_text_of_a_class_is_told():
    """The paragraphs of its docstring, without their indentation."""
    assert only(looked(SIGNATURE), "look").doc == "What it is.\n\nAnd more."


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.name)
def test_a_template_has_a_rate(template):
    """So the page shows a slider for it at once."""
    assert hyperparameters(template.source())["lr"][:2] == ("number", 0.1)


@pytest.mark.parametrize(
    ("source", "name", "said"),
    [
        ("x = 1", None, "there is no subclass of torch.optim.Optimizer in the code"),
        (HEAD + "class A(SGD): pass", "B", "there is no class B in the code; its optimizers: A"),
        ("class A: pass", "A", "A is no subclass of torch.optim.Optimizer"),
        (HEAD + "class A(Optimizer): pass", "A", "A has no method step"),
    ],
)
def test_what_is_missing_is_said(source, name, said):
    """No optimizer, none of that name, no optimizer at all, or none that steps."""
    fault = only(looked(source, name), "fault").fault
    assert (fault.type, fault.message) == ("NoOptimizer", said) and fault.hint
