"""Own optimizers over HTTP and the socket: answered as built-in ones, and their faults by line."""

import pytest
from websockets.sync.client import connect

from app.web.examples import SOURCE
from tests.web.owncode import BUILT_IN, ask, own, run, told

SPEAKING = SOURCE.replace("p.add_(", "print('at', p.item()); p.add_(")
STILL = SOURCE.replace("p.add_(", "p.add(")
FAULTY = SOURCE.replace("p.add_(", "print('once'); 1 / 0; p.add_(")


@pytest.fixture
def host(own_host):
    """The server whose sandbox is on."""
    return own_host


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
