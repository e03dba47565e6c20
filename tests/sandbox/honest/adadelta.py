"""Adadelta with functions outside of the class, and a list for state."""

import torch


def rms(average, eps):
    return average.add(eps).sqrt_()


def running(average, value, rho):
    return average.mul_(rho).addcmul_(value, value, value=1 - rho)


class Adadelta(torch.optim.Optimizer):
    def __init__(self, params, lr=1.0, rho=0.9, eps=1e-6):
        super().__init__(params, locals() and {"lr": lr, "rho": rho, "eps": eps})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            lr, rho, eps = (group[name] for name in ("lr", "rho", "eps"))
            for p in group["params"]:
                squares, steps = self.state[p].setdefault("averages", [torch.zeros_like(p), torch.zeros_like(p)])
                running(squares, p.grad, rho)
                delta = rms(steps, eps).div_(rms(squares, eps)).mul_(p.grad)
                running(steps, delta, rho)
                p.add_(delta, alpha=-lr)
