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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.spec import MAX_CHANGES, MAX_STEPS, Change, Hyperparameters, DescentSpec, with_change
from app.core.steps import CONVERGED_BELOW, Course, Steps, norm

if TYPE_CHECKING:
    from app.core.lanes import Lanes

KEPT_LIVE = 256
DAY = 86_400

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
    """The descent diverged, and has no further steps."""


class TooMany(ValueError):
    """More steps, or more changes, than a descent may have."""


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
    spec: DescentSpec
    step: int
    revision: int


class _Live:
    """One descent's lanes and all its records so far. Its lock is held while it is used."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._lanes: Lanes | None = None
        self._changes: list[Change] = []
        self._course = Course()
        self._records: list[Steps] = []

    def upto(self, row: _Row, step: int) -> tuple[Steps, int | None]:
        """The records 0 to `step` under this journal, fewer where it diverged, and where it did."""
        from app.core.lanes import Lanes

        changes = row.spec.changes
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(self._changes, changes, strict=False)))
        news = changes[same:]
        if self._lanes is None or any(change.step < self._lanes.step for change in news):
            self._lanes, self._course, self._records = Lanes.of([row.spec]), Course(), []
        else:
            for change in news:
                self._lanes.schedule(0, change)
        self._changes = changes
        missing = step - self._lanes.step
        if missing > 0 and self._course.diverged is None:
            (steps,) = self._lanes.records(missing)
            self._records = [Steps.join([*self._records, self._course.take(steps)])]
        return self._records[0][: step + 1], self._course.diverged


class Descents:
    """The descents of one database file. Every method may be called from any thread of any process."""

    def __init__(self, database: Path, keep_days: float) -> None:
        database.parent.mkdir(parents=True, exist_ok=True)
        self._database = database
        self._keep = keep_days * DAY
        self._local = threading.local()
        self._live: OrderedDict[str, _Live] = OrderedDict()
        self._guard = threading.Lock()
        with self._transaction() as connection:
            connection.executescript(TABLE)

    def create(self, spec: DescentSpec) -> Descent:
        """A new descent at record 0."""
        row = _Row(secrets.token_urlsafe(12), spec, 0, 0)
        now = time.time()
        with self._transaction() as connection:
            connection.execute("DELETE FROM descents WHERE created < ?", (now - self._keep,))
            connection.execute(
                "INSERT INTO descents VALUES (?, ?, ?, ?, ?)", (row.id, spec.model_dump_json(), 0, 0, now)
            )
        return self.read(row.id)

    def read(self, id: str) -> Descent:
        """The descent as it stands. Raises UnknownDescent, as every method here does."""
        row = self._find(id)
        with self._alive(id) as live:
            return _describe(row, *live.upto(row, row.step))

    def advance(self, id: str, count: int) -> tuple[Steps, Descent]:
        """Step `count` times, and give the new records, fewer where it diverges, and the descent then.

        Steps asked for at the same time, here or in another process, follow one another: the row changes only
        if it is still the one that was read. Raises DescentEnded, and TooMany past 10,000 steps in all.
        """
        with self._alive(id) as live:
            while True:
                row = self._find(id)
                if row.step + count > MAX_STEPS:
                    raise TooMany(f"must be between 1 and {MAX_STEPS - row.step}, got {count}")
                steps, diverged = live.upto(row, row.step + count)
                if diverged is not None and diverged <= row.step:
                    raise DescentEnded(f"diverged at step {diverged}")
                reached = row.step + count if diverged is None else diverged
                if self._replace(row, row.spec, reached):
                    return steps[row.step + 1 :], _describe(row, steps, diverged)

    def history(self, id: str, first: int, limit: int) -> Steps:
        """The records from `first` on, at most `limit`, none where there are no more."""
        row = self._find(id)
        with self._alive(id) as live:
            steps, _ = live.upto(row, row.step)
        return steps[first : first + limit]

    def change(self, id: str, hyperparameters: Hyperparameters) -> Descent:
        """Use other hyperparameters from the current record on. The optimizer's state is kept.

        Raises ValidationError where a value isn't allowed, DescentEnded, and TooMany past 1,000 changes.
        """
        with self._alive(id) as live:
            while True:
                row = self._find(id)
                steps, diverged = live.upto(row, row.step)
                if diverged is not None:
                    raise DescentEnded(f"diverged at step {diverged}")
                if len(row.spec.changes) >= MAX_CHANGES:
                    raise TooMany(f"a descent takes at most {MAX_CHANGES} changes")
                change = Change(step=row.step, optimizer=hyperparameters)
                spec = with_change(row.spec, change)
                if self._replace(row, spec, row.step):
                    return _describe(_Row(id, spec, row.step, row.revision + 1), steps, diverged)

    def end(self, id: str) -> None:
        """Forget the descent."""
        with self._transaction() as connection:
            if connection.execute("DELETE FROM descents WHERE id = ?", (id,)).rowcount == 0:
                raise UnknownDescent(id)
        with self._guard:
            self._live.pop(id, None)

    def _find(self, id: str) -> _Row:
        with self._transaction() as connection:
            found = connection.execute("SELECT spec, step, revision FROM descents WHERE id = ?", (id,)).fetchone()
        if found is None:
            raise UnknownDescent(id)
        spec, step, revision = found
        return _Row(id, DescentSpec.model_validate_json(spec), step, revision)

    def _replace(self, row: _Row, spec: DescentSpec, step: int) -> bool:
        """Write the row if nobody has since it was read."""
        with self._transaction() as connection:
            cursor = connection.execute(
                "UPDATE descents SET spec = ?, step = ?, revision = revision + 1 WHERE id = ? AND revision = ?",
                (spec.model_dump_json(), step, row.id, row.revision),
            )
            return cursor.rowcount == 1

    @contextmanager
    def _alive(self, id: str) -> Iterator[_Live]:
        with self._guard:
            live = self._live.setdefault(id, _Live())
            self._live.move_to_end(id)
            while len(self._live) > KEPT_LIVE:
                self._live.popitem(last=False)
        with live.lock:
            yield live

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """A connection of this thread's own. SQLite waits while another process writes."""
        if not hasattr(self._local, "connection"):
            connection = sqlite3.connect(self._database, timeout=30)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            self._local.connection = connection
        with self._local.connection as connection:
            yield connection


def _describe(row: _Row, steps: Steps, diverged: int | None) -> Descent:
    flat = norm(steps.grad[-1:])[0] < CONVERGED_BELOW
    status = "diverged" if diverged is not None else "converged" if flat else "running"
    return Descent(row.id, row.spec, status, diverged, steps.record(-1))
