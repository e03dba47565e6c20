"""Hears what a child says: line by line, in order, to its end."""

from __future__ import annotations

from typing import Any

import orjson
from pydantic import ValidationError

from app.sandbox.events import LAST, Done, Event, Look, Print, Refused, StepsEvent, UpdatesEvent, Warned, parse
from app.sandbox.task import LookTask, RunTask, Task, TrainTask

MAX_LINE = 4 * 2**20
MAX_WARNINGS = 8
MAX_PRINTS = 1_000


class Malformed(Exception):
    """A child said what nobody asked."""


class Listener:
    """What was heard of one run so far. `over`: whether its last word was said."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._rest: list[bytes] = []
        self._next = 0
        self._small = {Print: MAX_PRINTS, Warned: MAX_WARNINGS}
        self.waiting = 0
        """Bytes of a line whose end has not come yet."""
        self.over = False

    def hear(self, chunk: bytes) -> list[Event]:
        """The events that this brings. After the last one nothing is heard. Raises Malformed."""
        events: list[Event] = []
        first, *others = chunk.split(b"\n")
        self._wait(first)
        for other in others:
            if self.over:
                break
            events.append(self._event(b"".join(self._rest)))
            self._rest, self.waiting = [], 0
            self._wait(other)
        return events

    def _wait(self, part: bytes) -> None:
        """Keep what may be the beginning of a line. A child that says it byte by byte is joined only once."""
        self._rest.append(part)
        self.waiting += len(part)
        if self.waiting > MAX_LINE:
            raise Malformed("a line without an end")

    def _event(self, line: bytes) -> Event:
        try:
            event = parse(orjson.loads(line))
        except (orjson.JSONDecodeError, ValidationError, RecursionError) as error:
            raise Malformed("what is no event") from error
        self._in_order(event)
        self.over = isinstance(event, LAST)
        return event

    def _in_order(self, event: Event) -> None:
        """Raise Malformed where an event has no place here."""
        task = self._task
        if isinstance(event, Look):
            fits = isinstance(task, LookTask)
        elif isinstance(event, StepsEvent):
            fits = isinstance(task, RunTask) and self._records(event, task)
        elif isinstance(event, UpdatesEvent):
            fits = isinstance(task, TrainTask) and self._updates(event, task)
        elif isinstance(event, Done):
            fits = self._ends(event)
        elif isinstance(event, Refused):
            fits = isinstance(task, RunTask) and self._next == 0
        elif isinstance(event, Print | Warned):
            self._small[type(event)] -= 1
            fits = self._small[type(event)] >= 0
        else:
            fits = True
        if not fits:
            raise Malformed(f"{event.event!r} out of its place")

    def _records(self, event: StepsEvent, task: RunTask) -> bool:
        steps, first = event.steps, self._next
        self._next += len(steps.step)
        columns: tuple[list[Any], ...] = (steps.point, steps.loss, steps.grad, *steps.state.values())
        return (
            steps.step == [*range(first, self._next)]
            and self._next <= task.spec.steps + 1
            and all(len(column) == len(steps.step) for column in columns)
            and all(len(each) == len(task.spec.start) for each in (*steps.point, *steps.grad))
        )

    def _updates(self, event: UpdatesEvent, task: TrainTask) -> bool:
        steps, first = event.steps, self._next
        self._next += len(steps.step)
        rated = event.rates is not None
        return (
            steps.step == [*range(first, self._next)]
            and self._next <= task.spec.updates
            and all(len(column) == len(steps.step) for column in (steps.epoch, steps.samples, steps.loss))
            and all(frame.step <= task.spec.updates for frame in event.frames)
            and (len(event.rates or ()) == task.spec.updates if rated else True)
        )

    def _ends(self, event: Done) -> bool:
        task, outcome = self._task, event.outcome
        if isinstance(task, RunTask):
            there = outcome.point is not None and len(outcome.point) == len(task.spec.start)
            return there and outcome.loss is not None and self._next > 0 and outcome.step <= task.spec.steps
        tame = outcome.point is None and outcome.status != "converged"
        return isinstance(task, TrainTask) and tame and outcome.step <= task.spec.updates
