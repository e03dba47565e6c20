"""Descents and trainings taken step by step, kept in SQLite as spec and journal.

What is kept of one is its spec, whose `changes` are its journal, and how many steps were asked of it. Its records
are a pure function of these, so every process computes the same ones, and none can be lost. Each process keeps those
that it met lately live, so that a step costs a step and not a replay.
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
from pathlib import Path
from typing import Any, Generic, TypeAlias, TypeVar

from app.core.spec import MAX_CHANGES, Hyperparameters, with_change
from app.kinds import Kind, Live, Records, Spec, Standing

KEPT_LIVE = 256
DAY = 86_400

Answer = TypeVar("Answer")
Work: TypeAlias = Generator[None, None, Answer]
"""Work that yields after every piece that it computes, so that others have their turn, and returns its answer."""

TABLE = """
CREATE TABLE IF NOT EXISTS {table} (
    id TEXT PRIMARY KEY,
    spec TEXT NOT NULL,
    step INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    created REAL NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS {table}_by_age ON {table} (created);
"""


class Unknown(LookupError):
    """None has this id, or no longer."""


class Ended(Exception):
    """It diverged, or has taken all its steps: there are no further ones."""


class TooMany(ValueError):
    """More steps, or more changes, than are left."""


@dataclass(frozen=True)
class Session(Generic[Spec]):
    """One descent or training as it stands. diverged_at: see `Standing`."""

    id: str
    spec: Spec
    status: str
    diverged_at: int | None
    current: Any


@dataclass(frozen=True)
class _Row(Generic[Spec]):
    id: str
    spec: Spec
    text: str
    step: int
    revision: int

    def session(self, standing: Standing) -> Session[Spec]:
        return Session(self.id, self.spec, standing.status, standing.diverged_at, standing.current)


class Sessions(Generic[Spec]):
    """All of one kind in one database file. Every method may be called from any thread of any process.

    What computes is `Work`. Its every piece looks at the database anew: meanwhile others may have stepped.
    """

    def __init__(self, database: Path, keep_days: float, kind: Kind[Spec]) -> None:
        database.parent.mkdir(parents=True, exist_ok=True)
        self.kind = kind
        self._table = f"{kind.noun}s"
        self._keep = keep_days * DAY
        self._live: OrderedDict[str, Live[Spec]] = OrderedDict()
        self._parsed = lru_cache(maxsize=KEPT_LIVE)(kind.spec.model_validate_json)
        self._guard = threading.Lock()
        self._turn = threading.Lock()
        # SQLite waits this many seconds while another process writes.
        self._connection = sqlite3.connect(database, timeout=30, check_same_thread=False)
        with self._transaction() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(TABLE.format(table=self._table))

    def close(self) -> None:
        with self._turn:
            self._connection.close()

    def create(self, spec: Spec) -> Work[Session[Spec]]:
        """A new one at step 0. Raises BadStart where there is none."""
        id = secrets.token_urlsafe(12)
        live = self.kind.live()
        live.compute(spec, 0)
        with self._guard:
            self._live[id] = live
        now = time.time()
        with self._transaction() as connection:
            connection.execute(f"DELETE FROM {self._table} WHERE created < ?", (now - self._keep,))
            connection.execute(f"INSERT INTO {self._table} VALUES (?, ?, 0, 0, ?)", (id, spec.model_dump_json(), now))
        return (yield from self.read(id))

    def read(self, id: str) -> Work[Session[Spec]]:
        """How it stands. Raises Unknown, as every method here does."""
        row, standing = yield from self._computed(id)
        return row.session(standing)

    def advance(self, id: str, count: int) -> Work[tuple[Records, Session[Spec]]]:
        """Step `count` times, and give the new records, fewer where it diverges, and how it stands then.

        Steps asked for at the same time, here or in another process, follow one another: the row changes only
        if it is still the one that was read. Raises Ended, and TooMany past all the steps that it may take.
        """
        while True:
            row, standing = yield from self._computed(id, count)
            reached = row.step + count
            if standing.diverged_at is not None:
                reached = standing.diverged_at
                self._check_runs(row, standing)
            if self._replace(row, row.text, reached):
                return standing.records, row.session(standing)

    def history(self, id: str, first: int, limit: int) -> Work[Records]:
        """The records from `first` on, at most `limit`, none where there are no more."""
        _, standing = yield from self._computed(id, rows=slice(first, first + limit))
        return standing.records

    def change(self, id: str, hyperparameters: Hyperparameters) -> Work[Session[Spec]]:
        """Use other hyperparameters from the current step on. The optimizer's state is kept.

        Raises ValidationError where a value isn't allowed, Ended, and TooMany past 1,000 changes.
        """
        while True:
            row, standing = yield from self._computed(id)
            self._check_runs(row, standing)
            if len(row.spec.changes) >= MAX_CHANGES:
                raise TooMany(f"can't be changed again: a {self.kind.noun} takes at most {MAX_CHANGES} changes")
            spec = with_change(row.spec, row.step, hyperparameters)
            if self._replace(row, spec.model_dump_json(), row.step):
                return (yield from self.read(id))

    def end(self, id: str) -> None:
        """Forget it."""
        with self._transaction() as connection:
            if connection.execute(f"DELETE FROM {self._table} WHERE id = ?", (id,)).rowcount == 0:
                raise self._unknown()
        with self._guard:
            self._live.pop(id, None)

    def _computed(self, id: str, ahead: int = 0, rows: slice | None = None) -> Work[tuple[_Row[Spec], Standing]]:
        """The row, and how it stands `ahead` steps after it, with these records or those new since the row."""
        while True:
            row = self._find(id)
            left = self.kind.most - row.step
            if ahead and not left:
                raise Ended(f"the {self.kind.noun} has taken all its {self.kind.most} steps")
            if ahead > left:
                raise TooMany(f"must be a whole number between 1 and {left}, got {ahead}")
            with self._alive(id) as live:
                if live.compute(row.spec, row.step + ahead):
                    return row, live.at(row.step + ahead, rows or slice(self.kind.initial + row.step, None))
            yield

    def _check_runs(self, row: _Row[Spec], standing: Standing) -> None:
        if standing.diverged_at is not None and standing.diverged_at <= row.step:
            raise Ended(f"the {self.kind.noun} diverged at step {standing.diverged_at}, and has no further steps")

    def _find(self, id: str) -> _Row[Spec]:
        with self._transaction() as connection:
            query = f"SELECT spec, step, revision FROM {self._table} WHERE id = ?"
            found = connection.execute(query, (id,)).fetchone()
        if found is None:
            raise self._unknown()
        return _Row(id, self._parsed(found[0]), *found)

    def _replace(self, row: _Row[Spec], text: str, step: int) -> bool:
        """Write the row if nobody has since it was read."""
        with self._transaction() as connection:
            cursor = connection.execute(
                f"UPDATE {self._table} SET spec = ?, step = ?, revision = revision + 1 WHERE id = ? AND revision = ?",
                (text, step, row.id, row.revision),
            )
            return cursor.rowcount == 1

    def _unknown(self) -> Unknown:
        return Unknown(f"no {self.kind.noun} has this id, or no longer")

    @contextmanager
    def _alive(self, id: str) -> Iterator[Live[Spec]]:
        """It, live, for one thread at a time. Two of one id do no harm: the row says what holds."""
        with self._guard:
            live = self._live.setdefault(id, self.kind.live())
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
