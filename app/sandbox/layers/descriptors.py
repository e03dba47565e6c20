"""No open file but the pipe for events. man 2 close_range, man 2 dup."""

from __future__ import annotations

import os
from pathlib import Path

from app.sandbox.layers.kernel import syscall

EVENTS = 3
"""The number that the pipe has from here on. Standard input, output and error are closed."""

_CLOSE_RANGE = 436
_LAST = 2**32 - 1


def close_all_but(events: int) -> None:
    """Let this pipe be `EVENTS`, and close everything else."""
    os.dup2(events, EVENTS, inheritable=False)
    try:
        syscall(_CLOSE_RANGE, 0, EVENTS - 1, 0)
        syscall(_CLOSE_RANGE, EVENTS + 1, _LAST, 0)
    except OSError:  # a kernel before 5.9
        for number in [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]:
            if number != EVENTS:
                os.closerange(number, number + 1)
