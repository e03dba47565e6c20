"""The kernel's own doors, tried one after the other."""

import os

from app.sandbox.layers.syscalls import machine

from .program import ended, held

DANGEROUS = {
    "x86_64": {
        "open": 2,
        "socket": 41,
        "clone": 56,
        "fork": 57,
        "vfork": 58,
        "execve": 59,
        "kill": 62,
        "ptrace": 101,
        "tkill": 200,
        "tgkill": 234,
        "openat": 257,
        "execveat": 322,
        "io_uring_setup": 425,
        "clone3": 435,
    },
    "aarch64": {
        "openat": 56,
        "ptrace": 117,
        "kill": 129,
        "tkill": 130,
        "tgkill": 131,
        "socket": 198,
        "clone": 220,
        "execve": 221,
        "execveat": 281,
        "io_uring_setup": 425,
        "clone3": 435,
    },
}[os.uname().machine]
"""The numbers of those that do harm, on the processor at hand."""
TABLE = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
# These end the caller, or go back from something that never came.
sparing = {spared}
passed = []
for number in range(600):
    if number in sparing:
        continue
    ctypes.set_errno(0)
    if libc.syscall(ctypes.c_long(number), 0, 0, 0, 0, 0, 0) != -1 or ctypes.get_errno() not in (1, 38):
        passed.append((number, ctypes.get_errno()))
print("passed:", *(number for number, _ in passed))
assert not {dangerous}.intersection(number for number, _ in passed), passed
raise PermissionError("none of those that would do harm")
"""

SYSCALLS = [
    held("tries_the_whole_table", TABLE),
    ended(
        "speaks_another_dialect",
        """
        import ctypes
        ctypes.CDLL(None).syscall(ctypes.c_long({dialect}))
        return "answered"
        """,
        # Where the processor has one.
        *(["Ended"] if machine().other else []),
    ),
    held(
        "makes_a_process_anyhow",
        """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        for flags in (17, 0x10f00, 0x4111, 0x7d0f00, 0x10000011):
            made = libc.syscall(ctypes.c_long({clone}), ctypes.c_ulong(flags), 0, 0, 0, 0)
            assert made == -1, made
        assert libc.syscall(ctypes.c_long({clone3}), 0, 0) == -1
        raise PermissionError("no process")
        """,
    ),
    held(
        "asks_the_kernel_to_do_it_later",
        """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        room = ctypes.create_string_buffer(256)
        assert libc.syscall(ctypes.c_long({io_uring_setup}), 8, room) >= 0, ctypes.get_errno()
        return "a ring"
        """,
    ),
    held(
        "loads_a_filter_of_its_own",
        """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        assert libc.prctl(22, 2, 0, 0, 0) == 0, ctypes.get_errno()
        return "a filter"
        """,
    ),
    held(
        "maps_over_its_own_code",
        """
        import ctypes, math
        libc = ctypes.CDLL(None, use_errno=True)
        libc.mmap.restype = ctypes.c_void_p
        place = ctypes.cast(libc.getpid, ctypes.c_void_p).value & ~4095
        for prot, flags in ((7, 0x32), (5, 0x32), (3, 0x31), (1, 0x11)):
            got = libc.mmap(ctypes.c_void_p(place), 4096, prot, flags, -1, 0)
            assert got in (None, ctypes.c_void_p(-1).value), hex(got)
        raise PermissionError("not mapped")
        """,
    ),
    held(
        "writes_into_its_own_code",
        """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        place = ctypes.cast(libc.getpid, ctypes.c_void_p).value & ~4095
        assert libc.mprotect(ctypes.c_void_p(place), 4096, 7) == 0, ctypes.get_errno()
        return "can be written"
        """,
    ),
]
