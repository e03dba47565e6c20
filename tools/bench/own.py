"""An own optimizer in the sandbox, against a fresh process for each run"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import time
from contextlib import aclosing
from pathlib import Path
from statistics import median, quantiles

from app.core.catalogue.templates import TEMPLATES
from app.core.entries import find
from app.core.own import OwnRunSpec
from app.sandbox.events import StepsEvent
from app.sandbox.pool import Limits, Sandbox
from app.sandbox.task import RunTask
from bench.table import Figure, Row

ABOUT = """
The article's optimizer, fifty steps down y = x²: from the request to its first record, and how many runs a second four
slots get through, every layer of the lock on. The reference is a new Python for each run, which imports torch and steps
the same class. Memory is what a child has of its own, beside what it shares with the process that it was forked from.
"""
SOURCE = find(TEMPLATES, "simple_gd").source()
FRESH = (
    SOURCE
    + """
import sys
x = torch.tensor([1.0], requires_grad=True)
optimizer = SimpleGD([x], lr=0.1)
for step in range(50):
    optimizer.zero_grad()
    (x**2).sum().backward()
    if step == 0:
        print(x.item(), flush=True)
    optimizer.step()
"""
)
SLOTS = 4
RUNS = 200


def task(source: str = SOURCE) -> RunTask:
    optimizer = {"source": source, "class": "SimpleGD", "lr": 0.1}
    spec = {"objective": {"name": "square"}, "optimizer": optimizer, "start": [1.0], "steps": 50}
    return RunTask(spec=OwnRunSpec.model_validate(spec))


async def first_record(sandbox: Sandbox) -> float:
    """Seconds from the request to the first record."""
    begun = time.perf_counter()
    async with aclosing(sandbox.run(task(), "bench")) as events:
        async for event in events:
            if isinstance(event, StepsEvent):
                return time.perf_counter() - begun
    raise RuntimeError("no record came")


async def throughput(sandbox: Sandbox, runs: int) -> float:
    """Whole runs a second, of as many clients as there are slots."""
    left = iter(range(runs))

    async def client(number: int) -> None:
        for _ in left:
            async with aclosing(sandbox.run(task(), number)) as events:
                async for _ in events:
                    pass

    begun = time.perf_counter()
    await asyncio.gather(*map(client, range(SLOTS)))
    return runs / (time.perf_counter() - begun)


async def own_memory(sandbox: Sandbox) -> float:
    """Bytes that a child alone has, after its first step."""
    sleeping = SOURCE.replace("p.add_(", "import time; time.sleep(1); p.add_(")
    async with aclosing(sandbox.run(task(sleeping), "bench")) as events:
        async for event in events:
            if isinstance(event, StepsEvent):
                break
        await asyncio.sleep(0.2)
        return float(sum(_private(pid) for pid in _descendants(os.getpid()) if not _descendants(pid)))


def _descendants(parent: int) -> list[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [each for child in map(int, children) for each in (child, *_descendants(child))]


def _private(pid: int) -> int:
    kinds = re.findall(r"^Private_\w+: +(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    return 1024 * sum(map(int, kinds))


def fresh() -> float:
    """Seconds from the start of a new Python to its first record."""
    begun = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", FRESH], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        return time.perf_counter() - begun


def fresh_throughput() -> float:
    """Whole runs a second, of as many new Pythons at once as there are slots."""
    begun = time.perf_counter()
    processes = [subprocess.Popen([sys.executable, "-c", FRESH], stdout=subprocess.DEVNULL) for _ in range(SLOTS)]
    for process in processes:
        process.wait()
    return SLOTS / (time.perf_counter() - begun)


async def _measure(runs: int) -> tuple[list[float], float, float]:
    sandbox = Sandbox(Limits(runs=SLOTS))
    sandbox.start()
    try:
        if not (standing := await sandbox.ready()).on:
            raise RuntimeError(f"own optimizers are off: {standing.missing}")
        await first_record(sandbox)
        waits = [await first_record(sandbox) for _ in range(runs)]
        return waits, await throughput(sandbox, runs), await own_memory(sandbox)
    finally:
        await sandbox.close()


def measure(runs: int = RUNS) -> list[Row]:
    """So many runs one after the other, and as many in four slots."""
    waits, many, memory = asyncio.run(_measure(runs))
    new = Figure(1e3 * median(fresh() for _ in range(3)), "ms", "a fresh process")
    late = quantiles(waits, n=20)[-1]
    return [
        Row("request to first step, median", Figure(1e3 * median(waits), "ms"), at_most=40),
        Row("request to first step, 95th percentile", Figure(1e3 * late, "ms")),
        Row(
            "first steps a second",
            Figure(1 / median(waits), "/s"),
            Figure(1e3 / new.value, "/s", new.name),
            ratio_at_least=50,
        ),
        Row(
            f"runs of {SLOTS} slots",
            Figure(many, "runs/s"),
            Figure(fresh_throughput(), "runs/s", f"{SLOTS} fresh processes at once"),
        ),
        Row("memory of a child", Figure(memory / 1e6, "MB"), at_most=12),
    ]
