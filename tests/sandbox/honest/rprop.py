"""Rprop by masks, in torch's order."""

import torch


class Rprop(torch.optim.Optimizer):
    def __init__(self, params, lr=1e-2, etas=(0.5, 1.2), step_sizes=(1e-6, 50)):
        super().__init__(params, {"lr": lr, "etas": etas, "step_sizes": step_sizes})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            less, more = group["etas"]
            for p in group["params"]:
                state = self.state[p]
                if "prev" not in state:
                    state["prev"] = torch.zeros_like(p)
                    state["size"] = torch.full_like(p, group["lr"])
                agree = (p.grad * state["prev"]).sign()
                factor = torch.where(agree > 0, more, torch.where(agree < 0, less, 1.0))
                state["size"].mul_(factor).clamp_(*group["step_sizes"])
                grad = torch.where(agree < 0, 0.0, p.grad)
                p.addcmul_(grad.sign(), state["size"], value=-1)
                state["prev"] = grad.clone()
