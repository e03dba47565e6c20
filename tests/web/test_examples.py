"""examples/: each is run as its reader would run it, against a real server."""

import math
import subprocess
import sys
from pathlib import Path

import app

EXAMPLES = Path(app.__file__).parents[1] / "examples"


def printed(name, *arguments):
    """What an example prints, line by line, when it ends well."""
    done = subprocess.run(
        [sys.executable, "-W", "error", EXAMPLES / name, *arguments], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_stream(host):
    """A line for each record as it comes, and how the run ended."""
    lines = printed("stream.py", f"ws://{host}")
    assert len(lines) == 102
    assert lines[0] == f"step   0   x = +1.600000   loss = {1.6**2 + 0.2 * (1 - math.cos(12 * 1.6)):.6f}"
    assert lines[-1] == "finished"


def test_descend(host):
    """Ten steps by hand: a fifth less each to step 5, then three fifths less each."""
    lines = printed("descend.py", f"http://{host}")
    assert len(lines) == 10
    assert lines[4] == "step  5   x = 0.327680   gradient = 0.655360"
    assert lines[5] == "step  6   x = 0.131072   gradient = 0.262144"


def test_figure(host):
    """The page's figures with the run in them, by the names of their axes and traces."""
    hill, loss = printed("figure.py", f"http://{host}")
    assert hill == "f(x) by x: curve, minima, path"
    assert loss.startswith("loss by step: path, ")


def test_every_example_is_a_test():
    """No example stands there that isn't run."""
    assert {path.name for path in EXAMPLES.iterdir() if path.suffix == ".py"} == {
        "stream.py",
        "descend.py",
        "figure.py",
    }
