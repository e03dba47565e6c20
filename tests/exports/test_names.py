"""Two sources in one namespace: neither takes a name of the other for its own."""

import builtins

import pytest

from app.core.catalogue.datasets import DATASETS
from app.core.catalogue.networks import NETWORKS
from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.schedules import SCHEDULES
from app.core.own import OwnSpec
from app.core.standalone import Pieces
from app.exports.names import Namespace, apart
from app.exports.own import stepped_plainly
from tests.exports.sources import GREEDY, LBFGS, NOISY, STARRED, template

PIECES = [
    *(entry.target for entry in (*NETWORKS, *DATASETS) if entry.name != "digits"),
    *(f"{entry.call.__module__}:{entry.call.__name__}" for entry in OBJECTIVES),
    *(f"{entry.factor.__module__}:{entry.factor.__name__}" for entry in SCHEDULES),
    *("app.core.lab.loss:loss", "app.core.lab.order:orders", "app.core.stepping:wants_closure"),
]


@pytest.mark.parametrize("target", PIECES)
def test_nothing_keeps_a_name_that_may_be_taken(target):
    """Beside a source that nobody can see through, each piece of a program has other names than before."""
    pieces = Pieces()
    pieces.take(target)
    code = f"{pieces.imports()}\n\n{pieces.text()}"
    (written,), line = apart(STARRED, [code], {})
    before, after = Namespace.of(code), Namespace.of(line + written)
    assert after.bound == {f"{name}_" for name in before.said & (before.bound | {*dir(builtins)}) - {"super"}}
    assert after.said <= after.bound | {"super"}


@pytest.mark.parametrize(
    ("source", "code", "written"),
    [
        ("import torch", "import torch", "import torch"),
        ("import torch\ntorch = 1", "import torch\ntorch.e", "import torch as torch_\ntorch_.e"),
        ("from torch import nn", "from torch import Tensor, nn as nn", "from torch import Tensor, nn as nn"),
        ("def f():\n    steps = 1", "steps = 2", "steps = 2"),
        ("def f():\n    return steps", "steps = 2", "steps_ = 2"),
        ("def f():\n    global steps\n    steps = 1", "steps = 2", "steps_ = 2"),
        ("point = point_ = 1", "point = 2\n'é', point.point", "point__ = 2\n'é', point__.point"),
        ("x = 1", "def f(x):\n    return x\nf(x=2)", "def f(x):\n    return x\nf(x=2)"),
        ("f = x = 1", "x = 2\ndef f(y=x):\n    return f, y.x", "x_ = 2\ndef f_(y=x_):\n    return f_, y.x"),
        ("x = 1", "[x for x in 'ab']\nx = (lambda x: x)(1)", "[x_ for x_ in 'ab']\nx_ = (lambda x_: x_)(1)"),
        ("n = 1", 'n = 2\nf"{n:5} n {n}"', 'n_ = 2\nf"{n_:5} n {n_}"'),
    ],
)
def test_what_is_renamed(source, code, written):
    """What both look up, and isn't the same import; what is a function's own, an attribute or a keyword stays."""
    assert apart(source, [code], {}) == ([written], "")


def test_what_python_has_built_in():
    """What the source calls its own is imported from where it is."""
    assert apart("print = len = 1", ["print(max(1, 2))"], {}) == (
        ["print_(max(1, 2))"],
        "from builtins import print as print_\n",
    )


@pytest.mark.parametrize(
    ("source", "name", "plain"),
    [
        (template("adam"), "Adam", True),
        (NOISY, "Noisy", True),
        (GREEDY, "Rule", False),
        (LBFGS, "Line", False),
        (f"{NOISY}\nNoisy.step = lambda self, closure: closure()", "Noisy", False),
        (NOISY.replace("@torch.no_grad()", "@wrapped"), "Noisy", False),
        (NOISY.replace("closure=None", "closure, *, more=1"), "Noisy", False),
    ],
)
def test_a_step_that_plainly_wants_nothing(source, name, plain):
    """What is left open is asked of the class itself, by the program."""
    assert stepped_plainly(OwnSpec.model_validate({"source": source, "class": name})) is plain
