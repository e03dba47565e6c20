"""Optimizers as students write them: behind the lock, each goes where its reference goes in the open."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
import torch

from app.core.steps import WIDTH
from app.sandbox.events import parse
from app.sandbox.task import RunTask, TrainTask
from tests.core.lab import notebook
from tests.sandbox.inprocess import columns, of, run, training

SOURCES = Path(__file__).parent / "honest"
NETWORKS = {
    "pictures": {"batch": 8, "order": "alternating", "epochs": 4},
    "points": {"data": {"name": "moons"}, "network": {"name": "perceptron"}, "batch": 20, "epochs": 2},
}


class MuonAndSGD(torch.optim.SGD):
    """torch's Muon takes matrices alone."""

    def __init__(self, params, lr):
        params = list(params)
        super().__init__([p for p in params if p.ndim != 2] or [torch.zeros(1)], lr=lr)
        matrices = [p for p in params if p.ndim == 2]
        self.muon = torch.optim.Muon(matrices, lr=lr, weight_decay=0.0) if matrices else None

    def zero_grad(self):
        super().zero_grad()
        if self.muon is not None:
            self.muon.zero_grad()

    def step(self):
        super().step()
        if self.muon is not None:
            self.muon.step()


class LBFGS(torch.optim.LBFGS):
    """One iteration for each step, from the gradient that is there."""

    def __init__(self, params, lr):
        super().__init__(params, lr=lr, max_iter=1, history_size=10)

    def step(self):
        super().step(lambda: 0.0)


class ClippedSGD(torch.optim.SGD):
    def step(self):
        torch.nn.utils.clip_grad_norm_([p for group in self.param_groups for p in group["params"]], 0.5)
        super().step()


class LayeredSGD(torch.optim.SGD):
    def __init__(self, params, lr, gamma):
        super().__init__([{"params": [p], "lr": lr / place} for place, p in enumerate(params, 1)])
        self.gamma = gamma

    def step(self):
        super().step()
        for group in self.param_groups:
            group["lr"] *= self.gamma


class LookaheadSGD(torch.optim.SGD):
    """SGD, whose every fifth point is halfway to the one five steps ago."""

    def __init__(self, params, lr):
        super().__init__(params, lr=lr, momentum=0.9)
        self.count = 0
        self.slow = [p.detach().clone() for p in self.param_groups[0]["params"]]

    @torch.no_grad()
    def step(self):
        super().step()
        self.count += 1
        if self.count % 5 == 0:
            for p, slow in zip(self.param_groups[0]["params"], self.slow, strict=True):
                p.copy_(slow.lerp_(p, 0.5))


@dataclass(frozen=True)
class Case:
    """A class of a file, its hyperparameters, and the reference made of the parameters and these.

    exact: whether it keeps torch's order of operations, and so has its every bit.
    """

    file: str
    name: str
    hyperparameters: dict
    reference: object
    exact: bool = False

    def __str__(self):
        return f"{self.file}-{self.name}-{'-'.join(self.hyperparameters)}"

    @property
    def source(self):
        return (SOURCES / f"{self.file}.py").read_text()


