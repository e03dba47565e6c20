"""Own optimizers that are hard to take home."""

from app.core.catalogue.templates import TEMPLATES
from app.core.entries import find


def template(name):
    return find(TEMPLATES, name).source()


LBFGS = """
import torch

class Line(torch.optim.LBFGS):
    pass
"""
NOISY = """
import numpy as np, random, torch

HABIT = torch.rand(1).item()

class Noisy(torch.optim.Optimizer):
    def __init__(self, params, lr=0.1):
        super().__init__(params, dict(lr=lr))

    @torch.no_grad()
    def step(self, closure=None):
        for p in self.param_groups[0]["params"]:
            chance = HABIT + torch.rand(1).item() + random.random() + np.random.rand()
            p -= self.param_groups[0]["lr"] * p.grad * chance
"""
GREEDY = '''"""Names that a program would have liked, and its very tools."""
from __future__ import annotations

import torch
from torch import Tensor as loss
from torch.optim import Optimizer

steps, data = 0, [1.0]
point = records = number = losses = inputs = labels = network = optimizer = samples = order = batches = "mine"
evaluate = again = rate = base = kept = same = kudari = figure = go = torch_ = print_ = "mine"

class Rule(Optimizer):
    def __init__(self, params, lr=0.1):
        super().__init__(params, {"lr": lr})

    @old.no_grad()
    def step(self, closure):
        global steps
        with old.enable_grad():
            found = closure()
        steps += 1
        for p in self.param_groups[0]["params"]:
            p -= self.param_groups[0]["lr"] * p.grad * data[0]
        return found

def square(x): return "mine"

def wants_closure(x): return "mine"

class Tensor: pass

Conv = Linear = Perceptron = orders = dataclass = Callable = inspect = math = Tensor
print = all = range = zip = next = enumerate = isinstance = len = bool = torch = None
'''.replace("class Rule", "old = torch\n\nclass Rule")
STARRED = """
from torch import *
import torch

globals()["records"] = globals()["losses"] = "mine"

class Star(torch.optim.Optimizer):
    def __init__(self, params, lr=0.1):
        super().__init__(params, dict(lr=lr))

    @torch.no_grad()
    def step(self):
        for p in self.param_groups[0]["params"]:
            p.sub_(p.grad, alpha=self.param_groups[0]["lr"])
"""

OWN = {
    "the template": {"source": template("adam"), "class": "Adam", "betas": [0.8, 0.99], "lr": 0.05},
    "one that wants the loss again": {"source": LBFGS, "class": "Line", "max_iter": 3},
    "one that draws by chance": {"source": NOISY, "class": "Noisy", "lr": 0.01},
    "one that takes all names": {"source": GREEDY, "class": "Rule", "lr": 0.01},
    "one that nobody can see through": {"source": STARRED, "class": "Star", "lr": 0.01},
}
