"""Plain gradient descent."""

import torch


class SimpleGD(torch.optim.Optimizer):
    """Step against the gradient: p - lr * gradient."""

    def __init__(self, params, lr=0.1):
        super().__init__(params, {"lr": lr})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    p.add_(p.grad, alpha=-group["lr"])
