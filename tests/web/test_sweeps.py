"""`POST /api/fans`, `POST /api/sweeps`: arrays in Plotly's form, whose every place is a run's own answer."""

from base64 import b64decode

import numpy as np
import pytest

RUN = {"objective": {"name": "double_well"}, "optimizer": {"name": "adam"}, "start": [1.0], "steps": 60}
FAN = {"run": RUN, "field": "optimizer.lr", "values": [0.01, 0.1, 50.0], "kept": [0, 30, 60]}
X = {"field": "optimizer.lr", "low": 0.01, "high": 1.0, "count": 5, "scale": "log"}
Y = {"field": "start.0", "low": -2.0, "high": 2.0, "count": 3}
SWEEP = {"run": RUN, "x": X, "y": Y}


def array(typed):
    """A typed array, read as a client reads it."""
    flat = np.frombuffer(b64decode(typed["bdata"]), dtype=f"<{typed['dtype']}")
    return flat.reshape([int(count) for count in typed["shape"].split(",")]) if "shape" in typed else flat


def test_a_fan_is_many_runs(client):
    """The kept records of each path are those that the run with that rate has."""
    answer = client.post("/api/fans", json=FAN).json()
    for lane, lr in enumerate(FAN["values"]):
        alone = client.post("/api/runs", json={**RUN, "optimizer": {"name": "adam", "lr": lr}}).json()
        kept = [step for step in FAN["kept"] if step < len(alone["steps"]["step"])]
        for name in ("point", "loss", "grad"):
            column = np.array(alone["steps"][name], dtype=np.float32)[kept]
            np.testing.assert_array_equal(array(answer[name])[lane, : len(kept)], column)
        squares = np.array(alone["steps"]["state"]["exp_avg_sq"], dtype=np.float32)[kept]
        np.testing.assert_array_equal(array(answer["state"]["exp_avg_sq"])[lane, : len(kept)], squares)
        ends = answer["ends"]
        assert ends["statuses"][array(ends["status"])[lane]] == alone["outcome"]["status"]
        assert array(ends["step"])[lane] == alone["outcome"]["step"]


def test_a_map_is_many_runs(client):
    """Each place of a map is the outcome of the run with that rate from that start."""
    answer = client.post("/api/sweeps", json=SWEEP).json()
    rates, starts, ends = array(answer["x"]), array(answer["y"]), answer["ends"]
    assert (rates[0], rates[-1], starts[0], starts[-1]) == (0.01, 1.0, -2.0, 2.0)
    for row, column in [(0, 0), (1, 4), (2, 2)]:
        optimizer = {"name": "adam", "lr": rates[column]}
        alone = client.post("/api/runs", json={**RUN, "optimizer": optimizer, "start": [starts[row]]}).json()["outcome"]
        assert ends["statuses"][array(ends["status"])[row, column]] == alone["status"]
        assert (array(ends["step"])[row, column], array(ends["loss"])[row, column]) == (alone["step"], alone["loss"])


def test_a_whole_slider_is_a_few_hundred_kilobytes(client):
    """Three hundred rates by sixty-four records, with all that Adam keeps."""
    values = np.geomspace(0.001, 10, 300).tolist()
    kept = np.linspace(0, 800, 64).astype(int).tolist()
    answer = client.post("/api/fans", json={"run": {**RUN, "steps": 800}, **FAN, "values": values, "kept": kept[:60]})
    assert len(answer.content) < 600_000


@pytest.mark.parametrize(
    ("path", "body", "field", "said"),
    [
        ("fans", {**FAN, "field": "optimizer.momentum"}, "field", "must be one of start, start.0, optimizer.lr"),
        ("fans", {**FAN, "values": [0.1, -1]}, "values.1", "must be a number between 0 and 100, got -1"),
        ("fans", {**FAN, "kept": [0, 61]}, "kept", "must be steps of the run, which has 60, got 61"),
        ("sweeps", {**SWEEP, "y": X}, "y.field", "is the field of x too"),
        ("sweeps", {**SWEEP, "x": {**X, "count": 513}}, "x.count", "must be a whole number between 2 and 512"),
        ("sweeps", {**SWEEP, "x": {**X, "high": 101}}, "x.high", "must be a number between 0 and 100, got 101"),
        ("sweeps", {**SWEEP, "run": {**RUN, "steps": 0}}, "run.steps", "must be a whole number between 1 and 10000"),
        ("sweeps", {"run": RUN, "x": X}, "y", "is missing"),
    ],
)
def test_what_is_refused_is_named(client, path, body, field, said):
    """A refusal names the field, and what is allowed."""
    answer = client.post(f"/api/{path}", json=body)
    (problem,) = answer.json()["detail"]
    assert (answer.status_code, problem["field"]) == (422, field)
    assert said in problem["msg"]
