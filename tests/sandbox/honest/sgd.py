"""SGD with all that torch's has, in torch's order."""

import torch
from torch.optim import Optimizer


class SGD(Optimizer):
    """Momentum, dampening, Nesterov, weight decay."""

    def __init__(self, params, lr=1e-3, momentum=0.0, dampening=0.0, weight_decay=0.0, nesterov=False):
        if lr < 0:
            raise ValueError(f"Invalid learning rate: {lr}")
        defaults = dict(lr=lr, momentum=momentum, dampening=dampening, weight_decay=weight_decay, nesterov=nesterov)
        super(SGD, self).__init__(params, defaults)

    @torch.no_grad()
    def step(self, closure=None):
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                grad = p.grad
                if group["weight_decay"] != 0:
                    grad = grad.add(p, alpha=group["weight_decay"])
                if group["momentum"] != 0:
                    buf = self.state[p].get("momentum_buffer")
                    if buf is None:
                        buf = self.state[p]["momentum_buffer"] = torch.clone(grad).detach()
                    else:
                        buf.mul_(group["momentum"]).add_(grad, alpha=1 - group["dampening"])
                    grad = grad.add(buf, alpha=group["momentum"]) if group["nesterov"] else buf
                p.add_(grad, alpha=-group["lr"])
        return loss
