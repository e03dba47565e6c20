"""Clients of the socket who cancel, leave, ask too much, read nothing, or come from elsewhere."""

import json
import socket
import threading

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from app.engine import Engine
from tests.web.streaming import LONG, RUN, ask, joined, recv, sweep, swept, train, until_done


def cancel(stream, id):
    stream.send(json.dumps({"type": "cancel", "id": id}))


def test_a_map_can_be_cancelled(stream):
    """A map of minutes ends at once when it is cancelled, and another one has its turn."""
    sweep(stream, "a", swept(512, 512, 10_000))
    while recv(stream)["type"] != "progress":
        pass
    cancel(stream, "a")
    assert until_done(stream, "a")["a"][-1] == {"id": "a", "type": "done", "outcome": {"status": "cancelled"}}
    sweep(stream, "a", swept(4, 4, 10))
    assert until_done(stream, "a")["a"][-1]["map"]["ends"]["status"]["shape"] == "4, 4"


def test_a_full_server_says_how_long_to_wait(serving, settings):
    """Who asks for more than the server computes at once is told the seconds, and those before go on to their end."""
    with (
        serving(settings.model_copy(update={"runs_at_once": 1, "maps_at_once": 1})) as host,
        connect(f"ws://{host}/api/stream") as stream,
    ):
        ask(stream, "a", LONG)
        recv(stream)
        ask(stream, "b")
        train(stream, "c")
        answer = httpx.post(f"http://{host}/api/runs", json=RUN)
        messages = until_done(stream, "a", "b", "c")
    assert messages["a"][-1]["outcome"]["status"] in ("finished", "converged")
    assert [message["type"] for message in messages["b"] + messages["c"]] == ["busy", "busy"]
    assert messages["b"][0]["reason"] == answer.json()["detail"] == "must wait: at most 1 runs at once on this server"
    assert messages["b"][0]["seconds"] >= 1
    assert (answer.status_code, int(answer.headers["Retry-After"]) >= 1) == (429, True)


def test_a_cancelled_run_ends(stream):
    """After a cancel comes `done` with status cancelled and nothing more, and the id is free again."""
    ask(stream, "a", LONG)
    recv(stream)
    cancel(stream, "a")
    assert until_done(stream, "a")["a"][-1] == {"id": "a", "type": "done", "outcome": {"status": "cancelled"}}
    ask(stream, "a", {**RUN, "steps": 1})
    assert [message["type"] for message in until_done(stream, "a")["a"]] == ["started", "steps", "done"]


def test_a_run_cancelled_at_once_is_told_so(stream):
    """Ask and cancel in one breath, twice: the run is answered all the same, by one `done`."""
    for number in range(20):
        ask(stream, f"{number}", LONG)
        cancel(stream, f"{number}")
        cancel(stream, f"{number}")
    messages = until_done(stream, *map(str, range(20)))
    assert all(each[-1]["outcome"] == {"status": "cancelled"} for each in messages.values())
    cancel(stream, "never")
    ask(stream, "next", {**RUN, "steps": 1})
    assert recv(stream)["id"] == "next"


def test_an_id_in_use_is_refused(stream):
    """A second run under a running one's id is refused, and the first goes on."""
    ask(stream, "a")
    ask(stream, "a")
    messages = [recv(stream) for _ in range(8)]
    (error,) = [message for message in messages if message["type"] == "error"]
    assert (error["id"], error["field"], "in use" in error["reason"]) == ("a", "id", True)
    assert messages[-1]["type"] == "done"


def test_too_many_runs_at_once_are_refused(serving, settings):
    """As many runs go on at once as the setting says; the next one is told to wait."""
    with (
        serving(settings.model_copy(update={"runs_per_socket": 2})) as host,
        connect(f"ws://{host}/api/stream") as stream,
    ):
        for id in "abc":
            ask(stream, id, LONG)
        (error,) = until_done(stream, "c")["c"]
        assert (error["field"], "at most 2 runs" in error["reason"]) == ("id", True)


def test_a_client_that_leaves_takes_its_runs_along(host, monkeypatch):
    """When a socket closes, nothing that it asked for is computed any more."""
    begun, ended, parts = threading.Event(), threading.Event(), []
    descend = Engine.descend

    async def watched(engine, spec):
        try:
            async for part in descend(engine, spec):
                parts.append(part)
                begun.set()
                yield part
        finally:
            ended.set()

    monkeypatch.setattr(Engine, "descend", watched)
    with connect(f"ws://{host}/api/stream") as stream:
        ask(stream, "a", LONG)
        assert begun.wait(30)
    assert ended.wait(30)
    assert parts[-1].outcome is None


def test_a_client_that_does_not_read_holds_up_nobody(host, stream, monkeypatch):
    """Its runs stop where socket and queue are full, others are served, and it misses nothing when it reads on."""
    computed = []
    descend = Engine.descend

    async def watched(engine, spec):
        async for part in descend(engine, spec):
            if spec.steps == LONG["steps"]:
                computed.append(part)
            yield part

    idle = socket.socket()
    idle.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    idle.connect(stream.remote_address)
    monkeypatch.setattr(Engine, "descend", watched)
    with connect(f"ws://{host}/api/stream", sock=idle, compression=None, max_queue=1) as slow:
        ask(slow, "a", LONG)
        ask(slow, "b", LONG)
        for steps in (LONG["steps"] - 1, 800):
            ask(stream, "c", {**LONG, "steps": steps})
            assert until_done(stream, "c")["c"][-1]["type"] == "done"
        assert computed and all(part.outcome is None for part in computed)
        messages = until_done(slow, "a", "b")
    assert all(joined(each)["step"] == list(range(LONG["steps"] + 1)) for each in messages.values())


def test_a_page_from_elsewhere_is_refused(host):
    """A browser names the page that asks: ours may, a program may, another's may not."""
    with connect(f"ws://{host}/api/stream", origin=f"http://{host}") as stream:
        ask(stream, "a", {**RUN, "steps": 1})
        assert recv(stream)["type"] == "started"
    with pytest.raises(InvalidStatus, match="403"):
        connect(f"ws://{host}/api/stream", origin="http://elsewhere.example")


def test_a_page_behind_a_proxy_is_ours(host):
    """A proxy that asks under another host says which one the browser asked."""
    forwarded = {"X-Forwarded-Host": "kudari.example"}
    with connect(f"ws://{host}/api/stream", origin="https://kudari.example", additional_headers=forwarded) as stream:
        ask(stream, "a", {**RUN, "steps": 1})
        assert recv(stream)["type"] == "started"
