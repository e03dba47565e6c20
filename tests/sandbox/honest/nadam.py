"""NAdam that keeps its numbers as numpy's."""

import numpy as np
import torch


class NAdam(torch.optim.Optimizer):
    def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, momentum_decay=4e-3):
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, momentum_decay=momentum_decay))

    @torch.no_grad()
    def step(self):
        for g in self.param_groups:
            b1, b2 = g["betas"]
            for p in g["params"]:
                s = self.state[p]
                if not s:
                    s.update(step=0, product=np.float32(1), m=torch.zeros_like(p), v=torch.zeros_like(p))
                s["step"] += 1
                mu, following = (b1 * (1 - 0.5 * 0.96 ** ((s["step"] + k) * g["momentum_decay"])) for k in (0, 1))
                s["product"] = np.float32(s["product"] * np.float32(mu))
                product = float(s["product"])
                s["m"].lerp_(p.grad, 1 - b1)
                s["v"].mul_(b2).addcmul_(p.grad, p.grad, value=1 - b2)
                root = s["v"].div(1 - b2 ** s["step"]).sqrt().add_(g["eps"])
                p.addcdiv_(p.grad, root, value=-g["lr"] * (1 - mu) / (1 - product))
                p.addcdiv_(s["m"], root, value=-g["lr"] * following / (1 - product * following))
