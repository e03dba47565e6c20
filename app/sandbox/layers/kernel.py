"""The calls that Python's library doesn't have, by way of the C library's. man 2 syscall, man 2 prctl."""

from __future__ import annotations

import ctypes
import os

_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.syscall.restype = ctypes.c_long

Argument = int | ctypes.Structure | None


def syscall(number: int, *arguments: Argument) -> int:
    """A system call by its number; a structure is handed over by its address. Raises OSError."""
    return _checked(_LIBC.syscall(ctypes.c_long(number), *map(_word, arguments)))


def prctl(option: int, *arguments: Argument) -> int:
    """An operation on this process; all five arguments are given, as some options ask. Raises OSError."""
    words = [_word(argument) for argument in (*arguments, 0, 0, 0, 0)[:4]]
    return _checked(_LIBC.prctl(ctypes.c_int(option), *words))


def _word(argument: Argument) -> object:
    return ctypes.byref(argument) if isinstance(argument, ctypes.Structure) else ctypes.c_ulong(argument or 0)


def _checked(answer: int) -> int:
    if answer < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return answer
