"""`POST /api/trainings`, and the network at some of its updates: `POST /api/trainings/frames`."""

import math

import numpy as np
import pytest

MOONS = {
    "data": {"name": "moons"},
    "network": {"name": "perceptron"},
    "optimizer": {"name": "adam", "lr": 0.05},
    "batch": 10,
    "epochs": 3,
}


def test_an_empty_body_is_the_article_s_training(client):
    """Two epochs of forty samples, the first loss ln 4, and the network before each update and after the last."""
    answer = client.post("/api/trainings", json={}).json()
    assert answer["training"] == {
        "optimizer": {"name": "momentum", "lr": 0.001, "momentum": 0.9},
        "schedule": {"name": "constant"},
        "changes": [],
        "data": {"name": "patterns", "darkest": 0.0, "spacing": 1.0},
        "network": {"name": "conv"},
        "loss": "cross_entropy",
        "order": "given",
        "batch": 1,
        "seed": 0,
        "epochs": 2,
    }
    steps = answer["steps"]
    assert (steps["step"], steps["samples"]) == ([*range(80)], [[sample] for sample in [*range(40)] * 2])
    assert steps["loss"][0] == pytest.approx(math.log(4), rel=1e-7)
    assert answer["outcome"] == {"status": "finished", "step": 80, "loss": steps["loss"][-1]}
    assert [frame["step"] for frame in answer["frames"]] == [*range(81)]


def test_a_frame_is_told_as_it_is_described(client):
    """What an answer's frames hold is what `/docs` says of them, and the last one has nothing to come."""
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    frames = client.post("/api/trainings", json={**MOONS, "epochs": 1}).json()["frames"]
    assert all(frame.keys() == schemas["FrameAnswer"]["properties"].keys() for frame in frames)
    assert frames[0]["plane"]["said"].keys() == {"dtype", "bdata", "shape"}
    assert frames[0]["state"].keys() == frames[0]["grads"].keys() == frames[0]["weights"].keys()
    assert frames[-1]["grads"] is frames[-1]["update"] is frames[-1]["logits"] is None


def test_the_rule_written_by_hand_trains_it(client):
    """The article's point: its own `simple_gd` trains the network as torch's optimizers do."""
    body = {"optimizer": {"name": "simple_gd", "lr": 0.001}, "seed": 7, "epochs": 3}
    answer = client.post("/api/trainings", json=body).json()
    first, last = (answer["frames"][place]["training"]["accuracy"]["all"] for place in (0, -1))
    assert answer["outcome"]["step"] == 120 and last > first


def test_a_schedule_trains_it(client):
    """With a warm-up the rate of each update is told, and the losses part from those of a constant one."""
    plain = client.post("/api/trainings", json={}).json()
    warmed = client.post("/api/trainings", json={"schedule": {"name": "warmup", "total_iters": 20}}).json()
    assert (len(warmed["rates"]), warmed["rates"][0], warmed["rates"][20]) == (80, 0.0001, 0.001)
    assert warmed["steps"]["loss"][:2] == pytest.approx(plain["steps"]["loss"][:2], rel=1e-3)
    assert warmed["frames"][-1]["weights"] != plain["frames"][-1]["weights"]


def test_a_training_of_too_large_a_rate_diverges(client):
    """A training that flies apart is an answer too, of numbers alone."""
    body = {"optimizer": {"name": "momentum", "lr": 100, "momentum": 1}, "epochs": 50}
    answer = client.post("/api/trainings", json=body)
    outcome, last = answer.json()["outcome"], answer.json()["frames"][-1]
    assert (outcome["status"], outcome["step"]) == ("diverged", last["step"])
    assert np.abs(last["weights"]["conv.weight"]).max() <= 1e6
    assert b"NaN" not in answer.content and b"Infinity" not in answer.content


def test_frames_of_any_updates(client):
    """A window has the very frames of the whole answer, forwards and back, and fewer at the end."""
    whole = client.post("/api/trainings", json={}).json()["frames"]
    for first, count, wanted in ((30, 3, whole[30:33]), (7, 1, whole[7:8]), (79, 9, whole[79:]), (80, 1, whole[80:])):
        window = {"training": {}, "first": first, "count": count}
        assert client.post("/api/trainings/frames", json=window).json() == {"frames": wanted}
    assert client.post("/api/trainings/frames", json={"training": {}, "first": 81}).json() == {"frames": []}


def test_frames_between_those_of_a_long_training(client):
    """Where not every update has its frame, those that are left out can be asked for, and have the same plane."""
    body = {**MOONS, "epochs": 20}
    told = {frame["step"]: frame for frame in client.post("/api/trainings", json=body).json()["frames"]}
    first = sorted(told)[1]
    between = client.post("/api/trainings/frames", json={"training": body, "first": 1, "count": first}).json()["frames"]
    assert [frame["step"] for frame in between] == [*range(1, first + 1)] and first > 1
    assert between[-1] == told[first]
