"""From the command to the first page, and to the first run."""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median

from bench.serving import ask, kudari
from bench.table import Figure, Row

ABOUT = """
From the moment at which `python -m app serve` is started to the first answer of `/`, and to that of the first run.
Pages don't wait for torch; the run does, so it is held against a new Python that only imports torch. Medians.
"""

RUN = {"objective": {"name": "square"}, "optimizer": {"name": "simple_gd"}, "start": [1.0], "steps": 50}


def start() -> tuple[float, float]:
    """Seconds to the first page and to the first run."""
    begun = time.perf_counter()
    with kudari() as server:
        connection = server.connect()
        connection.request("GET", "/")
        answer = connection.getresponse()
        answer.read()
        page = time.perf_counter() - begun
        if answer.status != 200:
            raise RuntimeError(f"/ was answered {answer.status}")
        ask(connection, "POST", "/api/runs", RUN)
        run = time.perf_counter() - begun
        connection.close()
    return page, run


def import_torch() -> float:
    """Seconds that a new Python takes to import torch."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import torch"], check=True, timeout=60)
    return time.perf_counter() - begun


def measure(times: int = 3) -> list[Row]:
    """So many starts, none of which is the machine's first."""
    torch = Figure(median(import_torch() for _ in range(times)), "s", "import torch")
    pages, runs = zip(*(start() for _ in range(times)), strict=True)
    return [
        Row("start to first page", Figure(median(pages), "s"), torch, at_most=5),
        Row("start to first run", Figure(median(runs), "s"), torch),
    ]
