"""`/api/datasets` and `/api/networks`: what there is to train, and with what."""

import math

import pytest

from app.core.catalogue.datasets import DATASETS
from app.core.catalogue.networks import NETWORKS


@pytest.mark.parametrize(("path", "entries"), [("datasets", DATASETS), ("networks", NETWORKS)])
def test_every_entry_is_told(client, path, entries):
    """In the catalogue's order, each parameter with its default, range and help."""
    answer = client.get(f"/api/{path}").json()
    assert [each["name"] for each in answer] == [entry.name for entry in entries]
    for told, entry in zip(answer, entries, strict=True):
        assert [each["name"] for each in told["parameters"]] == [each.name for each in entry.parameters]
        assert all(each["minimum"] <= each["default"] <= each["maximum"] for each in told["parameters"])


def test_the_article_s_samples(client):
    """Forty pictures, twenty of A and then twenty of B, and the single test at an intensity no sample has."""
    answer = client.post("/api/datasets", json={"data": {"name": "patterns"}}).json()
    assert answer["data"] == {"name": "patterns", "darkest": 0.0, "spacing": 1.0}
    assert (answer["classes"], answer["shape"], answer["domain"]) == (["A", "B"], [1, 4, 4], [])
    assert answer["training"]["labels"] == [0] * 20 + [1] * 20
    assert answer["test"]["labels"] == [0]
    assert max(map(max, answer["test"]["inputs"][0][0])) == pytest.approx(999_999_999)


def test_own_points_come_back(client):
    """Own points are all for training, and a plot shows them all."""
    data = {"name": "points", "classes": ["near", "far"], "points": [[0.0, 0.5], [3.0, 4.0]], "labels": [0, 1]}
    answer = client.post("/api/datasets", json={"data": data}).json()
    assert answer["data"] == data and answer["test"] is None
    assert answer["training"] == {"inputs": data["points"], "labels": [0, 1]}
    assert all(
        low < point[axis] < high for point in data["points"] for axis, (low, high) in enumerate(answer["domain"])
    )


@pytest.mark.parametrize("entry", DATASETS, ids=lambda entry: entry.name)
def test_samples_are_answered_digit_for_digit(client, entry):
    """What is answered of each set is what a training loads, by number and class."""
    answer = client.post("/api/datasets", json={"data": {"name": entry.name}}).json()
    assert len(answer["training"]["inputs"]) == len(answer["training"]["labels"]) > 0
    assert answer["shape"] == list(entry.shape) and answer["classes"] == list(entry.classes)
    assert math.isfinite(sum(map(float, answer["training"]["labels"])))
