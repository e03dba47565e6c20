"""A child is no longer than its parent."""

from tests.sandbox.alone import alone


def test_it_dies_with_its_parent():
    """The pipe that it holds is closed, though it would wait for ever: else this would too."""
    body = """
parent = os.getpid()
read, write = os.pipe()
if os.fork() == 0:
    death.die_with(parent)
    os.write(write, b"!")
    signal.pause()
os.read(read, 1)
say("gone")
os._exit(0)
"""
    assert alone(body) == (["gone"], 0)


def test_an_orphan_is_told():
    """Where the parent was gone before this was asked for, nobody would end it."""
    body = "try:\n    death.die_with(os.getppid() + 1)\nexcept ProcessLookupError:\n    say('gone')"
    assert alone(body) == (["gone"], 0)


def test_a_change_of_user_undoes_it():
    """So it is asked for afterwards: the kernel forgets it."""
    body = """
death.die_with(os.getppid())
value = ctypes.c_int(-1)
if os.geteuid() == 0:
    os.setresuid(65534, 65534, 65534)
else:
    kernel.prctl(1, 0)
kernel._LIBC.prctl(2, ctypes.byref(value))
say(value.value)
"""
    assert alone(body) == (["0"], 0)
