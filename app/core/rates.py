"""The learning rate that each update of a run or a training uses, where a schedule says it."""

from __future__ import annotations

from app.core.spec import DescentSpec
from app.core.training import CourseSpec


def rates(spec: DescentSpec | CourseSpec, count: int) -> list[float] | None:
    """The rate of each of the first `count` updates; None where the schedule is constant.

    A changed lr is the base rate from its step on. The numbers are those that `app.core.pace` steps with.
    """
    if spec.schedule.constant:
        return None
    changes = {change.step: change.optimizer for change in spec.changes}
    factor, floor = spec.schedule.load(), spec.schedule.floor
    base = spec.optimizer.hyperparameters()["lr"]
    found = []
    for step in range(count):
        base = changes.get(step, {}).get("lr", base)
        found.append(floor + (base - floor) * factor(step))
    return found
