"""Every usual mistake is told with its line, and what to try."""

import pytest

from tests.sandbox.inprocess import of, only, ran, trained

SOURCE = """import torch

class Mine(torch.optim.Optimizer):
    def __init__(self, params, lr=0.1):
        super().__init__(params, {"lr": lr})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                p -= group["lr"] * p.grad
"""
UPDATE = 'p -= group["lr"] * p.grad'
SUPER = 'super().__init__(params, {"lr": lr})'
MISTAKES = {
    "no super": (SUPER, "self.lr = lr", "AttributeError", 4, "Call super().__init__"),
    "no defaults": (SUPER, "super().__init__(params)", "TypeError", 5, "a dict of hyperparameters"),
    "no step": ("def step", "def move", "NoOptimizer", 3, "def step(self)"),
    "no self": ("def step(self)", "def step()", "TypeError", 8, "step is called as"),
    "too many": ("def step(self)", "def step(self, a, b)", "TypeError", 8, "step is called as"),
    "no no_grad": ("    @torch.no_grad()\n", "", "RuntimeError", 10, "@torch.no_grad()"),
    "no gradient": (UPDATE, "p.grad = None; " + UPDATE, "TypeError", 11, "p.grad is None"),
    "no lr": ("lr=0.1", "", "TypeError", 4, "doesn't take this"),
    "one more": ("lr=0.1", "lr, beta", "TypeError", 4, "a default"),
    "wrong key": (UPDATE, "p -= group['rate']", "KeyError", 11, "under the very names"),
    "no state": (UPDATE, "self.state[p]['m'] += 1", "KeyError", 11, "self.state[p] is empty"),
    "no such name": (UPDATE, "p -= lr * p.grad", "NameError", 11, "group['lr']"),
    "no import": (UPDATE, "p -= np.ones(1)", "NameError", 11, "import numpy as np"),
    "no such attribute": (UPDATE, "p -= self.lr", "AttributeError", 11, "set in __init__"),
    "no such method": (UPDATE, "p.subtract_from_(1)", "AttributeError", 11, "A tensor has no such method"),
    "another shape": (UPDATE, "p -= torch.ones(3)", "RuntimeError", 11, "zeros_like"),
    "shape changed": (UPDATE, "p.data = torch.ones(3)", "RuntimeError", 3, "zeros_like"),
    "closure": (UPDATE, "(lambda closure: closure())((p * 1).sum().backward)", "RuntimeError", 11, "enable_grad"),
    "recursion": (UPDATE, "(lambda f: f(f))(lambda f: f(f))", "RecursionError", 11, "without an end"),
    "zero": (UPDATE, "1 / 0", "ZeroDivisionError", 11, "eps"),
    "module": ("import torch\n", "import torch, pandas_of_nobody\n", "ModuleNotFoundError", 1, "torch, numpy"),
    "file": (UPDATE, "raise PermissionError(1, 'Operation not permitted')", "PermissionError", 11, "no files"),
    "thread": (UPDATE, 'raise RuntimeError("can\'t start new thread")', "RuntimeError", 11, "one thread"),
    "memory": (UPDATE, "raise MemoryError", "MemoryError", 11, "more memory"),
    "bracket": (UPDATE, "p -= (1", "SyntaxError", 11, "bracket"),
    "indentation": (UPDATE, "p -= 1\n      p -= 2", "IndentationError", 12, "column"),
    "class": ("class Mine(torch.optim.Optimizer)", "class Mine", "NoOptimizer", 3, "torch.optim.Optimizer"),
    "name": ("class Mine", "class Yours", "NoOptimizer", None, "under the very name"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_has_its_line_and_hint(mistake):
    """The exception, where it is in the source, and a sentence that helps."""
    right, wrong, kind, line, hint = MISTAKES[mistake]
    source = SOURCE.replace(right, wrong)
    fault = only(ran(source, "Mine", {"lr": 0.1}), "fault").fault
    assert (fault.type, fault.line) == (kind, line)
    assert hint in fault.hint


@pytest.mark.parametrize(
    ("update", "said", "hint"),
    [
        ("p = p - group['lr'] * p.grad", "the first step did not move the parameter", "p.sub_"),
        ("pass", "the first step did not move the parameter", "in place"),
        ("p -= p.grad / 0", "after step 1 the point is no finite number", "eps"),
        ("p -= 1e15", None, None),
    ],
)
def test_what_is_likely_a_mistake_is_warned_of(update, said, hint):
    """It goes on, or ends as diverged; far away is no mistake."""
    events = ran(SOURCE.replace(UPDATE, update), "Mine", objective={"name": "square"})
    warned = [(each.text, hint in each.hint) for each in of(events, "warning")]
    assert warned == ([(said, True)] if said else [])
    assert events[-1].event == "done"


def test_a_parameter_that_was_replaced_is_warned_of():
    """Another tensor in its group is not the one that is descended by."""
    events = ran(SOURCE.replace(UPDATE, "group['params'] = [p - 0.1]"), "Mine")
    assert only(events, "warning").text == "the first step replaced the parameter"


def test_a_network_that_stands_still_is_warned_of():
    """In a training too, once."""
    events = trained(SOURCE.replace(UPDATE, "p = p - p.grad"), "Mine")
    assert only(events, "warning").text == "the first steps did not move the network"
    assert not of(trained(SOURCE, "Mine", {"lr": 0.01}), "warning")
