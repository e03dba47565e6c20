"""No system call but those of a list. The layer that must be there. man 2 seccomp, man 2 PR_SET_SECCOMP."""

from __future__ import annotations

import ctypes
import errno
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from app.sandbox.layers.allowed import ALLOWED, Check
from app.sandbox.layers.kernel import prctl
from app.sandbox.layers.syscalls import Machine, machine

_SET_SECCOMP = 22
_FILTER = 2

LOAD = 0x20
"""Load a word of what is known of a call: its number at 0, the convention at 4, then six arguments of 8 bytes."""
AND = 0x54
IS = 0x15
HAS = 0x45
"""Is it this value, or has it one of these bits: how many instructions are skipped if so, and how many if not."""
RETURN = 0x06

ALLOW = 0x7FFF0000
REFUSE = 0x00050000 | errno.EPERM
KILL = 0x80000000


@dataclass(frozen=True)
class Instruction:
    """One instruction of classic BPF."""

    code: int
    value: int
    yes: int = 0
    no: int = 0


def program(of: Machine, allowed: Mapping[str, Sequence[Check]] = ALLOWED) -> list[Instruction]:
    """The filter for a processor: each call that is allowed by a block of its own; what passes all of them is refused.

    A call by another convention than the processor's own is no mistake of an honest program: it kills.
    """
    lines = [Instruction(LOAD, 4), Instruction(IS, of.audit, yes=1), Instruction(RETURN, KILL), Instruction(LOAD, 0)]
    if of.other is not None:
        lines += [Instruction(HAS, of.other, no=1), Instruction(RETURN, KILL)]
    for name, checks in allowed.items():
        if name in of.numbers:
            block = [line for check in checks for line in _check(check)] + [Instruction(RETURN, ALLOW)]
            lines += [Instruction(IS, of.numbers[name], no=len(block)), *block]
    return [*lines, Instruction(RETURN, REFUSE)]


def _check(check: Check) -> list[Instruction]:
    """Go on after these where the argument is right; refuse the call where it isn't."""
    count = len(check.values)
    return [
        Instruction(LOAD, 16 + 8 * check.argument),
        Instruction(AND, check.mask),
        *(Instruction(IS, value, yes=count - place) for place, value in enumerate(check.values)),
        Instruction(RETURN, REFUSE),
    ]


class _Line(ctypes.Structure):
    _fields_: ClassVar = [
        ("code", ctypes.c_uint16),
        ("yes", ctypes.c_uint8),
        ("no", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    ]


class _Program(ctypes.Structure):
    _fields_: ClassVar = [("count", ctypes.c_uint16), ("lines", ctypes.POINTER(_Line))]


def filter_calls() -> None:
    """Let the kernel refuse every call that isn't allowed, from here on. Raises OSError."""
    lines = program(machine())
    array = (_Line * len(lines))(*(_Line(line.code, line.yes, line.no, line.value) for line in lines))
    prctl(_SET_SECCOMP, _FILTER, _Program(len(lines), array))
