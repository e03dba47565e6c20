"""Adafactor: of a matrix it keeps a column and a row, of a vector all."""

import torch


class Adafactor(torch.optim.Optimizer):
    def __init__(self, params, lr=0.01, beta2_decay=-0.8, eps2=1e-3, d=1.0):
        super().__init__(params, {"lr": lr, "beta2_decay": beta2_decay, "eps2": eps2, "d": d})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                self.update(p, p.grad, self.state[p], **{k: group[k] for k in ("lr", "beta2_decay", "eps2", "d")})

    @staticmethod
    def update(p, grad, state, *, lr, beta2_decay, eps2, d):
        tiny = torch.finfo(p.dtype).eps
        state["step"] = t = state.get("step", 0) + 1
        weight = t**beta2_decay
        alpha = max(eps2, p.norm().item() / p.numel() ** 0.5) * min(lr, t**-0.5)
        square = grad**2
        if p.dim() > 1:
            for name, dim in (("rows", -1), ("columns", -2)):
                mean = square.mean(dim, keepdim=True)
                state[name] = torch.lerp(state.get(name, torch.zeros_like(mean)), mean, weight)
            rows, columns = state["rows"], state["columns"]
            estimate = rows @ columns / rows.mean(-2, keepdim=True).clamp(min=tiny)
        else:
            estimate = state["all"] = torch.lerp(state.get("all", torch.zeros_like(p)), square, weight)
        update = grad * estimate.clamp(min=tiny**2).rsqrt()
        p -= alpha / max(1.0, update.norm().item() / update.numel() ** 0.5 / d) * update
