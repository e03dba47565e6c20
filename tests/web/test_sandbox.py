"""The server's sandbox: what it is, who waits for it, and that nothing is left of it."""

import json
import os
import select
import threading
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from websockets.sync.client import connect

from app.settings import Settings
from app.web.examples import SOURCE
from tests.web.owncode import BUILT_IN, PATIENCE, ask, own, run, told

ENDLESS = SOURCE.replace("p.add_(", "exec('while True: pass'); p.add_(")


@pytest.fixture
def host(own_host):
    """The server whose sandbox is on."""
    return own_host


def sandboxed(server):
    """A server that runs own optimizers, as one does that isn't a test's."""
    server.environment["KUDARI_OWN_RUNS_AT_ONCE"] = "2"
    return server


def descendants(parent):
    """The processes that any thread of this one has begun, and theirs."""
    listed = Path(f"/proc/{parent}/task").glob("*/children")
    children = [int(child) for each in listed for child in each.read_text().split()]
    return [each for child in children for each in (child, *descendants(child))]


def until_gone(pids):
    for pid in pids:
        try:
            pidfd = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        assert select.select([pidfd], [], [], PATIENCE)[0], f"{pid} is left"
        os.close(pidfd)


def test_what_the_sandbox_is(client):
    """It is on, isolated, with its layers, and what a run may take."""
    answer = client.get("/api/sandbox").json()
    assert (answer["on"], answer["isolated"], answer["missing"]) == (True, True, [])
    assert answer["layers"]["seccomp"] == answer["layers"]["probes"] == 1
    assert (answer["limits"]["seconds"], answer["limits"]["runs_at_once"]) == (5, 4)


def test_a_server_that_runs_none_says_so(serving, settings):
    """503 with the reason, an error on the socket, and all else is as ever."""
    with serving(settings) as host, closing(httpx.Client(base_url=f"http://{host}", timeout=60)) as client:
        assert client.get("/api/sandbox").json()["missing"] == ["this server is set to run none"]
        for door, spec in (("runs", run()), ("trainings", {"optimizer": own()}), ("optimizers/look", {"source": "x"})):
            answer = client.post(f"/api/{door}", json=spec)
            assert (answer.status_code, "set to run none" in answer.json()["detail"]) == (503, True)
        with connect(f"ws://{host}/api/stream") as stream:
            ask(stream, "a", "run", run())
            (error,) = told(stream, "a")
        assert (error["type"], error["field"]) == ("error", "run.optimizer")
        assert client.post("/api/runs", json=BUILT_IN).status_code == 200


def test_a_full_queue_is_told_to_come_again(serving, tmp_path):
    """One runs, one waits: the third hears on the socket, and the fourth over HTTP, in how many seconds to ask."""
    settings = Settings(database=tmp_path / "kudari.db", own_runs_at_once=1, own_queue=1)
    with serving(settings) as host, connect(f"ws://{host}/api/stream") as stream:
        ask(stream, "a", "run", run(ENDLESS))
        while json.loads(stream.recv(timeout=PATIENCE))["type"] != "steps":
            pass
        for id in ("b", "c"):
            ask(stream, id, "look", {"source": SOURCE})
        (busy,) = told(stream, "c")
        answer = httpx.post(f"http://{host}/api/runs", json=run(), timeout=PATIENCE)
    assert (busy["type"], answer.status_code) == ("busy", 429)
    assert int(answer.headers["Retry-After"]) == busy["seconds"] > 0


def test_a_cancelled_run_is_gone(host):
    """One that goes on and one that waits behind it: both are done, cancelled, and no process is left."""
    before = set(descendants(os.getpid()))
    with connect(f"ws://{host}/api/stream") as stream:
        ask(stream, "a", "run", run(ENDLESS))
        ask(stream, "b", "run", run(ENDLESS))
        while json.loads(stream.recv(timeout=PATIENCE))["type"] != "steps":
            pass
        (child,) = set(descendants(os.getpid())) - before
        for id in ("b", "a"):
            stream.send(json.dumps({"type": "cancel", "id": id}))
            assert told(stream, id)[-1] == {"id": id, "type": "done", "outcome": {"status": "cancelled"}}
    assert not Path(f"/proc/{child}").exists()


def test_who_goes_ends_its_run(host):
    """A client of HTTP that hangs up, and one of a socket: their processes end before their time is up."""
    before = set(descendants(os.getpid()))
    with connect(f"ws://{host}/api/stream") as stream:
        ask(stream, "a", "run", run(ENDLESS))
        while json.loads(stream.recv(timeout=PATIENCE))["type"] != "steps":
            pass
        (child,) = set(descendants(os.getpid())) - before
    until_gone([child])
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"http://{host}/api/runs", json=run(ENDLESS), timeout=1)
    until_gone(set(descendants(os.getpid())) - before)


def test_other_runs_go_on_meanwhile(client, host):
    """While an own optimizer uses its time up, the others' runs are answered."""
    with connect(f"ws://{host}/api/stream") as stream:
        ask(stream, "a", "run", run(ENDLESS))
        while json.loads(stream.recv(timeout=PATIENCE))["type"] != "steps":
            pass
        for steps in range(1, 20):
            assert client.post("/api/runs", json={**BUILT_IN, "steps": steps}).status_code == 200
        with pytest.raises(TimeoutError):
            stream.recv(timeout=0)
        assert told(stream, "a")[-1]["fault"]["type"] == "TimeLimit"


@pytest.mark.parametrize("end", ["kill", "terminate"])
def test_no_process_outlives_the_server(served, end):
    """Killed or told to go while a run goes on: fork server and child go with it."""
    with sandboxed(served()) as server:
        url = server.url.replace("http", "ws")
        with connect(f"{url}/api/stream", open_timeout=PATIENCE) as stream:
            ask(stream, "a", "run", run(ENDLESS))
            while json.loads(stream.recv(timeout=90))["type"] != "steps":
                pass
            left = descendants(server.process.pid)
            assert len(left) == 2
            getattr(server.process, end)()
            until_gone(left)
        server.kill()


def test_every_worker_runs_them(served):
    """Two server processes, each with its own sandbox: whoever answers, the answer is the same."""
    with sandboxed(served("--workers", "2")) as server:
        answers = []

        def post():
            answers.append(server.http.post("/api/runs", json=run(), headers={"Connection": "close"}, timeout=90))

        threads = [threading.Thread(target=post) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.text for answer in answers}) == 1
