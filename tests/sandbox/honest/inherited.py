"""Subclasses of torch's own, and classes between."""

import torch
from torch.optim import SGD, Adam


class Quiet(Adam):
    """Adam, another rate by default."""

    def __init__(self, params, lr=0.05, **kwargs):
        super().__init__(params, lr=lr, **kwargs)


class Clipping:
    """What comes first clips the gradients, what comes next steps."""

    limit = 0.5

    def step(self, closure=None):
        for group in self.param_groups:
            torch.nn.utils.clip_grad_norm_(group["params"], self.limit)
        return super().step(closure)


class Clipped(Clipping, SGD):
    def __init__(self, params, lr=0.1, momentum=0.9):
        super().__init__(params, lr=lr, momentum=momentum)


class Plain(SGD):
    pass
