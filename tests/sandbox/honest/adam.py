"""Adam as a textbook writes it, with math and f-strings, and a decorator of its own."""

import functools
import math

import torch


def logged(function):
    @functools.wraps(function)
    def inner(self, *args, **kwargs):
        result = function(self, *args, **kwargs)
        if self.calls % 20 == 0:
            print(f"step {self.calls:>3}: {result!r}")
        self.calls += 1
        return result

    return inner


class MyAdam(torch.optim.Optimizer):
    calls = 0

    def __init__(self, params, lr: float = 1e-3, betas: tuple = (0.9, 0.999), eps: float = 1e-8):
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps})

    @logged
    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            b1, b2 = group["betas"]
            for p in filter(lambda q: q.grad is not None, group["params"]):
                s = self.state[p]
                if len(s) == 0:
                    s["step"], s["m"], s["v"] = 0, torch.zeros_like(p), torch.zeros_like(p)
                s["step"] += 1
                s["m"] = b1 * s["m"] + (1 - b1) * p.grad
                s["v"] = b2 * s["v"] + (1 - b2) * p.grad**2
                m_hat = s["m"] / (1 - math.pow(b1, s["step"]))
                v_hat = s["v"] / (1 - math.pow(b2, s["step"]))
                p -= group["lr"] * m_hat / (torch.sqrt(v_hat) + group["eps"])
