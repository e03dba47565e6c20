"""`make` alone says what there is."""

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = set(re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[1].split())


def make(*arguments):
    """What `make` prints, as if it was called from a shell."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(["make", *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=True).stdout


def test_it_lists_every_target():
    """Each target is listed with what it does."""
    assert set(re.findall(r"^  make (\w+) +\S", make(), re.MULTILINE)) == TARGETS


def test_settings_reach_the_server():
    """HOST, PORT and WORKERS on the command line are the server's options."""
    said = make("--dry-run", "run", "PORT=9000", "HOST=0.0.0.0", "WORKERS=2")
    assert said.splitlines()[-1] == "exec .venv/bin/python -m app serve --host 0.0.0.0 --port 9000 --workers 2"


def test_every_check_is_part_of_the_test():
    """`make test` runs lint, types, contracts, unit, js and journeys, and what every change must pass is that."""
    assert "for part in lint types contracts unit js journeys; do" in MAKEFILE
    assert (ROOT / ".ci" / "run").read_text().splitlines()[-1] == "make test"
