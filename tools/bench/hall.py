"""A whole hall on the socket at once, against a server that only sends."""

from __future__ import annotations

import json
import resource
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

import numpy as np

from bench import article
from bench.serving import Server, kudari, python, served
from bench.table import Figure, Row

ABOUT = """
Clients on the socket that all ask at the same moment, each for its own rate and start and one of three rules, from two
client processes on the same machine. The ceiling is the same server with an engine that computes nothing: its records
were made before, and it only writes them as JSON and sends them. Half of that is the floor, and out of reach for 300:
to step their runs takes more than twice as long as to send them. Each hall comes in several times, to both servers in
turn; the best of each counts.
"""

RULES = ("simple_gd", "momentum", "adam")
PROCESSES = 2
HALLS = {300: 5, 1_000: 2}
"""How many clients, and how often they come."""


@dataclass(frozen=True)
class Rush:
    """How a hall was served: seconds until 95 % had their first records, and all; steps a second all together."""

    first: float
    last: float
    rate: float
    cpu: float | None
    peak: float | None
    messages: dict[str, list[dict[str, Any]]]


def runs(clients: int, steps: int) -> list[dict[str, Any]]:
    """A run for each client."""
    return [
        {
            "objective": {"name": "square"},
            "optimizer": {"name": RULES[place % len(RULES)], "lr": float(lr)},
            "start": [float(start)],
            "steps": steps,
        }
        for place, (lr, start) in enumerate(
            zip(np.geomspace(0.001, 0.1, clients), np.linspace(-2, 2, clients), strict=True)
        )
    ]


def rush(server: Server, asked: Sequence[dict[str, Any]]) -> Rush:
    """Let all clients in at once."""
    url = f"ws://{server.address}/api/stream"
    crowds = [python("bench.clients", stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(PROCESSES)]
    try:
        for place, crowd in enumerate(crowds):
            _tell(crowd, {"url": url, "runs": asked[place::PROCESSES], "keep": len(RULES)})
        for crowd in crowds:
            _heard(crowd)
        before = server.cpu_seconds()
        for crowd in crowds:
            _tell(crowd, "go")
        results = [result for crowd in crowds for result in json.loads(_heard(crowd))]
        after = server.cpu_seconds()
    finally:
        for crowd in crowds:
            crowd.kill()
            crowd.communicate()
    begun = min(result["asked"] for result in results)
    took = max(result["last"] for result in results) - begun
    return Rush(
        _p95([result["first"] - result["asked"] for result in results]),
        _p95([result["last"] - result["asked"] for result in results]),
        sum(run["steps"] for run in asked) / took,
        None if before is None or after is None else after - before,
        server.peak_megabytes(),
        {
            run["optimizer"]["name"]: result["messages"]
            for run, result in zip(asked[::PROCESSES], results, strict=False)
            if "messages" in result
        },
    )


def measure(halls: Mapping[int, int] = HALLS, steps: int = article.STEPS) -> list[Row]:
    """Each hall with servers of its own."""
    _allow_sockets(max(halls))
    loop = Figure(article.rate(steps), "steps/s", "the article's loop")
    return [row for clients, times in halls.items() for row in _rows(runs(clients, steps), loop, times)]


def _rows(asked: Sequence[dict[str, Any]], loop: Figure, times: int) -> list[Row]:
    with kudari() as server, tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        server.warm()
        json.dump(rush(server, asked).messages, file)
        file.flush()
        with served("bench.ceiling", file.name) as replay:
            rounds = [(rush(server, asked), rush(replay, asked)) for _ in range(times)]
    ours, theirs = (min(each, key=lambda rush: rush.last) for each in zip(*rounds, strict=True))
    clients = len(asked)
    what = f"{clients:,} clients: "
    floor = clients == 300
    name = "the ceiling"
    rows = [
        Row(
            f"{what}all together",
            Figure(ours.rate, "steps/s"),
            Figure(theirs.rate, "steps/s", name),
            ratio_at_least=0.5 if floor else None,
        ),
        Row(f"{what}all together", Figure(ours.rate, "steps/s"), loop, ratio_at_least=40 if floor else None),
        Row(
            f"{what}first records, 95 %",
            Figure(ours.first, "s"),
            Figure(theirs.first, "s", name),
            at_most=0.5 if floor else None,
        ),
        Row(f"{what}last records, 95 %", Figure(ours.last, "s"), Figure(theirs.last, "s", name)),
    ]
    if ours.cpu is None or theirs.cpu is None or ours.peak is None or theirs.peak is None:
        return [*rows, Row(f"{what}the server's load", "not measured: no /proc here")]
    return [
        *rows,
        Row(f"{what}the server's processor time", Figure(ours.cpu, "s"), Figure(theirs.cpu, "s", name)),
        Row(f"{what}the server's memory at most", Figure(ours.peak, "MB"), Figure(theirs.peak, "MB", name)),
    ]


def _tell(crowd: subprocess.Popen[str], content: object) -> None:
    assert crowd.stdin is not None
    crowd.stdin.write(json.dumps(content) + "\n")
    crowd.stdin.flush()


def _heard(crowd: subprocess.Popen[str]) -> str:
    assert crowd.stdout is not None
    line = crowd.stdout.readline()
    if not line:
        raise RuntimeError("the clients failed: see above")
    return line


def _p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1]


def _allow_sockets(most: int) -> None:
    """A server needs a file descriptor for each client, and many systems begin with 1,024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = most + 500
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(
            resource.RLIMIT_NOFILE, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard)
        )
