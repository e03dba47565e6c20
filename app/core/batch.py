"""Whole runs that step together and end one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from app.core.lanes import Lanes, blocks
from app.core.spec import MAX_STEPS, RunSpec
from app.core.steps import WIDTH, Course, Outcome, Steps, judge


@dataclass(frozen=True)
class Part:
    """Some more of one run. The last part of a run has its outcome."""

    run: int
    steps: Steps
    outcome: Outcome | None


class Batch:
    """Runs of one objective and dtype, by whatever rules, as lanes. `going` holds the numbers of those not ended."""

    def __init__(self, specs: Sequence[RunSpec]) -> None:
        """specs: one or more. Raises ValueError where they differ in objective or dtype."""
        if len({spec.ground for spec in specs}) != 1:
            raise ValueError("a batch shares objective and dtype")
        rules: dict[str, list[int]] = defaultdict(list)
        for run, spec in enumerate(specs):
            rules[spec.optimizer.name].append(run)
        self._ranks = [_Rank(Lanes.of([specs[run] for run in runs]), runs) for runs in rules.values()]
        self._courses = [Course() for _ in specs]
        self._last = [spec.steps for spec in specs]
        self.going = set(range(len(specs)))

    def turn(self, size: int) -> list[Part]:
        """At most `size` more records of each run that is going, in one part each."""
        for rank in self._ranks:
            rank.close(self.going)
        self._ranks = [rank for rank in self._ranks if rank.runs]
        lanes = [rank.lanes for rank in self._ranks]
        first = lanes[0].step + 1
        left = max(self._last[run] for run in self.going) + 1 - first
        parts = []
        for rank, block in zip(self._ranks, blocks(lanes, min(size, left)), strict=True):
            for lane, (run, tame, flat) in enumerate(zip(rank.runs, *judge(block), strict=True)):
                if run in self.going:
                    course, last = self._courses[run], self._last[run]
                    steps = course.follow(block.lane(lane)[: last + 1 - first], tame, flat)
                    ended = course.diverged is not None or lanes[0].step >= last
                    parts.append(Part(run, steps, course.outcome() if ended else None))
        self.going -= {part.run for part in parts if part.outcome is not None}
        return parts

    def leave(self, run: int) -> None:
        """Compute a run no further."""
        self.going.discard(run)


class _Rank:
    """The runs of a batch that step by one rule, and their lanes."""

    def __init__(self, lanes: Lanes, runs: list[int]) -> None:
        self.lanes = lanes
        self.runs = runs

    def close(self, going: Set[int]) -> None:
        """Leave out the lanes of those that are gone, once they are half of all, or all."""
        kept = [place for place, run in enumerate(self.runs) if run in going]
        if not kept or (2 * len(kept) <= len(self.runs) and len(self.runs) > WIDTH):
            self.runs = [self.runs[place] for place in kept]
            if kept:
                self.lanes.keep(kept)


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
