"""`POST /api/runs`: a whole run in one answer."""

import pytest
import torch

from app.core.spec import MAX_STEPS

SQUARE = {"objective": {"name": "square"}, "optimizer": {"name": "simple_gd", "lr": 0.1}, "start": [1.0]}


def test_the_answer_has_the_spec_the_outcome_and_the_records(client):
    """The shape is the documented one: the whole spec with defaults, how it ended, the records in columns."""
    answer = client.post("/api/runs", json={**SQUARE, "optimizer": {"name": "adam"}, "steps": 2}).json()
    assert answer["run"] == {
        "objective": {"name": "square"},
        "optimizer": {"name": "adam", "lr": 0.1, "betas": [0.9, 0.999], "eps": 1e-8},
        "schedule": {"name": "constant"},
        "start": [1.0],
        "dtype": "float32",
        "changes": [],
        "steps": 2,
    }
    assert answer["outcome"].keys() == {"status", "step", "point", "loss"}
    steps = answer["steps"]
    assert steps["step"] == [0, 1, 2]
    assert [len(steps[name]) for name in ("point", "loss", "grad")] == [3, 3, 3]
    assert steps["state"].keys() == {"exp_avg", "exp_avg_sq"} and len(steps["state"]["exp_avg"]) == 3


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_numbers_are_a_notebooks(client, dtype):
    """Fifty steps of 0.1 down the parabola give what torch.optim.SGD gives, digit for digit."""
    x = torch.tensor([1.0], dtype=getattr(torch, dtype), requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=0.1)
    points = [x.tolist()]
    for _ in range(50):
        optimizer.zero_grad()
        (x**2).sum().backward()
        optimizer.step()
        points.append(x.tolist())
    answer = client.post("/api/runs", json={**SQUARE, "dtype": dtype, "steps": 50}).json()
    assert answer["steps"]["point"] == points


def test_the_articles_two_settings(client):
    """0.01 for 800 steps ends at 9.6e-8, 0.1 for 50 at 1.43e-5, the first once it has converged."""
    slow = client.post("/api/runs", json={**SQUARE, "optimizer": {"name": "simple_gd", "lr": 0.01}, "steps": 800})
    fast = client.post("/api/runs", json={**SQUARE, "steps": 50})
    assert slow.json()["outcome"]["point"] == pytest.approx([0.98**800], rel=1e-4)
    assert fast.json()["outcome"]["point"] == pytest.approx([0.8**50], rel=1e-4)
    assert slow.json()["outcome"]["status"] == "converged"


def test_a_diverging_run_ends_where_it_does(client):
    """Divergence is an answer like others: the records up to it, its step, and numbers alone."""
    answer = client.post("/api/runs", json={**SQUARE, "optimizer": {"name": "simple_gd", "lr": 1.5}, "steps": 50})
    outcome, steps = answer.json()["outcome"], answer.json()["steps"]
    assert answer.status_code == 200
    assert (outcome["status"], outcome["step"], outcome["point"]) == ("diverged", 20, [-524288.0])
    assert steps["step"] == list(range(20))
    assert None not in steps["loss"]


def test_a_change_bends_the_run_from_its_step_on(client):
    """The update from record 3 on uses the new rate; the records to it are the same as without."""
    straight = client.post("/api/runs", json={**SQUARE, "steps": 6}).json()["steps"]["point"]
    body = {**SQUARE, "steps": 6, "changes": [{"step": 3, "optimizer": {"lr": 0.3}}]}
    bent = client.post("/api/runs", json=body).json()["steps"]["point"]
    assert bent[:4] == straight[:4]
    assert bent[4][0] == pytest.approx(bent[3][0] * (1 - 2 * 0.3))


def test_as_many_steps_as_are_allowed(client):
    """Ten thousand steps are answered whole."""
    answer = client.post("/api/runs", json={**SQUARE, "steps": MAX_STEPS})
    assert answer.json()["steps"]["step"] == list(range(MAX_STEPS + 1))


def test_what_is_answered_can_be_asked_again(client):
    """The spec in an answer, posted as it is, is answered by the same bytes."""
    first = client.post("/api/runs", json={**SQUARE, "steps": 5})
    assert client.post("/api/runs", json=first.json()["run"]).content == first.content
