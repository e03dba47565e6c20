"""How any `torch.optim.Optimizer` is stepped: what it uses at a step, and whether it asks for the loss again."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TypeAlias

import torch

from app.core.spec import Hyperparameters, ScheduleBase

Rule: TypeAlias = Callable[..., torch.optim.Optimizer]


def dial(
    optimizer: torch.optim.Optimizer, change: Hyperparameters, schedule: ScheduleBase, base: float, step: int
) -> float:
    """Let the update from `step` on use what changes there, and the rate that the schedule says.

    base: the rate that the schedule goes out from; the answer is the one from here on.
    """
    base = change.get("lr", base)
    for group in optimizer.param_groups:
        group.update(change)
        if not schedule.constant:
            group["lr"] = schedule.rate(base, step)
    return base


def wants_closure(rule: Rule) -> bool:
    """Whether its `step` can't be called without a function that computes loss and gradient again, as LBFGS's can't."""
    parameters = [*inspect.signature(rule.step).parameters.values()]  # type: ignore[attr-defined]
    needed = [each for each in parameters[1:] if each.default is each.empty]
    return bool(needed) and needed[0].kind in (needed[0].POSITIONAL_ONLY, needed[0].POSITIONAL_OR_KEYWORD)
