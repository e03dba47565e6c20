"""No privileges, and none to be had."""

import pytest

from tests.sandbox.alone import alone

STATUS = """
status = dict(line.split(":", 1) for line in open("/proc/self/status").read().splitlines())
say(status["NoNewPrivs"].strip(), *(int(status[name], 16) for name in ("CapEff", "CapPrm", "CapInh")))
"""
DUMPABLE = "say(kernel.prctl(3))"


@pytest.mark.parametrize("ordinary", [False, True], ids=["root", "an ordinary user"])
def test_there_are_none(ordinary):
    """No capability is left, no exec brings one, and no debugger is let in."""
    assert alone(f"privileges.give_up(){STATUS}{DUMPABLE}", ordinary=ordinary) == (["1", "0", "0", "0", "0"], 0)


def test_root_without_them_is_nobody():
    """Who is root by name alone can neither change its user nor its root."""
    body = "privileges.give_up()\nsay(attempt(os.chroot, '/'), attempt(os.setgroups, [5]))"
    assert alone(body) == (["EPERM", "EPERM"], 0)


def test_its_memory_is_closed_to_itself():
    """As to any other process of its user: root's files stand for it."""
    body = "privileges.give_up()\nsay(attempt(os.open, '/proc/self/mem', os.O_RDONLY))"
    assert alone(body, ordinary=True) == (["EACCES"], 0)
