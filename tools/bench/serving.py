"""Servers in processes of their own: Kudari as a person starts it, and what is held against it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PROC = Path("/proc")
PATIENCE = 60
"""Seconds after which whatever is waited for is given up."""


class Server:
    """A server that has said where it is."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process = process
        self.address = address

    def connect(self) -> HTTPConnection:
        """A client's connection, kept alive from request to request."""
        return HTTPConnection(self.address, timeout=PATIENCE)

    def warm(self) -> None:
        """Wait until torch is loaded."""
        connection = self.connect()
        while ask(connection, "GET", "/healthz")["torch"] != "ready":
            time.sleep(0.02)
        connection.close()

    def cpu_seconds(self) -> float | None:
        """Processor time so far; None where the system doesn't tell as Linux does."""
        if not PROC.is_dir():
            return None
        user, system = (PROC / str(self.process.pid) / "stat").read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def peak_megabytes(self) -> float | None:
        """The most memory that it ever had."""
        if not PROC.is_dir():
            return None
        status = (PROC / str(self.process.pid) / "status").read_text()
        return int(next(re.finditer(r"VmHWM:\s*(\d+) kB", status))[1]) / 1024


@contextmanager
def kudari() -> Iterator[Server]:
    """`python -m app serve` on a free port, every other setting at its default."""
    with served("app", "serve", "--port", "0") as server:
        yield server


@contextmanager
def served(*module: str) -> Iterator[Server]:
    """A Python module that serves and says where, with a database of its own.

    Its process is gone at the end, whatever happens.
    """
    with tempfile.TemporaryDirectory() as folder:
        process = python(*module, database=f"{folder}/kudari.db", stderr=subprocess.PIPE)
        assert process.stderr is not None, "it was asked for"
        rest = threading.Thread(target=process.stderr.read)
        try:
            line = process.stderr.readline()
            found = re.search(r"http://(\S+)", line)
            if found is None:
                raise RuntimeError(f"{module[0]} did not start: {line}{process.stderr.read()}")
            rest.start()
            yield Server(process, found[1])
        finally:
            process.kill()
            process.wait()
            if rest.ident:
                rest.join()
            process.stderr.close()


def python(*module: str, database: str = "", **pipes: Any) -> subprocess.Popen[str]:
    """A module of Kudari or of this benchmark in a process of its own, whatever settings this one has."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KUDARI_")}
    environment |= {"PYTHONPATH": f"{ROOT / 'tools'}", "KUDARI_DATABASE": database}
    return subprocess.Popen([sys.executable, "-m", *module], cwd=ROOT, env=environment, text=True, **pipes)


def ask(connection: HTTPConnection, method: str, path: str, content: object = None) -> Any:
    """A request with JSON and its answer's JSON. Raises RuntimeError where it is refused."""
    body = None if content is None else json.dumps(content)
    connection.request(method, path, body, {"Content-Type": "application/json"} if body else {})
    answer = connection.getresponse()
    text = answer.read()
    if answer.status >= 400:
        raise RuntimeError(f"{method} {path} was answered {answer.status}: {text[:200]!r}")
    return json.loads(text)
