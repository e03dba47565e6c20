"""`/openapi.json`: what `/docs` shows, and offers to try."""

import json
import re

import httpx
import pytest


@pytest.fixture(scope="module")
def host(own_host):
    """A server that runs own optimizers too."""
    return own_host


@pytest.fixture(scope="module")
def schema(host):
    """What a server answers, which takes it a second to write."""
    return httpx.get(f"http://{host}/openapi.json", timeout=60).json()


def operations(schema):
    """Each operation of the API as (method, path, what is said of it)."""
    return [
        (method, path, operation) for path, methods in schema["paths"].items() for method, operation in methods.items()
    ]


def test_every_door_is_described(schema):
    """The API's doors are all there, each says what it does, and pages are none of them."""
    assert all(operation["description"] for _, _, operation in operations(schema))
    assert {path for _, path, _ in operations(schema)} >= {
        "/api/objectives",
        "/api/optimizers",
        "/api/runs",
        "/api/descents",
        "/api/descents/{id}",
        "/api/descents/{id}/steps",
        "/api/trainings",
        "/api/trainings/frames",
        "/api/trainings/sessions",
        "/api/trainings/sessions/{id}",
        "/api/trainings/sessions/{id}/steps",
        "/api/datasets",
        "/api/networks",
    }
    assert all(path.startswith("/api/") for _, path, _ in operations(schema))


def test_every_reference_is_there(schema):
    """Each shape that is named is described."""
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(schema)))
    assert named == schema["components"]["schemas"].keys() & named


def test_errors_are_described_as_they_come(client, schema):
    """What is said of a refusal is what is answered: a field and a message, and where in a formula it is."""
    said = schema["components"]["schemas"]["RefusedField"]["properties"].keys()
    (problem,) = client.post("/api/objectives", json={"name": "typed", "formula": "cube(x)"}).json()["detail"]
    assert problem.keys() == said
    assert "HTTPValidationError" not in schema["components"]["schemas"]


def test_every_example_can_be_tried(client, schema):
    """What `/docs` offers to send is answered as it stands."""
    tried = 0
    for method, path, operation in operations(schema):
        content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        for example in content.get("examples", {}).values():
            answer = client.request(method, path, json=example["value"])
            assert answer.status_code in (200, 201), answer.text
            tried += 1
    assert tried >= 6


@pytest.mark.parametrize(
    "path", ["runs", "descents", "trainings", "trainings/frames", "trainings/sessions", "datasets"]
)
def test_a_body_has_an_example(schema, path):
    """Each body that starts something can be tried at the first click."""
    assert schema["paths"][f"/api/{path}"]["post"]["requestBody"]["content"]["application/json"]["examples"]


def test_the_example_of_an_answer_is_a_real_one(client, schema):
    """The numbers shown of a run are those that are answered."""
    example = schema["components"]["schemas"]["RunAnswer"]["example"]
    assert client.post("/api/runs", json=example["run"]).json() == example


def test_ranges_are_in_the_schema(schema):
    """Steps, and the query of a history, say what is allowed."""
    steps = schema["components"]["schemas"]["RunSpec"]["properties"]["steps"]
    assert (steps["minimum"], steps["maximum"]) == (1, 10_000)
    for path, most in (("/api/descents/{id}/steps", 10_000), ("/api/trainings/sessions/{id}/steps", 20_000)):
        query = {each["name"]: each["schema"] for each in schema["paths"][path]["get"]["parameters"]}
        assert (query["limit"]["minimum"], query["limit"]["maximum"]) == (1, most + 1)
        assert (query["from"]["minimum"], query["from"]["maximum"]) == (0, most)
