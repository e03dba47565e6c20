"""RMSprop, centred and with momentum, computed in numpy."""

import numpy as np
import torch


class RMSprop(torch.optim.Optimizer):
    def __init__(self, params, lr=1e-2, alpha=0.99, eps=1e-8, momentum=0.0, centered=False):
        super().__init__(params, dict(lr=lr, alpha=alpha, eps=eps, momentum=momentum, centered=centered))

    def step(self):
        for group in self.param_groups:
            alpha = group["alpha"]
            for p in group["params"]:
                grad = p.grad.numpy()
                state = self.state[p]
                if not state:
                    state["square"], state["mean"], state["buffer"] = (np.zeros_like(grad) for _ in range(3))
                state["square"] = alpha * state["square"] + (1 - alpha) * np.square(grad)
                spread = state["square"]
                if group["centered"]:
                    state["mean"] = alpha * state["mean"] + (1 - alpha) * grad
                    spread = spread - state["mean"] ** 2
                state["buffer"] = group["momentum"] * state["buffer"] + grad / (np.sqrt(spread) + group["eps"])
                p.data -= torch.from_numpy(np.asarray(group["lr"] * state["buffer"], dtype=grad.dtype))
