"""The machine that was measured on, in words."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

import numpy as np
import torch


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processor() -> str:
    """Its name as the system tells it."""
    told = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*: (.*)$", told.read_text(), re.MULTILINE) if told.is_file() else None
    return found[1] if found else platform.processor() or platform.machine()


def load() -> str:
    """What else goes on: processes that wanted a core in the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def words() -> str:
    """One line."""
    return (
        f"{cores()} cores of {processor()}, {platform.system()}; Python {platform.python_version()}, "
        f"torch {torch.__version__}, numpy {np.__version__}"
    )
