"""What a child does with a task, once it is locked."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from app.core.arrays import typed
from app.core.lab.frames import Frame
from app.core.lab.train import Training, parts
from app.core.own import OwnTrainingSpec
from app.core.steps import BadStart
from app.sandbox.descend import Descent
from app.sandbox.faults import fault
from app.sandbox.hints import NEVER_MOVED
from app.sandbox.look import look
from app.sandbox.module import load, optimizer
from app.sandbox.prints import Prints
from app.sandbox.task import LookTask, RunTask, Task

SIZES = (8, 32, 64)
"""How many updates of a training are told at once, the last size repeated."""

Emit = Callable[[dict[str, Any]], None]


def perform(task: Task, emit: Emit) -> None:
    """Run the source as the task says, and tell what comes of it. What it raises is told as a fault.

    What is drawn by chance is the same each time.
    """
    for seed in (random.seed, np.random.seed, torch.manual_seed):
        seed(0)
    prints = Prints(emit)
    prints.catch()

    def tell(event: dict[str, Any]) -> None:
        prints.pass_on()
        emit(event)

    own = task.spec if isinstance(task, LookTask) else task.spec.optimizer
    stepped: Descent | Training | None = None
    try:
        if isinstance(task, LookTask):
            tell(look(own.source, own.class_))
            return
        rule = optimizer(load(own.source), task.spec.optimizer.class_)
        if isinstance(task, RunTask):
            stepped = Descent(task.spec, rule, tell)
            stepped.run()
        else:
            stepped = Training(task.spec, task.spec.updates, rule)
            _train(stepped, task.spec, tell)
    except BadStart as error:
        tell({"event": "refused", "field": error.field, "reason": str(error)})
    except BaseException as error:
        tell(fault(error, own.source, own.class_, None if stepped is None else stepped.step + 1))


def _train(training: Training, spec: OwnTrainingSpec, tell: Emit) -> None:
    pushed: list[Frame] = []
    for part in parts(training, spec, SIZES):
        if not pushed:
            pushed = [frame for frame in part.frames if _any(frame.grads)]
            if pushed and not any(_any(frame.update) for frame in pushed):
                tell({"event": "warning", "text": "the first steps did not move the network", "hint": NEVER_MOVED})
        tell({"event": "updates", "steps": part.steps, "frames": list(map(_plain, part.frames)), "rates": part.rates})
        if part.outcome is not None:
            tell({"event": "done", "outcome": part.outcome})


def _any(told: dict[str, Any] | None) -> bool:
    """Whether there is a number that isn't zero."""
    return any(map(np.any, (told or {}).values()))


def _plain(frame: Frame) -> dict[str, Any]:
    plane = frame.plane
    return {**vars(frame), "plane": plane and {"said": typed(plane.said), "share": typed(plane.share)}}
