"""A descent step by step over HTTP."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

from bench import article
from bench.serving import Server, ask, kudari
from bench.table import Figure, Row

ABOUT = """
Clients that each keep a connection and step a descent of their own. The reference for requests is the same connection
asking `/healthz`, which computes nothing: what HTTP alone takes.
"""

MOST = 5_000
"""Requests of one client at most: half of the steps that a descent has."""
DESCENT = {"objective": {"name": "square"}, "optimizer": {"name": "momentum", "lr": 0.01}, "start": [1.0]}

Request = Callable[[], object]


def health(connection: HTTPConnection) -> Request:
    """A request for which nothing is computed."""
    return lambda: ask(connection, "GET", "/healthz")


def step(connection: HTTPConnection) -> Request:
    """A request for one step of a new descent."""
    return steps(connection, 1)


def steps(connection: HTTPConnection, count: int = 100) -> Request:
    """A request for some steps of a new descent."""
    id = ask(connection, "POST", "/api/descents", DESCENT)["id"]
    return lambda: ask(connection, "POST", f"/api/descents/{id}/steps", {"count": count})


def rate(
    server: Server, prepare: Callable[[HTTPConnection], Request], clients: int, seconds: float, most: int
) -> float:
    """Requests a second of so many clients at once, each with at most so many."""

    def client(place: int) -> float:
        connection = server.connect()
        request = prepare(connection)
        begun = time.perf_counter()
        count = 0
        while count < most and time.perf_counter() - begun < seconds:
            request()
            count += 1
        took = time.perf_counter() - begun
        connection.close()
        return count / took

    with ThreadPoolExecutor(clients) as pool:
        return sum(pool.map(client, range(clients)))


def measure(crowd: int = 50, seconds: float = 3) -> list[Row]:
    """One client, and a crowd."""
    with kudari() as server:
        server.warm()
        return rows(server, crowd, seconds)


def rows(server: Server, crowd: int, seconds: float) -> list[Row]:
    """The same with a server that is there."""
    loop = Figure(article.rate(), "steps/s", "the article's loop")

    def one_by_one(clients: int) -> Row:
        bare = Figure(rate(server, health, clients, seconds, MOST), "requests/s", "/healthz")
        who = f"{clients} client{'s at once' if clients > 1 else ''}"
        return Row(f"{who}, 1 step a request", Figure(rate(server, step, clients, seconds, MOST), "steps/s"), bare)

    hundred = Figure(100 * rate(server, steps, 1, seconds, MOST // 100), "steps/s")
    return [one_by_one(1), Row("1 client, 100 steps a request", hundred, loop), one_by_one(crowd)]
