"""A descent by somebody's own optimizer: one parameter, stepped as a notebook does."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor

from app.core.own import OwnRunSpec
from app.core.state import told
from app.core.stepping import Rule, dial, wants_closure
from app.core.steps import DIVERGED_BEYOND, WIDTH, BadStart, Course, Steps
from app.sandbox.hints import NEVER_MOVED, NO_NUMBER, REPLACED

SIZES = (1, 7, 24, 64)
"""How many records the chunks have, the last size repeated: the first is there soon."""

Emit = Callable[[dict[str, Any]], None]


class Descent:
    """An optimizer, its one parameter [coordinates], and how far they have come."""

    def __init__(self, spec: OwnRunSpec, rule: Rule, emit: Emit) -> None:
        self._spec = spec
        self._emit = emit
        self._objective = spec.objective.load()
        self._changes = {change.step: change.optimizer for change in spec.changes}
        self._base: float = spec.optimizer.parameters().get("lr", 0.0)
        self._course = Course()
        self._told = 0
        self._records: list[tuple[list[float], float, list[float]]] = []
        self._states: list[dict[str, Any]] = []
        self._wild = False
        self.step = 0
        """How many were made: what the optimizer raises, it raises in the one after them."""
        self._point = torch.tensor(spec.start, dtype=getattr(torch, spec.dtype)).requires_grad_()
        self._optimizer = rule([self._point], **spec.optimizer.hyperparameters())
        self._closing = wants_closure(rule)

    def run(self) -> None:
        """Tell every record, and how it ended. Raises BadStart, and what the optimizer raises."""
        sizes = iter(SIZES)
        size = next(sizes)
        try:
            self._look(0)
            while self.step < self._spec.steps and not self._wild:
                if len(self._records) >= size:
                    self._tell()
                    size = next(sizes, size)
                self._update()
                self._look(self.step + 1)
                self.step += 1
        finally:
            self._tell()
        if self._course.diverged == 0:
            raise BadStart
        self._emit({"event": "done", "outcome": self._course.outcome()})

    def _look(self, step: int) -> None:
        """Take the record of a step where the parameter stands, and see whether it has diverged there."""
        loss = self._loss()
        if self._point.grad is None:
            raise RuntimeError("the loss has no gradient: p.grad is None after backward")
        point, height, slope = self._point.tolist(), loss.item(), self._point.grad.tolist()
        self._records.append((point, height, slope))
        self._states.append(told(self._optimizer.state.get(self._point, {}), self._point.shape))
        # The course says the same of them, when they are told: here it is known when to stop.
        self._wild = not all(abs(x) <= DIVERGED_BEYOND for x in point)
        for name, numbers in (("point", point), ("loss", [height]), ("gradient", slope)):
            if not all(map(math.isfinite, numbers)):
                self._wild = True
                self._warn(f"after step {step} the {name} is no finite number", NO_NUMBER)
                return

    def _loss(self) -> Tensor:
        """The loss, its gradient left in the parameter.

        As the first of so many equal rows, it has the bits that a lane of a built-in rule has.
        """
        self._optimizer.zero_grad()
        rows = torch.cat([self._point[None], self._point.detach().expand(WIDTH - 1, -1)])
        loss = self._objective.call(rows)[0]
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    def _update(self) -> None:
        """Let the optimizer step from the record at hand."""
        change = self._changes.get(self.step, {})
        self._base = dial(self._optimizer, change, self._spec.schedule, self._base, self.step)
        before = self._point.detach().clone()
        if self._closing:
            self._optimizer.step(self._loss)  # type: ignore[arg-type]
        else:
            self._optimizer.step()
        if self._point.shape != before.shape:
            was, is_now = list(before.shape), list(self._point.shape)
            raise RuntimeError(f"step changed the parameter's shape from {was} to {is_now}")
        if self.step == 0:
            self._see_whether_it_moved(before)

    def _see_whether_it_moved(self, before: Tensor) -> None:
        kept = any(p is self._point for group in self._optimizer.param_groups for p in group["params"])
        if not kept:
            self._warn("the first step replaced the parameter", REPLACED)
        elif self._point.grad is not None and self._point.grad.any() and torch.equal(self._point.detach(), before):
            self._warn("the first step did not move the parameter", NEVER_MOVED)

    def _warn(self, text: str, hint: str) -> None:
        self._emit({"event": "warning", "text": text, "hint": hint})

    def _tell(self) -> None:
        """Tell the records taken since the last time. What is kept under a name only later is null before."""
        if not self._records:
            return
        point, loss, grad = (np.array(column, dtype=np.float64) for column in zip(*self._records, strict=True))
        first, self._told = self._told, self._told + len(self._records)
        steps = self._course.take(Steps(np.arange(first, self._told), point, loss, grad, {}))
        states = self._states[: len(steps)]
        self._records, self._states = [], []
        if len(steps):
            names = dict.fromkeys(name for state in states for name in state)
            columns = steps.columns()
            columns["state"] = {name: [state.get(name) for state in states] for name in names}
            self._emit({"event": "steps", "steps": columns})
