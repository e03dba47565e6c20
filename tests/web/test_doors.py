"""Bad input at the smaller doors: addresses, descents, frames and data."""

import json

import pytest

from tests.web.bad import DATA_NAMES, OBJECTIVE_NAMES, RUN, START, listed, moons


@pytest.mark.parametrize(
    ("body", "field", "reason"),
    [
        ({"name": "cube"}, "name", f"must be {listed(OBJECTIVE_NAMES)}, got 'cube'"),
        ({}, "name", f"is missing: {listed(sorted(OBJECTIVE_NAMES))}"),
        ({"name": "typed"}, "formula", "is missing"),
        ({"name": "typed", "formula": "log(0*x)"}, "formula", "column 1: nowhere in the domain are the function"),
        ({"name": "typed", "formula": "x", "domain": [[0, 2000]]}, "domain.0.1", f"{START}, got 2000"),
        ({"name": "typed", "formula": "x\ud800"}, "formula", "column 2: '\\ud800' is no part of a formula"),
        ("square", "body", "must be an object, got 'square'"),
    ],
)
def test_an_objective_by_itself_is_told_alike(post, body, field, reason):
    """Where the body is the objective itself its fields stand without a path."""
    ((told, why),) = post("/api/objectives", json.dumps(body))
    assert told == field and reason in why


@pytest.mark.parametrize(
    ("query", "field", "reason"),
    [
        ("from=-1", "from", "must be a whole number between 0 and 10000, got '-1'"),
        ("from=x", "from", "must be a whole number between 0 and 10000, got 'x'"),
        ("limit=0", "limit", "must be a whole number between 1 and 10001, got '0'"),
        ("limit=10002", "limit", "must be a whole number between 1 and 10001, got '10002'"),
    ],
)
def test_a_bad_query_is_told_alike(post, query, field, reason):
    """Numbers in an address are held to their ranges as numbers in a body are."""
    assert post(f"/api/descents/any/steps?{query}", "", method="GET") == [(field, reason)]


@pytest.mark.parametrize(
    ("method", "path", "body", "field", "reason"),
    [
        ("POST", "", {**RUN}, "steps", "is not a field here"),
        ("POST", "/any/steps", {"count": 0}, "count", "must be a whole number between 1 and 10000, got 0"),
        ("POST", "/any/steps", {"count": "1"}, "count", "must be a whole number between 1 and 10000, got '1'"),
        ("POST", "/any/steps", {"steps": 1}, "steps", "is not a field here"),
        ("PATCH", "/any", {}, "optimizer", "is missing"),
        ("PATCH", "/any", {"optimizer": {}}, "optimizer", "must have at least 1 item"),
        ("PATCH", "/any", {"optimizer": 3}, "optimizer", "must be an object, got 3"),
    ],
)
def test_a_descent_refuses_alike(post, method, path, body, field, reason):
    """The doors of a descent look at what is asked before they look for the descent."""
    assert post(f"/api/descents{path}", json.dumps(body), method=method) == [(field, reason)]


@pytest.mark.parametrize(
    ("path", "body", "field", "reason"),
    [
        ("trainings/frames", {"first": 0}, "training", "is missing"),
        ("trainings/frames", {"training": {}}, "first", "is missing"),
        (
            "trainings/frames",
            {"training": {"epochs": 0}, "first": 0},
            "training.epochs",
            "must be a whole number between 1 and 200, got 0",
        ),
        (
            "trainings/frames",
            {"training": moons(), "first": 0},
            "training.network.name",
            "conv takes pictures of 4 x 4, and moons has points",
        ),
        (
            "trainings/frames",
            {"training": {}, "first": -1},
            "first",
            "must be a whole number between 0 and 20000, got -1",
        ),
        (
            "trainings/frames",
            {"training": {}, "first": 0, "count": 65},
            "count",
            "must be a whole number between 1 and 64, got 65",
        ),
        ("datasets", {}, "data", "is missing"),
        ("datasets", {"data": {"name": "iris"}}, "data.name", f"must be {listed(DATA_NAMES)}, got 'iris'"),
        ("datasets", moons(seed=-1), "data.seed", "must be a whole number between 0 and 2147483647, got -1"),
        ("datasets", {**moons(), "network": {}}, "network", "is not a field here"),
    ],
)
def test_frames_and_data_are_told_alike(post, path, body, field, reason):
    """A training within a window, and data alone, are held to the same ranges, by their paths in the body."""
    assert post(f"/api/{path}", json.dumps(body)) == [(field, reason)]
