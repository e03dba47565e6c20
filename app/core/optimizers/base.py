"""What every update rule shares: the loop over parameters, and hyperparameters of one number or one a lane."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor


def factor(value: float | Tensor, p: Tensor) -> Tensor:
    """A hyperparameter as a factor for the parameter `p`.

    Hyperparameters, and what is derived from them (1 - beta, bias corrections), are kept in double precision
    and rounded once to the parameter's own precision, as torch does with a Python number. So a lane gives
    the same bits whether its rate came as a number or as a row of a column.

    value: a number, or a float64 column [lanes, 1]; p: [lanes, coordinates], or any shape with a number.
    """
    return torch.as_tensor(value, dtype=p.dtype)


class Rule(torch.optim.Optimizer):
    """A `torch.optim.Optimizer` that asks its subclass for one thing: how one parameter is updated.

    A sum of a tensor and a product is written `addcmul_`, which rounds once where the processor can, as torch's
    own optimizers do (`add_` with an alpha): so the bits are theirs, on paths too where a last digit decides.
    """

    def __init__(self, params: Iterable[Tensor], **defaults: Any) -> None:
        super().__init__(params, defaults)
        for group in self.param_groups:
            for p in group["params"]:
                self.state[p] = self.start(p, group)

    def start(self, p: Tensor, group: dict[str, Any]) -> dict[str, Any]:
        """The state of the parameter `p` before the first step. Tensors are of p's own shape."""
        return {}

    def update(self, p: Tensor, g: Tensor, state: dict[str, Any], group: dict[str, Any]) -> None:
        """Change `p`, whose gradient is `g`, and its state in place; `group` holds the hyperparameters."""
        raise TypeError(f"{type(self).__name__} has no update of its own")

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> float | None:  # type: ignore[override]
        """One update of every parameter that has a gradient, as `torch.optim.Optimizer.step` states it."""
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    self.update(p, p.grad, self.state[p], group)
        return loss


# So torch takes it for wrapped already: its wrapper, for profilers and hooks, takes longer than a small update.
Rule.step.hooked = True  # type: ignore[attr-defined]
