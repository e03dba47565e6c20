"""The curve of braille, and the bar of progress, as a terminal has them."""

import contextlib
import os
import pty
import signal
import subprocess
import sys

from app.terminal.plot import HEIGHT, WIDTH, curve


def test_a_line_goes_from_corner_to_corner():
    """Falling values begin at the top left and end at the bottom right, without a gap between."""
    *rows, _, said = curve([3.0, 2.0, 1.0])
    drawn = [row.partition("│")[2] for row in rows]
    assert len(drawn) == HEIGHT and {len(row) for row in drawn} == {WIDTH}
    assert drawn[0][0] != "⠀" and drawn[-1][-1] != "⠀" and drawn[0][-1] == drawn[-1][0] == "⠀"
    assert all(any(row[place] != "⠀" for row in drawn) for place in range(WIDTH))
    assert rows[0].startswith("3 ") and rows[-1].startswith("1 ") and said.strip() == "loss"


def test_a_wide_range_is_logarithmic():
    """Over more than two decades, unless a loss isn't above zero."""
    assert curve([1.0, 1e-6])[-1].endswith("log scale")
    assert not curve([1.0, 0.0])[-1].endswith("log scale")


def test_nothing_falls():
    """A loss that stays is a line too."""
    assert any(set(line.partition("│")[2]) - {"⠀"} for line in curve([1.0, 1.0]))


def seen(command, until=b""):
    """What a terminal has seen of a command when it has ended, by Ctrl-C once `until` is seen; and its exit code.

    A command in the background, as these tests may be, has Ctrl-C ignored, and what it starts too.
    """
    mine, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    said = b""
    heard = signal.signal(signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(
        [sys.executable, "-m", "app", *command], stdout=theirs, stderr=theirs, env=environment
    ) as done:
        signal.signal(signal.SIGINT, heard)
        os.close(theirs)
        with contextlib.suppress(OSError):
            while part := os.read(mine, 65_536):
                said += part
                if until and until in said:
                    done.send_signal(signal.SIGINT)
                    until = b""
    os.close(mine)
    return said.decode(), done.returncode


def test_a_terminal_sees_the_curve():
    """There it is drawn, and the bar is gone at the end."""
    said, code = seen(["run", "--objective", "bumpy"])
    assert "│⡇" in said and "bumpy by simple_gd, 50 steps:" in said and code == 0


def test_ctrl_c_ends_what_takes_long():
    """At once, as a shell expects it, without a trace, and the bar is gone."""
    said, code = seen(["train", "--seeds", "1000", "--epochs", "200"], b"computing [")
    assert code == 130 and said.endswith(" \r") and "Traceback" not in said
