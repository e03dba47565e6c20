"""A fault is told by the author's own lines."""

import pytest

from tests.sandbox.inprocess import columns, looked, only, ran, trained

LATE = """import torch

class Late(torch.optim.SGD):
    def __init__(self, params, lr=0.1):
        super().__init__(params, lr=lr)
        self.count = 0

    def step(self, closure=None):
        super().step(closure)
        self.count += 1
        self.inspect()

    def inspect(self):
        if self.count == 30:
            raise ValueError("x" * 5000)
"""


def test_says_the_step_and_the_way_there():
    """Which step it was, and through which of the author's lines, none of torch's or ours."""
    fault = only(ran(LATE, "Late", steps=50), "fault").fault
    assert (fault.type, fault.line, fault.step) == ("ValueError", 15, 30)
    assert [(each.line, each.name, each.text) for each in fault.trace] == [
        (11, "step", "self.inspect()"),
        (15, "inspect", 'raise ValueError("x" * 5000)'),
    ]
    assert fault.message == "x" * 500


def test_the_records_before_it_are_told():
    """All up to the last one that was reached."""
    assert columns(ran(LATE, "Late", steps=50))["step"] == list(range(30))


def test_a_step_after_which_there_is_no_gradient_is_at_fault():
    """Not the one after it, which would have needed it."""
    source = LATE.replace("self.inspect()", "self.param_groups[0]['params'][0].requires_grad_(self.count < 3)")
    events = ran(source, "Late")
    assert only(events, "fault").fault.step == 3 and columns(events)["step"] == [0, 1, 2]


def test_a_training_says_its_update():
    """As a run says its step."""
    events = trained(LATE, "Late", {"lr": 0.01})
    assert only(events, "fault").fault.step == 30 and events[-1].event == "fault"


def test_a_syntax_error_has_its_column():
    """Where the parser stumbled, with nothing run."""
    fault = only(looked("print('never')\nx = = 1\n"), "fault").fault
    assert (fault.type, fault.line, fault.column, fault.trace) == ("SyntaxError", 2, 5, [])


@pytest.mark.parametrize(
    ("raised", "kind", "message"),
    [
        ("raise SystemExit", "SystemExit", "it left"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", "it interrupted itself"),
        ("raise type('Odd', (Exception,), {'__str__': lambda self: 1 / 0})", "Odd", "it can't be told"),
        ("assert False", "AssertionError", "it says no more"),
        ("def f(): f()\nf()", "RecursionError", "maximum recursion depth"),
        ("raise ValueError('\\ud800')", "ValueError", "?"),
    ],
)
def test_whatever_is_raised_is_told(raised, kind, message):
    """What says nothing, what can't be told, and what means to leave."""
    fault = only(looked(raised), "fault").fault
    assert fault.type == kind and message in fault.message
