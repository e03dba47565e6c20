"""Averaged SGD: what it keeps is the average, and Python's own numbers."""

import torch


class ASGD(torch.optim.Optimizer):
    def __init__(self, params, lr=1e-2, lambd=1e-4, alpha=0.75, t0=1e6):
        super().__init__(params, dict(lr=lr, lambd=lambd, alpha=alpha, t0=t0))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            lr, lambd, alpha, t0 = group["lr"], group["lambd"], group["alpha"], group["t0"]
            for p in group["params"]:
                s = self.state[p]
                if not s:
                    s["t"], s["eta"], s["mu"], s["average"] = 0, lr, 1.0, torch.zeros_like(p)
                s["t"] += 1
                p *= 1 - lambd * s["eta"]
                p -= s["eta"] * p.grad
                s["average"] += s["mu"] * (p - s["average"])
                s["eta"] = lr / (1 + lambd * lr * s["t"]) ** alpha
                s["mu"] = 1 / max(1, s["t"] - t0)
