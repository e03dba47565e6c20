"""No open file but one."""

import pytest

from tests.sandbox.alone import alone

LEFT = """
def is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True

high = os.dup2(1, 700)
inherited = os.open("/", os.O_RDONLY)
{patch}
descriptors.close_all_but(high)
say([number for number in range(1000) if is_open(number)])
"""
OLD_KERNEL = """
def syscall(*_):
    raise OSError(errno.ENOSYS, "none")
descriptors.syscall = syscall
"""


@pytest.mark.parametrize("patch", ["", OLD_KERNEL], ids=["close_range", "an old kernel"])
def test_one_file_is_left(patch):
    """Whatever was open: only the pipe is, under its number, and it can be written to."""
    assert alone(LEFT.format(patch=patch)) == (["[3]"], 0)
