"""What a child does with a task, once it is locked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.core.arrays import typed
from app.core.lab.frames import Frame
from app.core.lab.train import train
from app.core.own import OwnTrainingSpec
from app.core.stepping import Rule
from app.core.steps import BadStart
from app.sandbox.descend import Descent
from app.sandbox.faults import fault
from app.sandbox.look import look
from app.sandbox.module import load, optimizer
from app.sandbox.prints import Prints
from app.sandbox.task import LookTask, RunTask, Task

SIZES = (8, 32, 64)
"""How many updates of a training are told at once, the last size repeated."""

Emit = Callable[[dict[str, Any]], None]


def perform(task: Task, emit: Emit) -> None:
    """Run the source as the task says, and tell what comes of it. What it raises is told as a fault."""
    prints = Prints(emit)
    prints.catch()

    def tell(event: dict[str, Any]) -> None:
        prints.pass_on()
        emit(event)

    descent = None
    try:
        if isinstance(task, LookTask):
            tell(look(task.spec.source, task.spec.class_))
            return
        own = task.spec.optimizer
        rule = optimizer(load(own.source), own.class_)
        if isinstance(task, RunTask):
            descent = Descent(task.spec, rule, tell)
            descent.run()
        else:
            _train(task.spec, rule, tell)
    except BadStart as error:
        tell({"event": "refused", "field": error.field, "reason": str(error)})
    except BaseException as error:
        tell(fault(error, None if descent is None else descent.step + 1))


def _train(spec: OwnTrainingSpec, rule: Rule, tell: Emit) -> None:
    for part in train(spec, SIZES, rule):
        tell({"event": "updates", "steps": part.steps, "frames": list(map(_plain, part.frames)), "rates": part.rates})
        if part.outcome is not None:
            tell({"event": "done", "outcome": part.outcome})


def _plain(frame: Frame) -> dict[str, Any]:
    plane = frame.plane
    return {**vars(frame), "plane": plane and {"said": typed(plane.said), "share": typed(plane.share)}}
