"""The list of system calls: what it lets through, on each kind of processor, and that the kernel keeps to it."""

import ctypes
import mmap
import os
import signal

import pytest

from app.sandbox.layers import seccomp
from app.sandbox.layers.allowed import ADVICE, ALLOWED, MAYMOVE, NORESERVE, STACK
from app.sandbox.layers.descriptors import EVENTS
from app.sandbox.layers.syscalls import MACHINES, machine
from tests.sandbox.alone import alone

READ, WRITE, EXECUTE = mmap.PROT_READ, mmap.PROT_WRITE, mmap.PROT_EXEC
OWN = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
SHARED = mmap.MAP_SHARED | mmap.MAP_ANONYMOUS
FIXED, GROWS_DOWN, HUGE = 0x10, 0x100, 0x40000
GOOD = {
    "write": (EVENTS,),
    "futex": (0, 128 | 256 | 9),
    "mmap": (0, 0, READ | WRITE, OWN | NORESERVE | STACK),
    "mprotect": (0, 0, READ),
    "mremap": (0, 0, 0, MAYMOVE),
    "madvise": (0, 0, ADVICE["DONTNEED"]),
}
"""Arguments that are allowed, where they matter."""
each_machine = pytest.mark.parametrize("of", MACHINES.values(), ids=MACHINES)


def verdict(of, number, arguments=(), audit=None):
    """What the filter says, computed as the kernel does: man 2 seccomp, and BSD's classic packet filter."""
    seen = {0: number, 4: of.audit if audit is None else audit}
    for place in range(6):
        value = arguments[place] if place < len(arguments) else 0
        seen |= {16 + 8 * place: value & 0xFFFFFFFF, 20 + 8 * place: value >> 32}
    lines, at, word = seccomp.program(of), 0, 0
    while lines[at].code != seccomp.RETURN:
        line = lines[at]
        at += 1
        if line.code == seccomp.LOAD:
            word = seen[line.value]
        elif line.code == seccomp.AND:
            word &= line.value
        else:
            holds = word == line.value if line.code == seccomp.IS else word & line.value
            at += line.yes if holds else line.no
    return lines[at].value


@each_machine
def test_what_is_listed_is_allowed_and_nothing_else(of):
    """Every number up to a thousand, with good arguments: it is allowed if it is on the list, and refused if not."""
    for number in range(1000):
        name = next((name for name in ALLOWED if of.numbers.get(name) == number), None)
        assert verdict(of, number, GOOD.get(name, ())) == (seccomp.ALLOW if name else seccomp.REFUSE), (number, name)


@each_machine
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("write", (0,)),
        ("write", (1,)),
        ("write", (2,)),
        ("write", (EVENTS + 1,)),
        ("write", (2**32 - 1,)),
        ("mmap", (0, 0, READ | EXECUTE, OWN)),
        ("mmap", (0, 0, WRITE, SHARED)),
        ("mmap", (0, 0, READ, mmap.MAP_PRIVATE)),
        ("mmap", (0, 0, READ, OWN | mmap.MAP_SHARED)),
        ("mmap", (0, 0, READ, OWN | FIXED)),
        ("mmap", (0, 0, READ, OWN | GROWS_DOWN)),
        ("mmap", (0, 0, READ, OWN | HUGE)),
        ("mprotect", (0, 0, EXECUTE)),
        ("mprotect", (0, 0, READ | WRITE | EXECUTE)),
        ("mremap", (0, 0, 0, MAYMOVE | 2)),
        ("madvise", (0, 0, 12)),
        ("madvise", (0, 0, 100)),
        ("futex", (0, 3)),
        ("futex", (0, 128 | 6)),
    ],
)
def test_what_is_asked_otherwise_is_refused(of, name, arguments):
    """Another pipe, code of one's own, memory that is shared, file's, or put over other; a look for equal pages."""
    assert verdict(of, of.numbers[name], arguments) == seccomp.REFUSE


@each_machine
def test_another_convention_kills(of):
    """A 32-bit call has other numbers: what they mean isn't asked."""
    for audit in {0x40000003, 0x40000028, *(each.audit for each in MACHINES.values())} - {of.audit}:
        assert verdict(of, of.numbers["getpid"], audit=audit) == seccomp.KILL


def test_x32_kills():
    """The numbers of x32 come under the name of x86-64."""
    of = MACHINES["x86_64"]
    assert verdict(of, 0x40000000 | of.numbers["getpid"]) == seccomp.KILL
    assert verdict(of, 0x40000000) == seccomp.KILL


def test_the_machine_at_hand_is_known_rightly():
    """Its numbers are its own: the kernel answers as it should."""
    libc = ctypes.CDLL(None)
    assert libc.syscall(machine().numbers["getpid"]) == os.getpid()
    assert libc.syscall(machine().numbers["gettid"]) > 0


@pytest.mark.parametrize(
    "call",
    [
        "os.open, '/', os.O_RDONLY",
        "os.stat, '/'",
        "os.getcwd",
        "os.pipe",
        "os.dup, 3",
        "os.read, 3, 1",
        "os.write, 1, b'out'",
        "os.fork",
        "os.execv, '/bin/true', ['true']",
        "os.kill, os.getpid(), 0",
        "signal.raise_signal, signal.SIGTERM",
        "signal.signal, signal.SIGTERM, signal.SIG_IGN",
        "socket.socket",
        "os.setpriority, os.PRIO_PROCESS, 0, 19",
        "resource.setrlimit, resource.RLIMIT_CORE, (0, 0)",
        "kernel.prctl, 38, 1",
        "kernel.syscall, 101, 0",
        "mmap.mmap, -1, 4096, mmap.MAP_SHARED | mmap.MAP_ANONYMOUS",
        "mmap.mmap, -1, 4096, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, mmap.PROT_EXEC",
    ],
)
def test_the_kernel_keeps_to_it(call):
    """With no other layer than no_new_privs, which the kernel asks for: each is refused."""
    body = f"kernel.prctl(38, 1)\nseccomp.filter_calls()\ntry:\n    say(attempt({call}))\n"
    said, code = alone(f"{body}except ValueError:\n    say('EPERM')\nos._exit(0)", ordinary=True)
    assert (said, code) == (["EPERM"], 0)


def test_the_kernel_kills_for_another_convention():
    """No error comes back. Where there is no other under the same name, its numbers are none."""
    body = "kernel.prctl(38, 1)\nseccomp.filter_calls()\nsay(attempt(kernel.syscall, 0x40000000 | 39))\nos._exit(0)"
    assert alone(body) == (([], -signal.SIGSYS) if machine().other else (["EPERM"], 0))


def test_computing_goes_on():
    """Memory comes and goes, time is told, chance is drawn."""
    body = """
kernel.prctl(38, 1)
seccomp.filter_calls()
import time
block = bytearray(200 * 2**20)
del block
time.sleep(0.001)
say(len(os.urandom(4)), time.time() > 0, os.getpid() > 0)
os._exit(0)
"""
    assert alone(body) == (["4", "True", "True"], 0)
