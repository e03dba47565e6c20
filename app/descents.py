"""Step-by-step descents, kept in SQLite as spec and journal.

What is kept of a descent is its spec, whose `changes` are its journal, and how many steps were asked of it.
Its records are a pure function of these, so every process computes the same ones, and none can be lost. Each
process keeps the descents that it met lately as live lanes, so that a step costs a step and not a replay.
"""

from __future__ import annotations

import secrets
import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from app.core.spec import MAX_CHANGES, MAX_STEPS, DescentSpec, Hyperparameters, with_change
from app.core.steps import CONVERGED_BELOW, BadStart, Course, Steps, norm

if TYPE_CHECKING:
    from app.core.lanes import Lanes

KEPT_LIVE = 256
PIECE = 256
DAY = 86_400

Answer = TypeVar("Answer")
Work: TypeAlias = Generator[None, None, Answer]
"""Work that yields after every 256 records it computes, so that others have their turn, and returns its answer."""

TABLE = """
CREATE TABLE IF NOT EXISTS descents (
    id TEXT PRIMARY KEY,
    spec TEXT NOT NULL,
    step INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    created REAL NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS descents_by_age ON descents (created);
"""


class UnknownDescent(LookupError):
    """No descent has this id, or no longer."""


class DescentEnded(Exception):
    """The descent diverged, or has taken all its steps: there are no further ones."""


class TooMany(ValueError):
    """More steps, or more changes, than are left to a descent."""


@dataclass(frozen=True)
class Descent:
    """A descent as it stands. diverged_at: the step that it never reached, where it has diverged."""

    id: str
    run: DescentSpec
    status: str
    diverged_at: int | None
    current: dict[str, Any]


@dataclass(frozen=True)
class _Row:
    id: str
    text: str
    step: int
    revision: int

    @property
    def spec(self) -> DescentSpec:
        return _parsed(self.text)


