"""Bounds on files, processes, memory and time."""

import signal

import pytest

from tests.sandbox.alone import alone

MIB = 2**20
BOUND = f"limits.bound(cpu_seconds=1, memory_bytes={64 * MIB}, had=limits.memory())\n"
ANONYMOUS = "mmap.MAP_ANONYMOUS | mmap.MAP_"


@pytest.mark.parametrize(
    ("call", "answer"),
    [
        ("os.open, '/', os.O_RDONLY", "EMFILE"),
        ("socket.socket", "EMFILE"),
        ("os.fork", "EAGAIN"),
        ("os.ftruncate, file, 10", "EFBIG"),
        (f"mmap.mmap, -1, {100 * MIB}, {ANONYMOUS}SHARED", "ENOMEM"),
        (f"mmap.mmap, -1, {100 * MIB}, {ANONYMOUS}PRIVATE", "ENOMEM"),
        (f"mmap.mmap, -1, {30 * MIB}, {ANONYMOUS}PRIVATE", "works"),
    ],
)
def test_what_is_bounded(call, answer):
    """No file, no socket, no process, no growing file; memory in bounds, shared or not."""
    body = f"file = os.memfd_create('file')\n{BOUND}said = attempt({call})\nsay(said)\nos._exit(0)"
    assert alone(body, ordinary=True) == ([answer], 0)


def test_time_is_bounded():
    """A loop without an end is ended when its seconds of computing are over."""
    _, code = alone(f"{BOUND}while True: pass")
    assert code in (-signal.SIGKILL, -signal.SIGXCPU)


def test_no_bound_is_raised_again():
    """Not even up to what was allowed before."""
    raised = "lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (10, 10))"
    said, _ = alone(
        f"{BOUND}try:\n    ({raised})()\nexcept ValueError:\n    say('refused')\nos._exit(0)", ordinary=True
    )
    assert said == ["refused"]


def test_a_lower_bound_of_the_system_stays():
    """Where the system allows less than we would, it is less."""
    body = f"resource.setrlimit(resource.RLIMIT_STACK, (2**20, 2**20))\n{BOUND}"
    said, _ = alone(body + "say(*resource.getrlimit(resource.RLIMIT_STACK))\nos._exit(0)")
    assert said == [str(MIB)] * 2
