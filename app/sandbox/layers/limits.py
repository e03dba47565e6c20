"""Bounds on what a process uses. man 2 setrlimit, man 5 proc_pid_statm."""

from __future__ import annotations

import resource
from pathlib import Path

STACK = 8 * 2**20
NOTHING = (
    resource.RLIMIT_NOFILE,
    resource.RLIMIT_NPROC,
    resource.RLIMIT_FSIZE,
    resource.RLIMIT_CORE,
    resource.RLIMIT_MEMLOCK,
    resource.RLIMIT_MSGQUEUE,
    resource.RLIMIT_SIGPENDING,
)
"""No file can be opened or grow, no process started, no core left, no memory pinned, no message or signal queued."""


def memory() -> tuple[int, int]:
    """The bytes of address space that this process has, and those of them that are its data."""
    sizes = Path("/proc/self/statm").read_bytes().split()
    return int(sizes[0]) * resource.getpagesize(), int(sizes[5]) * resource.getpagesize()


def bound(cpu_seconds: int, memory_bytes: int, had: tuple[int, int]) -> None:
    """Take these bounds. Memory is counted beyond what was had already.

    RLIMIT_DATA alone would let a shared mapping through, and RLIMIT_AS alone what was reserved and lies idle. The
    limits of the system stay where they are lower. Raises OSError.
    """
    space, data = had
    _lower(resource.RLIMIT_CPU, cpu_seconds)
    _lower(resource.RLIMIT_AS, space + memory_bytes)
    _lower(resource.RLIMIT_DATA, data + memory_bytes)
    _lower(resource.RLIMIT_STACK, STACK)
    for kind in NOTHING:
        _lower(kind, 0)


def _lower(kind: int, wanted: int) -> None:
    """Both limits, the soft and the hard: nobody raises it again."""
    _, hard = resource.getrlimit(kind)
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(kind, (limit, limit))
