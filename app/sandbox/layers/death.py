"""No longer than the fork server. man 2 PR_SET_PDEATHSIG."""

from __future__ import annotations

import os
import signal

from app.sandbox.layers.kernel import prctl

_SET_PDEATHSIG = 1


def die_with(parent: int) -> None:
    """Be killed when the parent ends. A change of user undoes it, so this comes after. Raises OSError."""
    prctl(_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # It ended before this was asked.
        raise ProcessLookupError(f"the fork server {parent} is gone")
