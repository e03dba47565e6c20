"""Plain descent that keeps whatever one can keep."""

import collections
import decimal
import fractions

import numpy as np
import torch


class Thing:
    def __repr__(self):
        raise RuntimeError("I have no words")


class Keeper(torch.optim.Optimizer):
    def __init__(self, params, lr=0.1):
        super().__init__(params, {"lr": lr})

    @torch.no_grad()
    def step(self):
        for p in self.param_groups[0]["params"]:
            p.add_(p.grad, alpha=-self.param_groups[0]["lr"])
            s = self.state[p]
            s["like"] = p.clone()
            s["count"] = s.get("count", 0) + 1
            s["scalar"] = p.sum()
            s["matrix"] = torch.outer(p.flatten(), p.flatten())
            s["large"] = torch.zeros(100, 100)
            s["none"], s["flag"], s["word"] = None, True, "warm"
            s["nothing"], s["endless"], s["huge"] = float("nan"), float("inf"), 10**100
            s["array"], s["number"] = np.arange(3), np.float64(0.5)
            s["texts"] = np.array(["a", "b"])
            s["complex"] = torch.tensor([1 + 2j])
            s["sparse"] = torch.eye(3).to_sparse()
            s["half"] = torch.ones(2, dtype=torch.bfloat16)
            s["whole"] = torch.arange(3)
            s["empty"] = torch.zeros(0)
            s["nested"] = {"a": [1, (2.5, {"b": {"c": {"d": 1}}})], 7: {"set": {1, 2}}}
            s["queue"] = collections.deque([p.clone()], maxlen=3)
            s["thing"], s["lambda"] = Thing(), lambda: 1
            s["exact"] = [decimal.Decimal("0.1"), fractions.Fraction(1, 3)]
            s[("a", "tuple")] = 1
            s[3] = 4
            s["itself"] = s
            if s["count"] > 2:
                s["late"] = s["count"] / 2
