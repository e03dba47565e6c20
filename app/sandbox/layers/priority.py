"""After all others: for the processor, and when memory is short. man 2 setpriority, man 5 proc_pid_oom_score_adj."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

LATER = 10
FIRST_TO_GO = "1000"


def step_back() -> None:
    """Take a tenth of the processor where the server wants it, and be what the kernel ends first."""
    os.setpriority(os.PRIO_PROCESS, 0, max(LATER, os.getpriority(os.PRIO_PROCESS, 0)))
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO)
