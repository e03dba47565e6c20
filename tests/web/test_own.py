"""Own optimizers through the doors: runs, trainings and looks, what is said of mistakes, and who ends them."""

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

PATIENCE = 30
BUILT_IN = {"objective": {"name": "square"}, "optimizer": {"name": "simple_gd", "lr": 0.1}, "start": [1.0], "steps": 50}
SPEAKING = SOURCE.replace("p.add_(", "print('at', p.item()); p.add_(")
STILL = SOURCE.replace("p.add_(", "p.add(")
FAULTY = SOURCE.replace("p.add_(", "print('once'); 1 / 0; p.add_(")
ENDLESS = SOURCE.replace("p.add_(", "exec('while True: pass'); p.add_(")


def own(source=SOURCE, **more):
    return {"source": source, "class": "SimpleGD", **more}


def run(source=SOURCE, **more):
    return {**BUILT_IN, "optimizer": own(source, lr=0.1), **more}


@pytest.fixture
def host(own_host):
    """The server whose sandbox is on."""
    return own_host


def told(stream, id):
    """All messages of an id, to its last."""
    messages = []
    while not messages or messages[-1]["type"] not in ("done", "error", "busy"):
        message = json.loads(stream.recv(timeout=PATIENCE))
        messages += [message] if message["id"] == id else []
    return messages


def sandboxed(server):
    """A server that runs own optimizers, as one does that isn't a test's."""
    server.environment["KUDARI_OWN_RUNS_AT_ONCE"] = "2"
    return server


def ask(stream, id, type, spec):
    stream.send(json.dumps({"type": type, "id": id, {"run": "run", "train": "training", "look": "look"}[type]: spec}))


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


def test_an_own_run_is_answered_as_a_built_in_one(client):
    """The same outcome and records to the bit, the whole spec, and besides what was printed and warned of."""
    mine, ours = (client.post("/api/runs", json=spec).json() for spec in (run(), BUILT_IN))
    assert {name: mine[name] for name in ("outcome", "steps", "rates")} == {
        name: ours[name] for name in ("outcome", "steps", "rates")
    }
    assert mine["run"] == {**ours["run"], "optimizer": {"name": "own", **own(lr=0.1)}}
    assert (mine["printed"], mine["warnings"]) == ("", [])


@pytest.mark.parametrize(
    "more",
    [
        {"objective": {"name": "bumpy"}, "start": [1.6]},
        {"objective": {"name": "rosenbrock"}, "start": [-1.2, 1.0], "optimizer": {"lr": 0.001}},
        {"objective": {"name": "typed", "formula": "x**2 + 0.3*sin(12*x)"}, "start": [0.7]},
        {"objective": {"name": "bumpy"}, "start": [1.6], "dtype": "float64"},
        {"objective": {"name": "square"}, "start": [1.0], "optimizer": {"lr": 1.5}},
        {"objective": {"name": "ravine"}, "start": [-1.5, 0.5], "schedule": {"name": "cosine", "T_max": 50}},
        {"objective": {"name": "ravine"}, "start": [-1.5, 0.5], "changes": [{"step": 9, "optimizer": {"lr": 0.03}}]},
    ],
)
def test_the_bits_are_those_of_the_built_in_rule(client, more):
    """Over one coordinate and two, typed, in float64, where it diverges, with a schedule and with a change."""
    lr = more.get("optimizer", {"lr": 0.02})["lr"]
    rules = (own(lr=lr), {"name": "simple_gd", "lr": lr})
    mine, ours = (client.post("/api/runs", json={**BUILT_IN, **more, "optimizer": rule}).json() for rule in rules)
    assert (mine["steps"], mine["outcome"]) == (ours["steps"], ours["outcome"])


def test_schedules_and_changes_bend_it_too(client):
    """A scheduled rate, and a rate changed on the way, are those of the built-in rule, to a last bit."""
    more = {"schedule": {"name": "one_cycle", "total_steps": 50}, "changes": [{"step": 9, "optimizer": {"lr": 0.3}}]}
    mine, ours = (client.post("/api/runs", json={**spec, **more}).json() for spec in (run(), BUILT_IN))
    assert mine["rates"] == ours["rates"]
    assert mine["steps"]["loss"] == pytest.approx(ours["steps"]["loss"], rel=1e-4)


def test_an_own_training_is_answered_as_a_built_in_one(client):
    """Every update in its order, a frame for each, and the same losses to a last bit."""
    mine = client.post("/api/trainings", json={"optimizer": own(lr=0.001), "epochs": 2}).json()
    ours = client.post("/api/trainings", json={"optimizer": {"name": "simple_gd", "lr": 0.001}, "epochs": 2}).json()
    for name in ("step", "epoch", "samples"):
        assert mine["steps"][name] == ours["steps"][name]
    assert mine["steps"]["loss"] == pytest.approx(ours["steps"]["loss"], rel=1e-4)
    assert [frame["step"] for frame in mine["frames"]] == [frame["step"] for frame in ours["frames"]]
    assert mine["training"]["optimizer"]["class"] == "SimpleGD"


