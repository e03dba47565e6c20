"""Muon for matrices and SGD for all else, as two groups of parameters that it makes itself."""

import math

import torch

A, B, C = 3.4445, -4.7750, 2.0315


def orthogonal(matrix, steps=5):
    x = matrix.bfloat16()
    if tall := x.size(0) > x.size(1):
        x = x.mT
    x = x / x.norm().clamp(min=1e-7)
    for _ in range(steps):
        gram = x @ x.mT
        x = torch.addmm(x, torch.addmm(gram, gram, gram, beta=B, alpha=C), x, beta=A)
    return x.mT if tall else x


class Muon(torch.optim.Optimizer):
    def __init__(self, params, lr=0.02, momentum=0.95):
        params = list(params)
        matrices = [p for p in params if p.ndim == 2]
        others = [p for p in params if p.ndim != 2]
        groups = [{"params": matrices, "muon": True}, {"params": others, "muon": False}]
        super().__init__([group for group in groups if group["params"]], {"lr": lr, "momentum": momentum})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            (self.matrices if group["muon"] else self.others)(group)

    def matrices(self, group):
        for p in group["params"]:
            buffer = self.state[p].setdefault("buffer", torch.zeros_like(p))
            buffer.lerp_(p.grad, 1 - group["momentum"])
            update = orthogonal(p.grad.lerp(buffer, group["momentum"]))
            p.add_(update, alpha=-group["lr"] * math.sqrt(max(1, p.size(0) / p.size(1))))

    def others(self, group):
        torch._foreach_add_(group["params"], [p.grad for p in group["params"]], alpha=-group["lr"])
