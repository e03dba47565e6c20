"""L-BFGS, which asks for the loss itself, over all parameters at once; its history is a deque."""

from collections import deque

import torch
from torch.nn.utils import parameters_to_vector, vector_to_parameters


class LBFGS(torch.optim.Optimizer):
    def __init__(self, params, lr=1.0, history_size=10):
        super().__init__(params, {"lr": lr, "history_size": history_size})
        (group,) = self.param_groups
        self.params = group["params"]
        self.state[self.params[0]]["history"] = deque(maxlen=history_size)

    def gradient(self):
        return torch.cat([p.grad.flatten() for p in self.params])

    @torch.no_grad()
    def step(self, closure):
        with torch.enable_grad():
            loss = closure()
        state = self.state[self.params[0]]
        history, g = state["history"], self.gradient()
        if "g" not in state:
            direction, t = -g, min(1.0, 1.0 / g.abs().sum()) * self.param_groups[0]["lr"]
        else:
            y, s = g - state["g"], state["s"]
            if y @ s > 1e-10:
                history.append((s, y, 1 / (y @ s)))
                state["scale"] = (y @ s) / (y @ y)
            direction, t = self.two_loops(-g, history, state.get("scale", 1.0)), self.param_groups[0]["lr"]
        state["g"], state["s"] = g, t * direction
        vector_to_parameters(parameters_to_vector(self.params) + state["s"], self.params)
        return loss

    @staticmethod
    def two_loops(q, history, scale):
        alphas = []
        for s, y, rho in reversed(history):
            alphas.append(rho * (s @ q))
            q = q - alphas[-1] * y
        q = scale * q
        for (s, y, rho), alpha in zip(history, reversed(alphas), strict=True):
            q = q + (alpha - rho * (y @ q)) * s
        return q