class _Live:
    """One descent's lanes and all its records so far. Its lock is held while it is used."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._lanes: Lanes | None = None
        self._spec: DescentSpec | None = None
        self._course = Course()
        self._records: list[Steps] = []

    def compute(self, spec: DescentSpec, step: int) -> bool:
        """Compute some more of the records 0 to `step` of this spec. True when all are there."""
        from app.core.lanes import records

        lanes = self._follow(spec)
        if lanes.step < step and self._course.diverged is None:
            ((steps,),) = records([lanes], min(step - lanes.step, PIECE))
            # Also the first are joined: that copies them out of the tensor that holds the padding too.
            self._records = [Steps.join([*self._records, self._course.take(steps)])]
        return lanes.step >= step or self._course.diverged is not None

    def upto(self, step: int) -> tuple[Steps, int | None]:
        """The records 0 to `step`, all computed, fewer where it diverged, and where it did."""
        diverged = self._course.diverged
        return self._records[0][: step + 1], diverged if diverged is not None and diverged <= step else None

    def _follow(self, spec: DescentSpec) -> Lanes:
        """The lanes under this journal: the same ones, unless it changes what they have passed."""
        from app.core.lanes import Lanes

        if self._lanes is None or self._spec is None:
            self._lanes = Lanes.of([spec])
        elif spec is not self._spec:
            pairs = zip(self._spec.changes, spec.changes, strict=False)
            news = spec.changes[sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs)) :]
            if any(change.step < self._lanes.step for change in news):
                self._lanes, self._course, self._records = Lanes.of([spec]), Course(), []
            else:
                for change in news:
                    self._lanes.schedule(0, change)
        self._spec = spec
        return self._lanes


class Descents:
    """The descents of one database file. Every method may be called from any thread of any process.

    What computes is `Work`. Its every piece looks at the database anew: meanwhile others may have stepped.
    """

    def __init__(self, database: Path, keep_days: float) -> None:
        database.parent.mkdir(parents=True, exist_ok=True)
        self._keep = keep_days * DAY
        self._live: OrderedDict[str, _Live] = OrderedDict()
        self._guard = threading.Lock()
        self._turn = threading.Lock()
        # SQLite waits this many seconds while another process writes.
        self._connection = sqlite3.connect(database, timeout=30, check_same_thread=False)
        with self._transaction() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(TABLE)

    def close(self) -> None:
        with self._turn:
            self._connection.close()

    def create(self, spec: DescentSpec) -> Work[Descent]:
        """A new descent at record 0. Raises BadStart where there is none."""
        id = secrets.token_urlsafe(12)
        live = _Live()
        live.compute(spec, 0)
        if live.upto(0)[1] is not None:
            raise BadStart
        with self._guard:
            self._live[id] = live
        now = time.time()
        with self._transaction() as connection:
            connection.execute("DELETE FROM descents WHERE created < ?", (now - self._keep,))
            connection.execute("INSERT INTO descents VALUES (?, ?, 0, 0, ?)", (id, spec.model_dump_json(), now))
        return (yield from self.read(id))

    def read(self, id: str) -> Work[Descent]:
        """The descent as it stands. Raises UnknownDescent, as every method here does."""
        row, steps, diverged = yield from self._computed(id)
        return _describe(row, steps, diverged)

    def advance(self, id: str, count: int) -> Work[tuple[Steps, Descent]]:
        """Step `count` times, and give the new records, fewer where it diverges, and the descent then.

        Steps asked for at the same time, here or in another process, follow one another: the row changes only
        if it is still the one that was read. Raises DescentEnded, and TooMany past 10,000 steps in all.
        """
        while True:
            row, steps, diverged = yield from self._computed(id, count)
            if diverged is not None and diverged <= row.step:
                raise DescentEnded(f"diverged at step {diverged}, and has no further steps")
            reached = row.step + count if diverged is None else diverged
            if self._replace(row, row.text, reached):
                return steps[row.step + 1 :], _describe(row, steps, diverged)

    def history(self, id: str, first: int, limit: int) -> Work[Steps]:
        """The records from `first` on, at most `limit`, none where there are no more."""
        _, steps, _ = yield from self._computed(id)
        return steps[first : first + limit]

    def change(self, id: str, hyperparameters: Hyperparameters) -> Work[Descent]:
        """Use other hyperparameters from the current record on. The optimizer's state is kept.

        Raises ValidationError where a value isn't allowed, DescentEnded, and TooMany past 1,000 changes.
        """
        while True:
            row, steps, diverged = yield from self._computed(id)
            if diverged is not None:
                raise DescentEnded(f"diverged at step {diverged}, and has no further steps")
            if len(row.spec.changes) >= MAX_CHANGES:
                raise TooMany(f"can't be changed again: a descent takes at most {MAX_CHANGES} changes")
            spec = with_change(row.spec, row.step, hyperparameters)
            changed = _Row(id, spec.model_dump_json(), row.step, row.revision + 1)
            if self._replace(row, changed.text, row.step):
                return _describe(changed, steps, diverged)

    def end(self, id: str) -> None:
        """Forget the descent."""
        with self._transaction() as connection:
            if connection.execute("DELETE FROM descents WHERE id = ?", (id,)).rowcount == 0:
                raise UnknownDescent(id)
        with self._guard:
            self._live.pop(id, None)

    def _computed(self, id: str, ahead: int = 0) -> Work[tuple[_Row, Steps, int | None]]:
        """The row, its records to `ahead` steps after its own, fewer where it diverges, and where it does."""
        while True:
            row = self._find(id)
            left = MAX_STEPS - row.step
            if ahead and not left:
                raise DescentEnded(f"has taken all its {MAX_STEPS} steps")
            if ahead > left:
                raise TooMany(f"must be a whole number between 1 and {left}, got {ahead}")
            with self._alive(id) as live:
                if live.compute(row.spec, row.step + ahead):
                    return row, *live.upto(row.step + ahead)
            yield

    def _find(self, id: str) -> _Row:
        with self._transaction() as connection:
            found = connection.execute("SELECT spec, step, revision FROM descents WHERE id = ?", (id,)).fetchone()
        if found is None:
            raise UnknownDescent(id)
        return _Row(id, *found)

    def _replace(self, row: _Row, text: str, step: int) -> bool:
        """Write the row if nobody has since it was read."""
        with self._transaction() as connection:
            cursor = connection.execute(
                "UPDATE descents SET spec = ?, step = ?, revision = revision + 1 WHERE id = ? AND revision = ?",
                (text, step, row.id, row.revision),
            )
            return cursor.rowcount == 1

    @contextmanager
    def _alive(self, id: str) -> Iterator[_Live]:
        """The descent's lanes, for one thread at a time. Two of one id do no harm: the row says what holds."""
        with self._guard:
            live = self._live.setdefault(id, _Live())
            self._live.move_to_end(id)
            while len(self._live) > KEPT_LIVE:
                self._live.popitem(last=False)
        with live.lock:
            yield live

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """The connection, for one thread at a time: what is done with it is done whole or not at all."""
        with self._turn, self._connection as connection:
            yield connection


@lru_cache(maxsize=KEPT_LIVE)
def _parsed(text: str) -> DescentSpec:
    return DescentSpec.model_validate_json(text)


def _describe(row: _Row, steps: Steps, diverged: int | None) -> Descent:
    flat = norm(steps.grad[-1:])[0] < CONVERGED_BELOW
    status = "diverged" if diverged is not None else "converged" if flat else "running"
    return Descent(row.id, row.spec, status, diverged, steps.record(-1))
