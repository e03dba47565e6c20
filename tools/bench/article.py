"""The reference that a reader of the article has: its own loop, in a notebook."""

from __future__ import annotations

import torch

from bench.timing import best

STEPS = 800


def descend(steps: int, eta: float) -> list[float]:
    """One descent of y = x^2 from 1, one step at a time: a backward pass, the update by hand, two numbers kept."""
    x_arr, f_arr = [], []
    x = torch.tensor([1.0], requires_grad=True)
    for _ in range(steps):
        f = x[0] ** 2
        f.backward()  # type: ignore[no-untyped-call]
        with torch.no_grad():
            assert x.grad is not None
            x = x - eta * x.grad
            f = x[0] ** 2
            x_arr.append(float(x[0]))
            f_arr.append(float(f))
        x.requires_grad = True
    return x_arr


def rate(steps: int = STEPS) -> float:
    """Steps a second."""
    return steps / best(lambda: descend(steps, 0.01))
