"""Learning-rate schedules: which share of the base rate each update uses, in closed form.

Each function gives the factor of the update from record `step` on, the first being 0. The rate is that share of the
way from the schedule's floor, mostly zero, to the base rate: floor + (lr - floor) * factor. torch's schedulers say
the same by recursion, `scheduler.step()` after each `optimizer.step()`.
"""

from __future__ import annotations

import math


def constant(step: int) -> float:
    """The base rate itself: 1."""
    return 1.0


def step(step: int, step_size: int, gamma: float) -> float:
    """A stair: gamma^floor(step / step_size).

    Reference: `torch.optim.lr_scheduler.StepLR(optimizer, step_size, gamma)`.
    """
    return gamma ** (step // step_size)


def exponential(step: int, gamma: float) -> float:
    """A share of the rate before: gamma^step.

    Reference: `torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma)`.
    """
    return gamma**step


def cosine(step: int, T_max: int) -> float:  # noqa: N803
    """Half a wave down in T_max steps, then up again: (1 + cos(pi * step / T_max)) / 2.

    Source: Loshchilov and Hutter (2017), "SGDR: Stochastic Gradient Descent with Warm Restarts", without restarts.
    Reference: `torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max, eta_min)`, eta_min being the floor.
    """
    return (1 + math.cos(math.pi * step / T_max)) / 2


def warmup(step: int, start_factor: float, end_factor: float, total_iters: int) -> float:
    """A straight line: start_factor + (end_factor - start_factor) * min(step, total_iters) / total_iters.

    Reference: `torch.optim.lr_scheduler.LinearLR(optimizer, start_factor, end_factor, total_iters)`.
    """
    return start_factor + (end_factor - start_factor) * min(step, total_iters) / total_iters


def one_cycle(step: int, total_steps: int, pct_start: float, div_factor: float, final_div_factor: float) -> float:
    """Half a wave up from 1 / div_factor to 1, then half a wave down to 1 / div_factor / final_div_factor.

    b + (a - b) * (1 + cos(pi * share)) / 2 from a to b. The top is at pct_start * total_steps - 1, the end at
    total_steps - 1, and stays. Source: Smith and Topin (2018), "Super-Convergence". Reference:
    `torch.optim.lr_scheduler.OneCycleLR(optimizer, lr, total_steps, pct_start=pct_start, cycle_momentum=False,
    div_factor=div_factor, final_div_factor=final_div_factor)`, which divides by zero where the top is at step 0.
    """
    step = min(step, total_steps - 1)
    top = pct_start * total_steps - 1
    low = 1 / div_factor
    if step < top:
        return _wave(low, 1.0, step / top)
    if step == top:
        return 1.0
    return _wave(1.0, low / final_div_factor, (step - top) / (total_steps - 1 - top))


def _wave(start: float, end: float, share: float) -> float:
    return end + (start - end) / 2 * (1 + math.cos(math.pi * share))
