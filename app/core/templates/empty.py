"""An optimizer to be written."""

import torch


class MyOptimizer(torch.optim.Optimizer):
    """What does it do?"""

    def __init__(self, params, lr=0.1):
        # Each hyperparameter of __init__ gets a slider, and is in `group` below if it is in this dict.
        super().__init__(params, {"lr": lr})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                # The gradient is p.grad. Change p in place here, with p.sub_(...), p.mul_(...) or p.copy_(...).
                # What the next step must know is kept in self.state[p], a dict that is empty at first.