optim = torch.optim
CASES = [
    Case("sgd", "SGD", {"lr": 0.05}, optim.SGD, exact=True),
    Case("sgd", "SGD", {"lr": 0.02, "momentum": 0.9, "weight_decay": 0.01}, optim.SGD, exact=True),
    Case("sgd", "SGD", {"lr": 0.02, "momentum": 0.8, "dampening": 0.5}, optim.SGD, exact=True),
    Case("sgd", "SGD", {"lr": 0.02, "momentum": 0.9, "nesterov": True}, optim.SGD, exact=True),
    Case("data", "Old", {"lr": 0.05}, optim.SGD),
    Case("adam", "MyAdam", {"lr": 0.05, "betas": [0.8, 0.99]}, optim.Adam),
    Case("adamw", "AdamW", {"lr": 0.05, "weight_decay": 0.1}, optim.AdamW, exact=True),
    Case("adagrad", "Adagrad", {"lr": 0.1, "initial_accumulator_value": 0.1}, optim.Adagrad, exact=True),
    Case("adadelta", "Adadelta", {"lr": 2.0, "rho": 0.8}, optim.Adadelta, exact=True),
    Case("adamax", "Adamax", {"lr": 0.05}, optim.Adamax, exact=True),
    Case("nadam", "NAdam", {"lr": 0.05}, optim.NAdam),
    Case("radam", "RAdam", {"lr": 0.05, "betas": [0.9, 0.95]}, optim.RAdam),
    Case("rmsprop", "RMSprop", {"lr": 0.01}, optim.RMSprop),
    Case("rmsprop", "RMSprop", {"lr": 0.005, "momentum": 0.5, "centered": True, "eps": 0.1}, optim.RMSprop),
    Case("rprop", "Rprop", {"lr": 0.01}, optim.Rprop, exact=True),
    Case("asgd", "ASGD", {"lr": 0.05, "lambd": 0.01, "t0": 5}, optim.ASGD),
    Case("lbfgs", "LBFGS", {"lr": 0.1}, LBFGS),
    Case("adafactor", "Adafactor", {"lr": 0.05}, optim.Adafactor),
    Case("muon", "Muon", {"lr": 0.02}, MuonAndSGD),
    Case("inherited", "Quiet", {"lr": 0.03, "amsgrad": True}, optim.Adam, exact=True),
    Case("inherited", "Plain", {"lr": 0.05, "maximize": False, "foreach": True}, optim.SGD, exact=True),
    Case("inherited", "Clipped", {"lr": 0.05}, lambda params, lr: ClippedSGD(params, lr, momentum=0.9), exact=True),
    Case("groups", "Layered", {"lr": 0.1, "gamma": 0.9}, LayeredSGD, exact=True),
    Case("nested", "Lookahead", {"lr": 0.02}, LookaheadSGD, exact=True),
    Case("shapes", "Keeper", {"lr": 0.05}, optim.SGD, exact=True),
]  # fmt: skip
each_case = pytest.mark.parametrize("case", CASES, ids=str)


def told_by(server, task):
    """The events of a task that a locked child did, each of which the pool takes."""
    ended = server.run(task)
    assert (ended.signal, ended.code) == (None, 0), ended
    return [parse(event) for event in ended.events]


def reference(case, params):
    given = {name: tuple(v) if isinstance(v, list) else v for name, v in case.hyperparameters.items()}
    return case.reference(params, **given)


def by_hand(case, spec):
    """The points of the reference, as a notebook has them."""
    p = torch.tensor(spec.start, requires_grad=True)
    optimizer, call = reference(case, [p]), spec.objective.load().call
    points = [p.tolist()]
    for _ in range(spec.steps):
        optimizer.zero_grad()
        call(torch.cat([p[None], p.detach().expand(WIDTH - 1, -1)]))[0].backward()
        optimizer.step()
        points.append(p.tolist())
    return points


@each_case
def test_a_descent_is_the_reference_s(case, server):
    """It rolls where the reference rolls."""
    hill = {"objective": {"name": "booth"}, "start": [0.5, 1.0], "steps": 60}
    spec = run(case.source, case.name, case.hyperparameters, **hill)
    events = told_by(server, RunTask(spec=spec))
    assert events[-1].event == "done", events[-1]
    points, expected = columns(events)["point"], by_hand(case, spec)
    precision = 0 if case.exact else 1e-4
    torch.testing.assert_close(torch.tensor(points), torch.tensor(expected), rtol=precision, atol=precision)
    assert points[-1] != points[0]


@each_case
@pytest.mark.parametrize("name", NETWORKS)
def test_a_training_is_the_reference_s(case, name, server, monkeypatch):
    """A network learns by it what it learns by the reference."""
    spec = training(case.source, case.name, case.hyperparameters, **NETWORKS[name])
    events = told_by(server, TrainTask(spec=spec))
    assert events[-1].event == "done", events[-1]
    losses = [loss for event in of(events, "updates") for loss in event.steps.loss]
    # Where no machine code may be written, torch computes convolutions without oneDNN.
    monkeypatch.setattr(torch.backends.mkldnn, "enabled", False)
    expected = notebook.trained(spec, partial(reference, case)).loss
    precision = 0 if case.exact else 1e-4
    torch.testing.assert_close(torch.tensor(losses), torch.tensor(expected), rtol=precision, atol=precision)
