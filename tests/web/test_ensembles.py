"""`POST /api/trainings/ensembles`, `POST /api/trainings/maps`, and the same on the socket."""

import csv
import io
import json

import httpx
import pytest
from websockets.sync.client import connect

AXES = {
    "x": {"field": "optimizer.lr", "low": 0.0001, "high": 0.01, "count": 3, "scale": "log"},
    "y": {"field": "optimizer.momentum", "low": 0.0, "high": 0.9, "count": 2},
}
LONG = {"training": {"data": {"name": "moons"}, "network": {"name": "perceptron"}, "epochs": 40}, "count": 1000}


def ask(stream, kind, spec):
    stream.send(json.dumps({"type": kind, "id": "a", kind: spec}))


def until_done(stream):
    messages = [json.loads(stream.recv(timeout=60))]
    while messages[-1]["type"] not in ("done", "error", "busy"):
        messages.append(json.loads(stream.recv(timeout=60)))
    return messages


def test_a_hundred_networks(client):
    """The article's training a hundred times: 25 pass its test before, 77 after, and all is told of each seed."""
    answer = client.post("/api/trainings/ensembles", json={"training": {}}).json()
    assert answer["ensemble"]["count"] == 100
    assert {len(column) for column in answer["steps"].values()} == {80}
    stands = [(stand["step"], stand["learned"]) for stand in answer["standings"]]
    assert (stands[0], stands[-1], len(stands)) == ((0, 25), (80, 77), 11)
    assert answer["networks"]["seed"] == [*range(100)] and sum(answer["networks"]["learned"]) == 77
    before, after = (answer["weights"][end]["deviation"]["conv.weight"] for end in ("before", "after"))
    assert len(before) == len(after) == 4 and before != after


def test_the_socket_tells_what_http_tells(client, stream):
    """The parts joined are the answer over HTTP."""
    spec = {"training": {"order": "shuffled"}, "first": 3, "count": 9}
    answer = client.post("/api/trainings/ensembles", json=spec).json()
    ask(stream, "ensemble", spec)
    started, *chunks, done = until_done(stream)
    assert started["ensemble"] == answer["ensemble"]
    for name, column in answer["steps"].items():
        assert [each for chunk in chunks for each in chunk["steps"][name]] == column
    assert [stand for chunk in chunks for stand in chunk["standings"]] == answer["standings"]
    assert (done["networks"], done["weights"]) == (answer["networks"], answer["weights"])
    assert done["outcome"] == {"status": "finished", "step": 80}


def test_a_map_tells_how_far_it_is(client, stream):
    """The share that is done grows, and the map at the end is the one that HTTP answers."""
    spec = {"training": {}, "count": 2, **AXES}
    ask(stream, "ensemble_map", spec)
    started, *progress, done = until_done(stream)
    shares = [message["done"] for message in progress]
    assert started["ensemble_map"]["first"] == 0 and len(shares) > 3 and shares == sorted(shares)
    assert done["map"] == client.post("/api/trainings/maps", json=spec).json()
    assert done["map"]["learned"]["shape"] == "2, 3"


@pytest.mark.parametrize(("kind", "spec"), [("ensemble", LONG), ("ensemble_map", {**LONG, "count": 50, **AXES})])
def test_what_takes_long_can_be_cancelled(stream, kind, spec):
    """Thousands of networks end at once when they are cancelled."""
    ask(stream, kind, spec)
    while json.loads(stream.recv(timeout=60))["type"] not in ("steps", "progress"):
        pass
    stream.send(json.dumps({"type": "cancel", "id": "a"}))
    assert until_done(stream)[-1] == {"id": "a", "type": "done", "outcome": {"status": "cancelled"}}


def test_a_full_server_says_how_long_to_wait(serving, settings):
    """Ensembles count as maps do. What one was told is taken home all the same: it isn't computed again."""
    few = {"training": {}, "count": 3}
    with (
        serving(settings.model_copy(update={"maps_at_once": 1})) as host,
        connect(f"ws://{host}/api/stream") as first,
        connect(f"ws://{host}/api/stream") as second,
    ):
        ask(second, "ensemble", few)
        losses = [loss for chunk in until_done(second)[1:-1] for loss in chunk["steps"]["median"]]
        ask(first, "ensemble", LONG)
        first.recv(timeout=60)
        ask(second, "ensemble", {"training": {}})
        assert until_done(second)[-1]["reason"] == "must wait: at most 1 maps at once on this server"
        table = httpx.post(f"http://{host}/api/exports/csv", json={"ensemble": few}).text
        assert [float(row["median"]) for row in csv.DictReader(io.StringIO(table))] == losses


X, Y = AXES["x"], AXES["y"]


@pytest.mark.parametrize(
    ("door", "spec", "field", "reason"),
    [
        ("ensembles", {"training": {}, "count": 1}, "count", "must be a whole number between 2 and 1000, got 1"),
        (
            "ensembles",
            {"training": {}, "first": -1},
            "first",
            "must be a whole number between 0 and 2147482647, got -1",
        ),
        (
            "ensembles",
            {"training": {"epochs": 0}},
            "training.epochs",
            "must be a whole number between 1 and 200, got 0",
        ),
        (
            "ensembles",
            {**LONG, "training": {**LONG["training"], "epochs": 51}},
            "count",
            "must be fewer: 1,000 networks",
        ),
        ("maps", {"training": {}, "x": X, "y": X}, "y.field", "is the field of x too"),
        ("maps", {"training": {}, "x": X, "y": {**Y, "high": 2.0}}, "y.high", "between 0 and 1, got 2.0"),
        ("maps", {"training": {}, "x": X, "y": {**Y, "field": "seed"}}, "y.field", "optimizer.lr, optimizer.momentum"),
        (
            "maps",
            {"training": {}, "count": 100, "x": {**X, "count": 64}, "y": {**Y, "count": 64}},
            "count",
            "10,000,000",
        ),
        (
            "maps",
            {"training": {"changes": [{"step": 1, "optimizer": {"lr": 0.1}}]}, **AXES},
            "training.changes",
            "must be empty",
        ),
    ],
)
def test_bad_input_is_named(client, door, spec, field, reason):
    """What is wrong is told by its field and what is allowed, before anything is computed."""
    (problem,) = client.post(f"/api/trainings/{door}", json=spec).json()["detail"]
    assert problem["field"] == field and reason in problem["msg"]
