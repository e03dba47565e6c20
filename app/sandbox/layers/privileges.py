"""No privilege, old or new, and no look from outside. man 2 capset, man 2 PR_SET_NO_NEW_PRIVS and PR_SET_DUMPABLE."""

from __future__ import annotations

import ctypes
from typing import ClassVar

from app.sandbox.layers.kernel import prctl, syscall
from app.sandbox.layers.syscalls import machine

_SET_DUMPABLE = 4
_SET_NO_NEW_PRIVS = 38
_GET_NO_NEW_PRIVS = 39
_VERSION_3 = 0x20080522


class _Header(ctypes.Structure):
    _fields_: ClassVar = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _Sets(ctypes.Structure):
    """Effective, permitted and inheritable capabilities: two words of each."""

    _fields_: ClassVar = [("words", ctypes.c_uint32 * 6)]


def give_up() -> None:
    """Give up all capabilities, gain none by exec, and be closed to debuggers of the same user. Raises OSError."""
    prctl(_SET_NO_NEW_PRIVS, 1)
    syscall(machine().numbers["capset"], _Header(_VERSION_3, 0), _Sets())
    prctl(_SET_DUMPABLE, 0)
    if prctl(_GET_NO_NEW_PRIVS) != 1:
        raise PermissionError("no_new_privs was not kept")
