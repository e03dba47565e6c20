"""Whole runs that step together and end one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.core.lanes import WIDTH, Lanes
from app.core.spec import MAX_STEPS, RunSpec
from app.core.steps import Course, Outcome, Steps


@dataclass(frozen=True)
class Part:
    """Some more of one run. The last part of a run has its outcome."""

    run: int
    steps: Steps
    outcome: Outcome | None


class Batch:
    """Runs of the same objective, rule and dtype, as lanes. `going` holds the numbers of those not yet ended."""

    def __init__(self, specs: Sequence[RunSpec]) -> None:
        """specs: one or more. Raises ValueError as `Lanes.of` does."""
        self._lanes = Lanes.of(specs)
        self._places = list(range(len(specs)))
        self._courses = [Course() for _ in specs]
        self._last = [spec.steps for spec in specs]
        self.going = set(self._places)

    def turn(self, size: int) -> list[Part]:
        """At most `size` more records of each run that is going, in one part each."""
        if 2 * len(self.going) <= len(self._places) and len(self._places) > WIDTH:
            self._close_ranks()
        first = self._lanes.step + 1
        left = max(self._last[run] for run in self.going) + 1 - first
        records = self._lanes.records(min(size, left))
        parts = []
        for run, steps in zip(self._places, records, strict=True):
            if run in self.going:
                course, last = self._courses[run], self._last[run]
                steps = course.take(steps[: last + 1 - first])
                ended = course.diverged is not None or self._lanes.step >= last
                parts.append(Part(run, steps, course.outcome() if ended else None))
        self.going -= {part.run for part in parts if part.outcome is not None}
        return parts

    def leave(self, run: int) -> None:
        """Compute a run no further."""
        self.going.discard(run)

    def _close_ranks(self) -> None:
        """Leave out the lanes of those that are gone."""
        kept = [place for place, run in enumerate(self._places) if run in self.going]
        self._lanes.keep(kept)
        self._places = [self._places[place] for place in kept]


def descend(specs: Sequence[RunSpec], sizes: Iterable[int] = (MAX_STEPS + 1,)) -> Iterator[list[Part]]:
    """Run the specs as one batch and yield their records in chunks.

    sizes: how many records the chunks have, the last size repeated. Raises ValueError as `Lanes.of` does.
    """
    batch = Batch(specs)
    size = 0
    wanted = iter(sizes)
    while batch.going:
        size = next(wanted, size)
        yield batch.turn(size)
