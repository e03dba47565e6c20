"""How long something takes."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 5


def best(work: Callable[[], object], times: int = TIMES) -> float:
    """Seconds of the fastest of some repeats, after one that warms up: what disturbs only ever adds."""
    work()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return min(taken)
