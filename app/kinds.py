"""What can be taken step by step: descents and trainings, each kept live by a process that has met it lately."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeAlias, TypeVar

from app.core.spec import MAX_STEPS, Change, DescentSpec, Ruled
from app.core.steps import CONVERGED_BELOW, BadStart, Course, Steps, norm
from app.core.training import MAX_UPDATES, CourseSpec

if TYPE_CHECKING:
    from app.core.lab.frames import Frame
    from app.core.lab.train import Training, Updates
    from app.core.lanes import Lanes

Spec = TypeVar("Spec", bound=Ruled)
Records: TypeAlias = "Steps | Updates"


@dataclass(frozen=True)
class Standing:
    """How something stands at a step. diverged_at: the step at which it diverged. records: some that led there."""

    status: str
    diverged_at: int | None
    current: dict[str, Any] | Frame
    records: Records


class Live(ABC, Generic[Spec]):
    """All that is computed of one descent or training so far. Its lock is held while it is used."""

    PIECE: ClassVar[int]
    """How many steps are computed before others have their turn."""

    def __init__(self) -> None:
        self.lock = threading.Lock()

    @abstractmethod
    def compute(self, spec: Spec, step: int) -> bool:
        """Compute a piece more of the way of this spec to a step. True when all is there. Raises BadStart."""

    @abstractmethod
    def at(self, step: int, rows: slice) -> Standing:
        """How it stands at a step, to which all is computed, with some of its records, fewer where it diverged."""


class LiveDescent(Live[DescentSpec]):
    """The lane of a descent, and all its records."""

    PIECE = 256

    def __init__(self) -> None:
        super().__init__()
        self._lanes: Lanes | None = None
        self._spec: DescentSpec | None = None
        self._course = Course()
        self._records: list[Steps] = []

    def compute(self, spec: DescentSpec, step: int) -> bool:
        from app.core.lanes import records

        lanes = self._follow(spec)
        if lanes.step < step and self._course.diverged is None:
            ((steps,),) = records([lanes], min(step - lanes.step, self.PIECE))
            # Also the first are joined: that copies them out of the tensor that holds the padding too.
            self._records = [Steps.join([*self._records, self._course.take(steps)])]
            if self._course.diverged == 0:
                raise BadStart
        return lanes.step >= step or self._course.diverged is not None

    def at(self, step: int, rows: slice) -> Standing:
        steps = self._records[0][: step + 1]
        diverged = self._course.diverged
        if diverged is not None and diverged > step:
            diverged = None
        flat = norm(steps.grad[-1:])[0] < CONVERGED_BELOW
        status = "diverged" if diverged is not None else "converged" if flat else "running"
        return Standing(status, diverged, steps.record(-1), steps[rows])

    def _follow(self, spec: DescentSpec) -> Lanes:
        """The lanes under this journal: the same ones, unless it changes what they have passed."""
        from app.core.lanes import Lanes

        if self._lanes is None or self._spec is None:
            self._lanes = Lanes.of([spec])
        elif spec is not self._spec:
            news = spec.changes[_shared(self._spec.changes, spec.changes) :]
            if any(change.step < self._lanes.step for change in news):
                self._lanes, self._course, self._records = Lanes.of([spec]), Course(), []
            else:
                for change in news:
                    self._lanes.schedule(0, change)
        self._spec = spec
        return self._lanes


class LiveTraining(Live[CourseSpec]):
    """The losses of a training, and the network as it was at every hundredth update or so, and as it is."""

    PIECE = 100

    def __init__(self) -> None:
        super().__init__()
        self._spec: CourseSpec | None = None
        self._states: list[Training] = []
        self._losses: list[float | None] = []

    def compute(self, spec: CourseSpec, step: int) -> bool:
        self._follow(spec)
        if self._states[-1].step < step and self._states[-1].outcome is None:
            training = self._state(step)
            self._losses += training.updates(min(step - training.step, self.PIECE)).steps.loss
            while len(self._states) > 1 and training.step - self._states[-2].step < self.PIECE:
                self._states.pop()
            self._states.append(training)
        return self._states[-1].step >= step or self._states[-1].outcome is not None

    def at(self, step: int, rows: slice) -> Standing:
        training = self._state(step)
        training.updates(step - training.step)
        updates = training.told(rows.start, self._losses[:step][rows])
        diverged = training.step if training.outcome and training.outcome.status == "diverged" else None
        (frame, *_) = training.updates(1, every=1).frames
        return Standing("running" if diverged is None else "diverged", diverged, frame, updates)

    def _state(self, step: int) -> Training:
        """The training as it was then, or where it is kept the last time before, to go on by the journal at hand."""
        assert self._spec is not None, "what is asked was computed"
        training = self._states[bisect_right(self._states, step, key=lambda state: state.step) - 1].copy()
        training.follow(self._spec)
        return training

    def _follow(self, spec: CourseSpec) -> None:
        """Forget what another journal has led to."""
        from app.core.lab.train import Training

        if self._spec is None:
            self._states = [Training(spec, MAX_UPDATES)]
        elif spec is not self._spec:
            shared = _shared(self._spec.changes, spec.changes)
            parting = min((each.step for each in (*self._spec.changes[shared:], *spec.changes[shared:])), default=None)
            if parting is not None:
                del self._states[bisect_right(self._states, parting, key=lambda state: state.step) :]
                del self._losses[self._states[-1].step :]
        self._spec = spec


@dataclass(frozen=True)
class Kind(Generic[Spec]):
    """One kind of what is taken step by step.

    word: what its spec is called in an answer. most: how many steps it takes. initial: how many records it has before
    the first step.
    """

    noun: str
    word: str
    spec: type[Spec]
    live: type[Live[Spec]]
    most: int
    initial: int


DESCENTS = Kind("descent", "run", DescentSpec, LiveDescent, MAX_STEPS, initial=1)
TRAININGS = Kind("training", "training", CourseSpec, LiveTraining, MAX_UPDATES, initial=0)


def _shared(some: Sequence[Change], others: Sequence[Change]) -> int:
    """With how many changes both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(some, others, strict=False)))
