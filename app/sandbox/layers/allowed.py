"""The system calls that honest torch and numpy need on one thread, and with which arguments. All others fail."""

from __future__ import annotations

import mmap
from dataclasses import dataclass

from app.sandbox.layers.descriptors import EVENTS

WORD = 2**32 - 1
NORESERVE, STACK = 0x4000, 0x20000
"""Of mmap's flags: memory that is set aside for later, and a hint that changes nothing."""
MAYMOVE = 1
ADVICE = {"DONTNEED": 4, "FREE": 8, "HUGEPAGE": 14, "NOHUGEPAGE": 15}
FUTEX = {"WAIT": 0, "WAKE": 1, "WAIT_BITSET": 9, "WAKE_BITSET": 10}
FUTEX_OPERATION = 0x7F
"""Without the flags that say which clock, and that no other process is meant."""


@dataclass(frozen=True)
class Check:
    """An argument, from 0, of whose lower 32 bits those under the mask must be one of these values.

    The kernel reads no more of any argument that is checked here.
    """

    argument: int
    values: tuple[int, ...]
    mask: int = WORD


def nothing_but(argument: int, bits: int) -> Check:
    """An argument that has no other bits than these."""
    return Check(argument, (0,), WORD & ~bits)


ALLOWED: dict[str, tuple[Check, ...]] = {
    "futex": (Check(1, tuple(FUTEX.values()), FUTEX_OPERATION),),
    "write": (Check(0, (EVENTS,)),),
    "brk": (),
    "mmap": (
        nothing_but(2, mmap.PROT_READ | mmap.PROT_WRITE),
        Check(3, (mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS,), WORD & ~(NORESERVE | STACK)),
    ),
    "munmap": (),
    "mremap": (nothing_but(3, MAYMOVE),),
    "mprotect": (nothing_but(2, mmap.PROT_READ | mmap.PROT_WRITE),),
    "madvise": (Check(2, tuple(ADVICE.values())),),
    "clock_gettime": (),
    "clock_getres": (),
    "gettimeofday": (),
    "time": (),
    "clock_nanosleep": (),
    "nanosleep": (),
    "restart_syscall": (),
    "sched_yield": (),
    "getrandom": (),
    "getpid": (),
    "gettid": (),
    "rt_sigreturn": (),
    "exit": (),
    "exit_group": (),
}