def test_the_socket_tells_what_http_tells(client, host):
    """Started with the whole spec, then prints among the records, then done."""
    answer = client.post("/api/runs", json=run(SPEAKING, steps=5)).json()
    with connect(f"ws://{host}/api/stream") as stream:
        ask(stream, "a", "run", run(SPEAKING, steps=5))
        messages = told(stream, "a")
    assert messages[0] == {"id": "a", "type": "started", "run": answer["run"], "rates": None}
    assert "".join(each["text"] for each in messages if each["type"] == "print") == answer["printed"]
    assert answer["printed"].startswith("at 1.0\nat 0.80000001")
    assert [step for each in messages if each["type"] == "steps" for step in each["steps"]["step"]] == [*range(6)]
    assert messages[-1]["outcome"] == answer["outcome"]


def test_an_id_is_free_once_its_run_is_done(host):
    """Asked again at once under the same id: the process of the first run is gone by then."""
    with connect(f"ws://{host}/api/stream") as stream:
        for _ in range(8):
            ask(stream, "a", "run", run(steps=2))
            assert told(stream, "a")[-1]["type"] == "done"


def test_a_likely_mistake_is_warned_of(client, host):
    """A parameter that never moves: the run goes on, and the warning has a hint."""
    (warning,) = client.post("/api/runs", json=run(STILL, steps=5)).json()["warnings"]
    assert warning["text"] and warning["hint"]
    with connect(f"ws://{host}/api/stream") as stream:
        ask(stream, "a", "run", run(STILL, steps=5))
        assert {"id": "a", "type": "warning", **warning} in told(stream, "a")


@pytest.mark.parametrize(("type", "door"), [("run", "/api/runs"), ("train", "/api/trainings")])
def test_a_fault_has_its_line(client, host, type, door):
    """Over HTTP and on the socket: the field, the exception, its line, and what was printed until then."""
    spec = run(FAULTY) if type == "run" else {"optimizer": own(FAULTY, lr=0.1)}
    answer = client.post(door, json=spec)
    assert answer.status_code == 422
    (problem,) = answer.json()["detail"]
    line = 1 + FAULTY.splitlines().index(next(each for each in FAULTY.splitlines() if "1 / 0" in each))
    assert (problem["field"], problem["fault"]["line"]) == ("optimizer.source", line)
    assert problem["msg"] == f"ZeroDivisionError: division by zero (line {line})"
    assert answer.json()["printed"] == "once\n"
    with connect(f"ws://{host}/api/stream") as stream:
        ask(stream, "a", type, spec)
        last = told(stream, "a")[-1]
    field = "run" if type == "run" else "training"
    assert (last["type"], last["field"], last["reason"]) == ("error", f"{field}.optimizer.source", problem["msg"])
    assert last["fault"] == problem["fault"]


@pytest.mark.parametrize(
    ("optimizer", "field", "said"),
    [
        ({"name": "own"}, "optimizer.source", "is missing"),
        ({"source": SOURCE}, "optimizer.class", "is missing"),
        ({"source": "", "class": "A"}, "optimizer.source", "at least 1 character"),
        ({"source": "#" * 65_537, "class": "A"}, "optimizer.source", "at most 65536 bytes"),
        ({"source": "x", "class": "a b"}, "optimizer.class", "name of a class"),
        (own(lr={}), "optimizer.lr", "finite number"),
        (own(params=1), "optimizer.params", "a name that a hyperparameter can have"),
    ],
)
def test_bad_input_names_its_field(client, optimizer, field, said):
    """What no schema takes never comes to the sandbox, in a run or in a training."""
    for door, spec in (("/api/runs", BUILT_IN), ("/api/trainings", {})):
        answer = client.post(door, json={**spec, "optimizer": optimizer})
        assert answer.status_code == 422
        problem = answer.json()["detail"][0]
        assert problem["field"] == field and said in problem["msg"]


def test_a_look_tells_what_there_is_to_tell(client, host):
    """The class, its hyperparameters with their defaults, and the same on the socket; a mistake has its line."""
    answer = client.post("/api/optimizers/look", json={"source": SOURCE}).json()
    assert (answer["class"], answer["classes"]) == ("SimpleGD", ["SimpleGD"])
    (lr,) = answer["hyperparameters"]
    assert (lr["name"], lr["default"], lr["kind"], lr["required"]) == ("lr", 0.1, "number", False)
    with connect(f"ws://{host}/api/stream") as stream:
        ask(stream, "a", "look", {"source": SOURCE})
        (message,) = told(stream, "a")
        ask(stream, "b", "look", {"source": "import torch\nclass A(:"})
        (error,) = told(stream, "b")
    assert {**message, "printed": "", "warnings": []} == {"id": "a", "type": "done", **answer}
    assert (error["field"], error["fault"]["line"]) == ("look.source", 2)


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
