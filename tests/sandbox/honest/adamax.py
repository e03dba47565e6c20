"""Adamax in one function that is mapped over the parameters."""

from functools import partial

import torch


class Adamax(torch.optim.Optimizer):
    def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, **rest):
        assert not rest, rest
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            list(map(partial(self.update, group=group), group["params"]))

    def update(self, p, group):
        beta1, beta2 = group["betas"]
        state = self.state[p]
        m = state.setdefault("m", torch.zeros_like(p))
        u = state.setdefault("u", torch.zeros_like(p))
        state["t"] = t = state.get("t", 0) + 1
        m.lerp_(p.grad, 1 - beta1)
        torch.maximum(u.mul_(beta2), p.grad.abs().add_(group["eps"]), out=u)
        p.addcdiv_(m, u, value=-(group["lr"] / (1 - beta1**t)))
