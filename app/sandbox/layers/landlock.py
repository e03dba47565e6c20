"""No path, no port, no other process, by the kernel's own access control. man 7 landlock."""

from __future__ import annotations

import ctypes
import os
from typing import ClassVar

from app.sandbox.layers.kernel import syscall

_CREATE_RULESET = 444
_RESTRICT_SELF = 446
_TELL_VERSION = 1

_FILES = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many kinds of access to files there are from this version on, each a bit: execute, write, read, list, …"""
_PORTS = {4: 2}
"""To bind and to connect TCP."""
_SCOPES = {6: 2}
"""Abstract Unix sockets of others, and signals to others."""


class _Ruleset(ctypes.Structure):
    """What the rules speak of. A kernel that doesn't know the last fields takes them where they are zero."""

    _fields_: ClassVar = [
        ("files", ctypes.c_uint64),
        ("ports", ctypes.c_uint64),
        ("scopes", ctypes.c_uint64),
    ]


def version() -> int:
    """Which Landlock the kernel has. Raises OSError where it has none, or none that may be used."""
    return syscall(_CREATE_RULESET, None, 0, _TELL_VERSION)


def deny_all() -> int:
    """Forbid all that this kernel's Landlock can, with no exception: what version it is. Raises OSError."""
    known = version()
    handled = _Ruleset(*(_bits(table, known) for table in (_FILES, _PORTS, _SCOPES)))
    ruleset = syscall(_CREATE_RULESET, handled, ctypes.sizeof(handled), 0)
    try:
        syscall(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    return known


def _bits(table: dict[int, int], known: int) -> int:
    count = max((count for since, count in table.items() if since <= known), default=0)
    return (1 << count) - 1
