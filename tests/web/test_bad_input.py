"""Bad input: over HTTP and over the socket the same field is named, and the same range."""

import json

import httpx
import pytest

from tests.web.bad import BAD, RUN

each_bad = pytest.mark.parametrize(("kind", "body", "field", "reason"), BAD.values(), ids=BAD.keys())


@each_bad
def test_http_names_the_field_and_what_is_allowed(post, kind, body, field, reason):
    """One field is wrong, one is named, by its path in the body."""
    ((told, why),) = post("/api/runs" if kind == "run" else "/api/trainings", json.dumps(body))
    assert told == field and reason in why


@each_bad
def test_the_socket_names_the_field_and_what_is_allowed(say, kind, body, field, reason):
    """The same is told on the socket, by its path in the message, under the request's id."""
    answer = say(json.dumps({"type": "run" if kind == "run" else "train", "id": "a", kind: body}))
    assert (answer["type"], answer["id"], answer["field"]) == ("error", "a", f"{kind}.{field}")
    assert reason in answer["reason"]


def test_a_formula_is_told_its_column(post, say, refusing):
    """Where in the formula is told as a number too, through each door."""
    typed = {"name": "typed", "formula": "x + (x"}
    run = {**RUN, "objective": typed}
    with httpx.Client(base_url=f"http://{refusing}", timeout=60) as client:
        for path, body, field in (
            ("/api/objectives", typed, "formula"),
            ("/api/runs", run, "objective.formula"),
            ("/api/fans", {"run": run, "field": "start.0", "values": [0, 1], "kept": [0]}, "run.objective.formula"),
        ):
            (problem,) = client.post(path, json=body).json()["detail"]
            assert problem == {"field": field, "msg": "column 5: '(' is never closed", "column": 5}
    answer = say(json.dumps({"type": "run", "id": "a", "run": run}))
    assert (answer["field"], answer["column"]) == ("run.objective.formula", 5)


def test_all_that_is_wrong_is_told_at_once(post):
    """Several errors in one body are all named, as long as they are few."""
    body = {**RUN, "steps": 0, "objective": {"name": "cube"}, "start": ["1"] * 1_000}
    told = [field for field, _ in post("/api/runs", json.dumps(body))]
    assert told[:2] == ["objective.name", "start.0"] and len(told) == 20
