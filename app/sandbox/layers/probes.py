"""A look whether the lock holds: what must fail is tried, and nothing is run where any of it works."""

from __future__ import annotations

import errno
import mmap
import os
import socket
from collections.abc import Callable

STANDARD_ERROR = 2


class Leak(Exception):
    """Something works that must not."""


def probe() -> None:
    """Try a file, a socket, a program, a process, a signal, code of one's own and another pipe. Raises Leak.

    Each of them must fail for the reason that the filter of calls gives, whatever else forbids it too.
    """
    for name, attempt in ATTEMPTS.items():
        try:
            attempt()
        except OSError as error:
            if error.errno != errno.EPERM:
                raise Leak(f"{name}: {error}") from error
        else:
            raise Leak(f"{name} works")


def _fork() -> None:
    if os.fork() == 0:
        os._exit(1)


ATTEMPTS: dict[str, Callable[[], object]] = {
    "open": lambda: os.open("/", os.O_RDONLY),
    "socket": lambda: socket.socket(socket.AF_UNIX),
    "exec": lambda: os.execve("/", ["/"], {}),
    "fork": _fork,
    "kill": lambda: os.kill(os.getpid(), 0),
    "executable memory": lambda: mmap.mmap(
        -1, mmap.PAGESIZE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, mmap.PROT_READ | mmap.PROT_EXEC
    ),
    "write": lambda: os.write(STANDARD_ERROR, b"out"),
}
