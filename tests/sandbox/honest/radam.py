"""RAdam with a class for the arithmetic of its warm-up."""

import math

import torch


class Rectifier:
    def __init__(self, beta2):
        self.beta2 = beta2
        self.longest = 2 / (1 - beta2) - 1

    def __call__(self, t):
        length = self.longest - 2 * t * self.beta2**t / (1 - self.beta2**t)
        if length <= 5:
            return None
        above = (length - 4) * (length - 2) * self.longest
        below = (self.longest - 4) * (self.longest - 2) * length
        return math.sqrt(above / below)


class RAdam(torch.optim.Optimizer):
    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8):
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps})
        self.t = 0
        self.rectify = Rectifier(betas[1])

    @torch.no_grad()
    def step(self):
        self.t += 1
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                v = self.state[p].setdefault("v", torch.zeros_like(p))
                m += (1 - beta1) * (p.grad - m)
                v += (1 - beta2) * (p.grad.square() - v)
                step = group["lr"] * m / (1 - beta1**self.t)
                if (factor := self.rectify(self.t)) is not None:
                    step *= factor * math.sqrt(1 - beta2**self.t) / (v.sqrt() + group["eps"])
                p.sub_(step)
