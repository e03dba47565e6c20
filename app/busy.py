"""So much at once and no more, and what is said to who comes then."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_WAIT = 60
"""Seconds that a client is told to wait, at most."""


class Busy(Exception):
    """As much goes on as may. `seconds`: how long to wait before asking again."""

    def __init__(self, reason: str, seconds: int) -> None:
        super().__init__(reason)
        self.seconds = seconds


class Places:
    """So many at once, and no more."""

    def __init__(self, most: int, noun: str) -> None:
        self._most = most
        self._noun = noun
        self._began: list[float] = []
        self._usual = 1.0

    @property
    def taken(self) -> bool:
        """Whether there is one at all."""
        return bool(self._began)

    @contextmanager
    def one(self) -> Iterator[None]:
        """A place. Raises Busy where there is none."""
        began = time.monotonic()
        if len(self._began) >= self._most:
            wait = self._usual - (began - self._began[0])
            seconds = max(1, min(math.ceil(wait), LONGEST_WAIT))
            raise Busy(f"must wait: at most {self._most} {self._noun} at once on this server", seconds)
        self._began.append(began)
        try:
            yield
        finally:
            self._began.remove(began)
            self._usual += 0.2 * (time.monotonic() - began - self._usual)
