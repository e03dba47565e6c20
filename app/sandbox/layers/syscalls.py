"""The numbers of system calls on each kind of processor. man 2 syscalls."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Machine:
    """A processor's calls. audit: how the kernel names its convention of calling, its AUDIT_ARCH."""

    audit: int
    numbers: dict[str, int]
    other: int | None = None
    """Numbers with this bit are of another convention under the same name: x32 on x86-64."""


MACHINES = {
    "x86_64": Machine(
        audit=0xC000003E,
        other=0x40000000,
        numbers={
            "write": 1,
            "mmap": 9,
            "mprotect": 10,
            "munmap": 11,
            "brk": 12,
            "rt_sigreturn": 15,
            "sched_yield": 24,
            "mremap": 25,
            "madvise": 28,
            "nanosleep": 35,
            "getpid": 39,
            "exit": 60,
            "gettimeofday": 96,
            "capset": 126,
            "gettid": 186,
            "time": 201,
            "futex": 202,
            "restart_syscall": 219,
            "clock_gettime": 228,
            "clock_getres": 229,
            "clock_nanosleep": 230,
            "exit_group": 231,
            "getrandom": 318,
        },
    ),
    "aarch64": Machine(
        audit=0xC00000B7,
        numbers={
            "write": 64,
            "capset": 91,
            "exit": 93,
            "exit_group": 94,
            "futex": 98,
            "nanosleep": 101,
            "clock_gettime": 113,
            "clock_getres": 114,
            "clock_nanosleep": 115,
            "sched_yield": 124,
            "restart_syscall": 128,
            "rt_sigreturn": 139,
            "gettimeofday": 169,
            "getpid": 172,
            "gettid": 178,
            "brk": 214,
            "munmap": 215,
            "mremap": 216,
            "mmap": 222,
            "mprotect": 226,
            "madvise": 233,
            "getrandom": 278,
        },
    ),
}


def machine() -> Machine:
    """The processor at hand. Raises OSError where its calls aren't known here."""
    name = os.uname().machine
    if name not in MACHINES:
        raise OSError(f"the system calls of {name} are not known here")
    return MACHINES[name]
