"""How the fork server is started: what it is told, and the little of the environment that it keeps."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_LOCKED = 3
"""How a child ends that could not be locked, and so ran nothing."""

KEPT = ("TMPDIR", "LD_LIBRARY_PATH")
"""What of the environment a Python may need to start at all."""


@dataclass(frozen=True)
class Launch:
    """What the fork server is told when it starts. control: the number of its end of the control socket."""

    control: int = -1
    slots: int = 4
    cpu_seconds: int = 10
    memory_bytes: int = 512 * 2**20
    """What a run may have beyond what the warm process has."""
    without: tuple[str, ...] = ()
    """Layers to leave out, for a test of the others."""

    def command(self) -> list[str]:
        """To be started by exec, `control` passed on, standard input and output empty, in a session of its own."""
        return [sys.executable, "-P", "-m", "app.sandbox.forkserver", json.dumps(asdict(self))]

    @classmethod
    def read(cls, text: str) -> Launch:
        told = json.loads(text)
        return cls(**told | {"without": tuple(told["without"])})


def environment() -> dict[str, str]:
    """All that the fork server and its children know of the environment. No secret of the server's is in it.

    One thread for an operation: it is read when torch is first imported, and a thread of the fork server's would
    be missing in its children, who would wait for it.
    """
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, **threads, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1"}
