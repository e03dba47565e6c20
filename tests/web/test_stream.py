"""`WS /api/stream`: what a client is sent, and what it may do."""

import json
import socket
import threading

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from app.core.catalogue.objectives import OBJECTIVES
from app.core.entries import find
from app.engine import Engine

RUN = {"objective": {"name": "bumpy"}, "optimizer": {"name": "adam", "lr": 0.05}, "start": [1.6], "steps": 800}
LONG = {**RUN, "steps": 3_000}


def ask(stream, id, run=RUN):
    stream.send(json.dumps({"type": "run", "id": id, "run": run}))


def train(stream, id, **training):
    stream.send(json.dumps({"type": "train", "id": id, "training": training}))


def sweep(stream, id, sweep):
    stream.send(json.dumps({"type": "sweep", "id": id, "sweep": sweep}))


def swept(across, up, steps):
    """A map of the rate and the start."""
    x = {"field": "optimizer.lr", "low": 0.001, "high": 1.0, "count": across, "scale": "log"}
    y = {"field": "start.0", "low": -2.0, "high": 2.0, "count": up}
    return {"run": {**RUN, "steps": steps}, "x": x, "y": y}


def cancel(stream, id):
    stream.send(json.dumps({"type": "cancel", "id": id}))


def recv(stream):
    return json.loads(stream.recv(timeout=60))


def until_done(stream, *ids):
    """The messages by their ids, up to the end of these. The last to end is the last in order."""
    messages = {}
    left = set(ids)
    while left:
        message = recv(stream)
        earlier = messages.pop(message["id"], [])
        messages[message["id"]] = [*earlier, message]
        if message["type"] in ("done", "error", "busy"):
            left.discard(message["id"])
    return messages


def joined(messages):
    """The chunks of one run as the columns of its answer over HTTP."""
    whole = {}
    for message in messages:
        columns = message.get("steps", {})
        for name, column in {**columns, **columns.get("state", {})}.items():
            if name != "state":
                whole.setdefault(name, []).extend(column)
    return whole


def flat(columns):
    return {**{name: column for name, column in columns.items() if name != "state"}, **columns.get("state", {})}


def test_a_run_is_started_streamed_and_done(stream):
    """First the whole spec, then the records in chunks, then the outcome, all under the run's id."""
    ask(stream, "a")
    messages = until_done(stream, "a")["a"]
    kinds = [message["type"] for message in messages]
    assert (kinds[0], set(kinds[1:-1]), kinds[-1]) == ("started", {"steps"}, "done")
    assert messages[0]["run"] == {
        **RUN,
        "optimizer": {"name": "adam", "lr": 0.05, "betas": [0.9, 0.999], "eps": 1e-8},
        "schedule": {"name": "constant"},
        "dtype": "float32",
        "changes": [],
    }
    assert messages[-1]["outcome"].keys() == {"status", "step", "point", "loss"}


def test_rates_come_with_the_start(stream, client):
    """Of a scheduled run and training the first message tells the rate of each update, as HTTP does."""
    run = {**RUN, "schedule": {"name": "one_cycle", "total_steps": 800}}
    ask(stream, "a", run)
    train(stream, "b", schedule={"name": "warmup"})
    messages = until_done(stream, "a", "b")
    assert messages["a"][0]["rates"] == client.post("/api/runs", json=run).json()["rates"]
    assert (len(messages["a"][0]["rates"]), messages["a"][0]["rates"][0]) == (800, pytest.approx(0.05 / 25))
    assert (len(messages["b"][0]["rates"]), messages["b"][0]["rates"][10]) == (80, 0.001)


def test_the_first_chunk_is_small_and_later_ones_are_not(stream):
    """Something is seen soon, and 801 records don't take 801 messages."""
    ask(stream, "a")
    sizes = [len(message["steps"]["step"]) for message in until_done(stream, "a")["a"] if message["type"] == "steps"]
    assert sizes == [8, 64, 256, 256, 217]


@pytest.mark.parametrize("changes", [[], [{"step": 37, "optimizer": {"lr": 0.3}}]])
def test_the_socket_tells_what_http_tells(client, stream, changes):
    """The chunks joined are the records of the answer over HTTP, digit for digit, and so is the outcome."""
    run = {**RUN, "changes": changes}
    answer = client.post("/api/runs", json=run).json()
    ask(stream, "a", run)
    messages = until_done(stream, "a")["a"]
    assert joined(messages) == flat(answer["steps"])
    assert messages[-1]["outcome"] == answer["outcome"]


def test_a_training_streams_as_http_answers(client, stream):
    """The updates and frames of all messages are those of the answer over HTTP, digit for digit, and so is the end."""
    answer = client.post("/api/trainings", json={"seed": 7}).json()
    train(stream, "b", seed=7)
    first, *chunks, last = until_done(stream, "b")["b"]
    assert (first["training"], first["rates"]) == (answer["training"], answer["rates"])
    assert joined(chunks) == answer["steps"]
    assert [frame for chunk in chunks for frame in chunk["frames"]] == answer["frames"]
    assert last["outcome"] == answer["outcome"]


def test_a_diverging_run_says_so(stream):
    """Divergence is an outcome: its step, and the last record within bounds."""
    ask(stream, "a", {**RUN, "optimizer": {"name": "simple_gd", "lr": 50}})
    messages = until_done(stream, "a")["a"]
    outcome = messages[-1]["outcome"]
    assert outcome["status"] == "diverged"
    assert joined(messages)["step"] == list(range(outcome["step"]))


def test_several_ids_share_a_socket(client, stream):
    """Runs asked for together take turns: the short one is done before the long ones, and each comes whole."""
    ask(stream, "long", LONG)
    train(stream, "training", epochs=20)
    ask(stream, "short", {**RUN, "steps": 5})
    messages = until_done(stream, "short")
    assert joined(messages["short"])["step"] == list(range(6))
    assert "done" not in [message["type"] for message in messages["long"]]
    rest = until_done(stream, "long", "training")
    assert joined(messages["long"] + rest["long"])["step"] == list(range(LONG["steps"] + 1))
    assert joined(messages.get("training", []) + rest["training"])["step"] == list(range(800))


def test_a_map_tells_how_far_it_is(client, stream):
    """The share that is done grows, and the map at the end is the one that HTTP answers."""
    spec = swept(512, 128, 500)
    sweep(stream, "a", spec)
    started, *progress, done = until_done(stream, "a")["a"]
    assert (started["type"], started["sweep"]["y"]["scale"], done["outcome"]) == (
        "started",
        "linear",
        {"status": "finished"},
    )
    shares = [message["done"] for message in progress]
    assert len(shares) > 3 and shares == sorted(shares) and 0 < shares[0] < shares[-1] < 1
    assert done["map"] == client.post("/api/sweeps", json=spec).json()


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


def test_a_fault_in_a_run_is_told(stream, monkeypatch, caplog):
    """What goes wrong in the server ends the run with an error, is logged, and leaves the socket open."""
    with monkeypatch.context() as patch:
        patch.setitem(vars(find(OBJECTIVES, "bumpy")), "call", lambda point: 1 / 0)
        ask(stream, "a")
        *_, error = until_done(stream, "a")["a"]
    assert (error["type"], error["field"]) == ("error", "run")
    assert "ZeroDivisionError" in caplog.text and "ZeroDivisionError" not in error["reason"]
    ask(stream, "a", {**RUN, "steps": 1})
    assert until_done(stream, "a")["a"][-1]["type"] == "done"


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
