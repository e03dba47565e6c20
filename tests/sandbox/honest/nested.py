"""An optimizer around an optimizer: look ahead, and go back half of the way."""

import copy

import torch


class Lookahead(torch.optim.Optimizer):
    def __init__(self, params, lr=0.1, k=5, alpha=0.5):
        params = list(params)
        super().__init__(params, {"lr": lr, "k": k, "alpha": alpha})
        self.fast = torch.optim.SGD(params, lr=lr, momentum=0.9)
        self.slow = copy.deepcopy([p.detach() for p in params])
        self.count = 0

    @torch.no_grad()
    def step(self, closure=None):
        self.fast.step()
        self.count += 1
        if self.count % self.defaults["k"] == 0:
            for p, slow in zip(self.param_groups[0]["params"], self.slow, strict=True):
                slow.lerp_(p, self.defaults["alpha"])
                p.copy_(slow)
