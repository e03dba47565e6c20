"""No path, no port, no signal, where the kernel has Landlock: and what it has of it."""

import pytest

from app.sandbox.layers import landlock
from tests.sandbox.alone import alone

try:
    KNOWN = landlock.version()
except OSError:
    KNOWN = 0
"""Which the kernel has: none where it has none, or lets nobody have it."""
DENY = "privileges.prctl(38, 1)\nattempt(landlock.deny_all)\n"
LISTENING = """
listener = socket.create_server(("127.0.0.1", 0))
hidden = socket.socket(socket.AF_UNIX)
hidden.bind("\\0kudari-%d" % os.getpid())
hidden.listen()
tcp, unix = socket.socket(), socket.socket(socket.AF_UNIX)
"""


@pytest.mark.parametrize(
    ("since", "call", "answer"),
    [
        (1, "os.open, '/', os.O_RDONLY", "EACCES"),
        (1, "os.open, '/proc/self/status', os.O_RDONLY", "EACCES"),
        (1, "os.mkdir, '/tmp/kudari-none/'", "EACCES"),
        (4, "tcp.connect, listener.getsockname()", "EACCES"),
        (4, "tcp.bind, ('127.0.0.1', 0)", "EACCES"),
        (6, "unix.connect, hidden.getsockname()", "EPERM"),
        (6, "os.kill, os.getppid(), 0", "EPERM"),
    ],
)
def test_what_it_forbids(since, call, answer):
    """Each from the version on that can forbid it, to root too."""
    body = f"{LISTENING}{DENY}say(attempt({call}))\nos.path.isdir('/tmp/kudari-none') and os.rmdir('/tmp/kudari-none')"
    said, code = alone(body)
    assert (said, code) == (([answer] if since <= KNOWN else ["works"]), 0)


def test_it_says_which_it_is():
    """Its version is told; a kernel without it says so."""
    said, _ = alone("privileges.prctl(38, 1)\ntry:\n    say(landlock.deny_all())\nexcept OSError:\n    say(0)")
    assert said == [str(KNOWN)]


@pytest.mark.parametrize(("known", "bits"), [(1, 13), (2, 14), (3, 15), (4, 15), (5, 16), (7, 16), (99, 16)])
def test_it_forbids_all_that_a_version_knows(known, bits):
    """Neither fewer kinds of access, nor any that this kernel would refuse to forbid."""
    assert landlock._bits(landlock._FILES, known) == 2**bits - 1
    assert landlock._bits(landlock._PORTS, known) == (3 if known >= 4 else 0)
