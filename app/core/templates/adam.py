"""Adam."""

import torch


class Adam(torch.optim.Optimizer):
    """Divide an average of the gradient by the root of an average of its square."""

    def __init__(self, params, lr=0.1, betas=(0.9, 0.999), eps=1e-8):
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if not state:
                    state["t"] = 0
                    state["m"] = torch.zeros_like(p)
                    state["v"] = torch.zeros_like(p)
                m, v = state["m"], state["v"]
                state["t"] += 1
                m.lerp_(p.grad, 1 - beta1)
                v.mul_(beta2).addcmul_(p.grad, p.grad, value=1 - beta2)
                # Both averages began at zero, and are too small at first.
                small1, small2 = 1 - beta1 ** state["t"], 1 - beta2 ** state["t"]
                root = v.sqrt() / small2**0.5 + group["eps"]
                p.addcdiv_(m, root, value=-group["lr"] / small1)
