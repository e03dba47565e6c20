"""`POST /api/trainings` and `GET /api/samples`: the article's network."""

import math

import pytest


def test_the_answer_has_losses_weights_predictions_and_both_ends(client):
    """An empty body is the article's training: two epochs of forty samples, the first loss ln 4."""
    answer = client.post("/api/trainings", json={}).json()
    assert answer["training"] == {
        "optimizer": {"name": "momentum", "lr": 0.001, "momentum": 0.9},
        "schedule": {"name": "constant"},
        "seed": 0,
        "epochs": 2,
    }
    steps = answer["steps"]
    assert steps["step"] == list(range(80))
    assert steps["loss"][0] == pytest.approx(math.log(4), rel=1e-7)
    assert (len(steps["weights"]), len(steps["weights"][0]), len(steps["weights"][0][0])) == (80, 4, 4)
    assert answer["outcome"] == {"status": "finished", "step": 80, "loss": steps["loss"][-1]}
    for end in (answer["before"], answer["after"]):
        assert end.keys() == {"weights", "predictions", "accuracy", "test"}
        assert len(end["predictions"]) == 40 and end["accuracy"].keys() == {"all", "A", "B"}
    assert answer["before"]["weights"] == steps["weights"][0]


def test_the_rule_written_by_hand_trains_it(client):
    """The article's point: its own `simple_gd` trains the network as torch's optimizers do."""
    body = {"optimizer": {"name": "simple_gd", "lr": 0.001}, "seed": 7, "epochs": 3}
    answer = client.post("/api/trainings", json=body).json()
    assert answer["outcome"]["step"] == 120
    assert answer["after"]["accuracy"]["all"] > answer["before"]["accuracy"]["all"]


def test_a_schedule_trains_it(client):
    """With a warm-up the rate of each update is told, and the losses part from those of a constant one."""
    plain = client.post("/api/trainings", json={}).json()
    warmed = client.post("/api/trainings", json={"schedule": {"name": "warmup", "total_iters": 20}}).json()
    assert (len(warmed["rates"]), warmed["rates"][0], warmed["rates"][20]) == (80, 0.0001, 0.001)
    assert warmed["steps"]["loss"][:2] == pytest.approx(plain["steps"]["loss"][:2], rel=1e-3)
    assert warmed["after"]["weights"] != plain["after"]["weights"]


def test_a_training_of_too_large_a_rate_diverges(client):
    """A training that flies apart is an answer too, of numbers alone."""
    answer = client.post(
        "/api/trainings", json={"optimizer": {"name": "momentum", "lr": 100, "momentum": 1}, "epochs": 50}
    )
    assert answer.json()["outcome"]["status"] == "diverged"
    assert answer.json().pop("rates") is None
    assert answer.content.count(b"null") == 1 and b"NaN" not in answer.content


def test_the_samples(client):
    """Forty pictures, twenty of A and then twenty of B, and the single test at an intensity no sample has."""
    samples = client.get("/api/samples").json()
    assert samples["classes"] == ["A", "B"]
    assert samples["labels"] == [0] * 20 + [1] * 20
    assert len(samples["images"]) == 40
    assert max(map(max, samples["test"]["image"])) == pytest.approx(999_999_999)
