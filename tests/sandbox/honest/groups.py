"""A group for each parameter, and a schedule of torch's that the optimizer steps itself."""

import torch


class Layered(torch.optim.Optimizer):
    def __init__(self, params, lr=0.1, gamma=0.9):
        groups = [{"params": [p], "lr": lr / (place + 1)} for place, p in enumerate(params)]
        super().__init__(groups, {"gamma": gamma})
        self.schedule = torch.optim.lr_scheduler.ExponentialLR(self, gamma)

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                p.add_(p.grad, alpha=-group["lr"])
        self.schedule.step()
