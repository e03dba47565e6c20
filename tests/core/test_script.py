"""The file that a student takes away gives, in a clean process, the numbers of the run."""

import ast
import random
import subprocess
import sys

import numpy
import pytest
import torch

from app.core.catalogue.templates import TEMPLATES
from app.core.entries import find
from app.core.script import script
from app.core.standalone import standalone
from app.sandbox.task import RunTask
from tests.sandbox.inprocess import columns, performed, run

LBFGS = """
import torch

class Line(torch.optim.LBFGS):
    pass
"""
NOISY = """
import numpy as np, random, torch

class Noisy(torch.optim.Optimizer):
    def __init__(self, params, lr=0.1):
        super().__init__(params, dict(lr=lr))

    @torch.no_grad()
    def step(self, closure=None):
        for p in self.param_groups[0]["params"]:
            p -= self.param_groups[0]["lr"] * (p.grad + torch.randn_like(p) + random.random() + np.random.rand())

def descend(): "a name that the file would have liked"
"""


def template(name):
    return find(TEMPLATES, name).source()


CASES = {
    "plain": run(template("simple_gd"), "SimpleGD", {"lr": 0.3}),
    "ill-conditioned": run(
        template("adam"),
        "Adam",
        {"betas": [0.8, 0.99]},
        objective={"name": "ravine", "condition": 30.0},
        start=[1.3, 0.7],
        steps=200,
    ),
    "typed": run(
        template("momentum"),
        "Momentum",
        objective={"name": "typed", "formula": "x^2 + 0.3sin(12x) + max(x, y)/e"},
        start=[1.6, 0.1],
        steps=60,
    ),
    "scheduled": run(
        template("adam"),
        "Adam",
        {"lr": 0.2},
        objective={"name": "bumpy"},
        steps=60,
        schedule={"name": "cosine", "eta_min": 0.01},
        changes=[{"step": 7, "optimizer": {"lr": 0.4, "eps": 0.01}}, {"step": 9, "optimizer": {"betas": [0.5, 0.9]}}],
    ),
    "diverging": run(template("simple_gd"), "SimpleGD", {"lr": 1.5}, steps=100),
    "double": run(
        template("adam"), "Adam", dtype="float64", objective={"name": "himmelblau"}, start=[0.1, 0.2], steps=50
    ),
    "closing": run(LBFGS, "Line", {"lr": 0.5}, objective={"name": "rosenbrock"}, start=[-1.0, 1.0], steps=8),
    "noisy": run(NOISY, "Noisy", steps=20),
    "ours": run(
        standalone("app.core.optimizers.nadam:NAdam"), "NAdam", {"lr": 0.1}, objective={"name": "gosa"}, steps=30
    ),
}


@pytest.fixture(scope="module")
def printed():
    """What each file prints, in one clean process that has the files alone."""
    program = """
import contextlib, io, sys
for text in eval(sys.stdin.read()):
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(compile(text, "notebook", "exec"), {"__name__": "__main__"})
    print(repr(said.getvalue()))
"""
    texts = repr([script(spec) for spec in CASES.values()])
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], input=texts, text=True, check=True, capture_output=True
    )
    return dict(zip(CASES, map(ast.literal_eval, done.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("case", CASES)
def test_gives_the_same_numbers(case, printed):
    """Every record that the file prints is the run's, to the bit: step, point, loss and gradient."""
    events = seeded(CASES[case])
    rows = [" ".join(map(repr, row)) for row in zip(*columns(events).values(), strict=True)]
    outcome = events[-1].outcome
    end = [f"diverged at step {outcome.step}"] if outcome.status == "diverged" else []
    assert printed[case].splitlines() == rows + end


def seeded(spec):
    """Its events, what is drawn by chance begun as a child begins it."""
    for seed in (random.seed, numpy.random.seed, torch.manual_seed):
        seed(0)
    return performed(RunTask(spec=spec))


def test_begins_with_the_source_as_it_is():
    """The lines of the source are where they were, to be spoken of by number."""
    assert script(CASES["ill-conditioned"]).startswith(template("adam").rstrip())
