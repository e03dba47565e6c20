"""What honest code needs is there when nothing can be read any more."""

import pytest

from app.core.catalogue.datasets import DATASETS
from app.core.catalogue.networks import NETWORKS
from app.core.catalogue.objectives import OBJECTIVES
from app.core.training import TrainingSpec
from app.sandbox.task import RunTask, TrainTask
from app.sandbox.warm import LIBRARY, NUMERICAL
from tests.sandbox.conftest import look

WATCHED = """
import sys, torch

class Watch:
    def find_spec(self, name, path=None, target=None):
        print(name)

sys.meta_path.insert(0, Watch())

class Own(torch.optim.Optimizer):
    def __init__(self, params, lr=0.1):
        super().__init__(params, {"lr": lr})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                p.add_(p.grad, alpha=-group["lr"])
"""
"""An optimizer that prints what is looked for on a disk from here on."""
OWN = {"source": WATCHED, "class": "Own", "lr": 0.001}
POINTS = {"name": "points", "points": [[0, 1], [1, 0.5]], "labels": [0, 1]}
TYPED = {"name": "typed", "formula": "log(1 + x**2) + sin(y)*exp(-x**2) + sqrt(abs(x)) + atan(y)"}
RULES = """
import inspect, torch
for name, kind in vars(torch.optim).items():
    if inspect.isclass(kind) and issubclass(kind, torch.optim.Optimizer) and kind is not torch.optim.Optimizer:
        weight = torch.nn.Parameter(torch.ones(3, 3))
        optimizer = kind([weight], lr=0.01)
        def closure():
            weight.grad = torch.ones(3, 3).to_sparse() if name == "SparseAdam" else torch.ones(3, 3)
            return weight.detach().sum()
        for _ in range(3):
            optimizer.step(closure)
        assert not torch.equal(weight, torch.ones(3, 3)), name
        print(name, "works")
"""
NUMBERS = """
import copy, datetime, io, random, statistics, time, traceback, warnings
import numpy as np, torch
from torch import nn
square = np.random.default_rng(0).normal(size=(60, 60))
for name in ("cholesky", "det", "eigh", "eigvals", "inv", "pinv", "qr", "svd"):
    getattr(np.linalg, name)(square @ square.T + np.eye(60))
    getattr(torch.linalg, name)(torch.from_numpy(square @ square.T + np.eye(60)))
np.linalg.lstsq(square, square[0], rcond=None), torch.linalg.solve(torch.eye(3), torch.ones(3, 1))
big = torch.rand(600, 600)
assert torch.allclose(big @ big, torch.from_numpy(big.numpy() @ big.numpy()), rtol=1e-3)
for kind in (torch.float16, torch.bfloat16, torch.float64, torch.complex64):
    repr(torch.eye(40).to(kind) @ torch.eye(40).to(kind))
first, second = nn.Conv2d(1, 8, 3), nn.Conv2d(8, 4, 3)
net = nn.Sequential(first, nn.BatchNorm2d(8), nn.MaxPool2d(2), second, nn.Flatten(), nn.Linear(484, 10))
optimizer = torch.optim.AdamW(net.parameters())
for _ in range(3):
    optimizer.zero_grad()
    nn.functional.cross_entropy(net(torch.rand(32, 1, 28, 28)), torch.randint(10, (32,))).backward()
    optimizer.step()
nn.TransformerEncoderLayer(8, 2, batch_first=True)(torch.randn(2, 5, 8)).sum().backward()
torch.func.jvp(torch.sin, (torch.ones(3),), (torch.ones(3),)), torch.vmap(torch.dot)(torch.rand(3, 4), torch.rand(3, 4))
torch.set_num_threads(8)
assert torch.get_num_threads() == 1
copy.deepcopy(net), torch.save(net.state_dict(), io.BytesIO())
time.sleep(0.001), datetime.datetime.now(), random.random()
def deep(): return deep()
try: deep()
except RecursionError: assert "deep" in traceback.format_exc()
print("all of it works")
"""


def printed(ended):
    """What was printed by a run that came to its end."""
    assert ended.events and ended.events[-1]["event"] in ("done", "look"), ended.events[-1:]
    return "".join(event["text"] for event in ended.events if event["event"] == "print").split("\n")[:-1]


@pytest.mark.parametrize(
    "objective", [*({"name": each.name} for each in OBJECTIVES), TYPED], ids=lambda each: each["name"]
)
def test_a_run_looks_for_nothing_on_a_disk(server, objective):
    """Whatever is descended, in both precisions, with a schedule."""
    dimension = next((len(each.start) for each in OBJECTIVES if each.name == objective["name"]), 2)
    for dtype in ("float32", "float64"):
        spec = {"objective": objective, "optimizer": OWN, "start": [0.5] * dimension, "steps": 9, "dtype": dtype}
        spec["schedule"] = {"name": "cosine"}
        assert printed(server.run(RunTask.model_validate({"spec": spec}))) == []


@pytest.mark.parametrize("network", NETWORKS, ids=lambda each: each.name)
def test_a_training_looks_for_nothing_on_a_disk(server, network):
    """Whatever is trained, with whatever data goes with it."""
    for data in [*({"name": each.name} for each in DATASETS), POINTS]:
        spec = {"data": data, "network": {"name": network.name}, "optimizer": OWN, "batch": 50}
        if _goes_together(spec):
            assert printed(server.run(TrainTask.model_validate({"spec": spec}))) == []


def _goes_together(spec):
    try:
        TrainingSpec.model_validate({**spec, "optimizer": {"name": "simple_gd"}})
    except ValueError:
        return False
    return True


def test_what_an_author_may_import_is_there(server):
    """Python's library, as far as a run has use for it, and torch's and numpy's."""
    names = [*LIBRARY.split(), *NUMERICAL.split()]
    source = f"import importlib\nfor name in {names}: importlib.import_module(name)"
    assert printed(server.run(look(WATCHED + source))) == []


def test_what_is_not_there_is_looked_for(server):
    """And not found, as anywhere."""
    source = "try: import no_such_thing\nexcept ModuleNotFoundError as error: print(error)"
    assert printed(server.run(look(WATCHED + source))) == ["no_such_thing", "No module named 'no_such_thing'"]


def test_each_optimizer_of_torch_is_there(server):
    """To be subclassed or compared with."""
    assert len(printed(server.run(look(WATCHED + RULES)))) >= 14


def test_torch_and_numpy_compute(server):
    """Algebra, networks, derivatives, chance, time, and what is said of an error."""
    assert printed(server.run(look(WATCHED + NUMBERS))) == ["all of it works"]
