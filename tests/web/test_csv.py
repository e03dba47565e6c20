"""`POST /api/datasets/csv`: a file of points becomes the data of a training."""

import pytest

CSV = {"Content-Type": "text/csv"}


def test_a_file_of_points_trains_a_network(client):
    """What is answered is a training's data as it stands, BOM or not."""
    data = client.post("/api/datasets/csv", content="\ufeffx,y,label\r\n0.1,0,cat\r\n1,0.5,dög\r\n", headers=CSV).json()
    assert data == {"name": "points", "points": [[0.1, 0], [1, 0.5]], "labels": [0, 1], "classes": ["cat", "dög"]}
    answer = client.post("/api/trainings", json={"data": data, "network": {"name": "linear"}})
    assert answer.json()["training"]["data"] == data


def test_errors_name_the_row_and_the_column(client):
    """At most twenty are told of a file that is wrong throughout."""
    answer = client.post("/api/datasets/csv", content="x,y,label\n" + "1,?,a\n" * 30, headers=CSV)
    told = answer.json()["detail"]
    assert (answer.status_code, len(told)) == (422, 20)
    assert told[0] == {"field": "row 2.y", "msg": "must be a number between -1000 and 1000, got '?'"}


@pytest.mark.parametrize(
    ("content", "kind", "reason"),
    [
        ("0,0,a\n1,1,b\n", "text/plain", "must be sent as Content-Type: text/csv"),
        (b"0,0,a\n1,1,\xe4\n", "text/csv; charset=utf-8", "must be UTF-8: byte 11 is not"),
        ("0,0,a\n" * 60_000, "text/csv", "must be at most 262144 bytes"),
    ],
)
def test_what_is_no_such_file_is_refused(client, content, kind, reason):
    """Another kind of body, bytes that are no text, or too many of them."""
    answer = client.post("/api/datasets/csv", content=content, headers={"Content-Type": kind})
    assert (answer.status_code, answer.json()) == (422, {"detail": [{"field": "body", "msg": reason}]})


def test_the_door_is_described_with_a_file_to_try(client):
    """The example that `/docs` shows is answered."""
    content = client.get("/openapi.json").json()["paths"]["/api/datasets/csv"]["post"]["requestBody"]["content"]
    answer = client.post("/api/datasets/csv", content=content["text/csv"]["example"], headers=CSV)
    assert answer.json()["classes"] == ["cat", "dog"]


def test_two_classes_of_one_name_are_refused(client):
    """Accuracies are told by name, and `all` is the name of all."""
    data = {"name": "points", "points": [[0, 0], [1, 1]], "labels": [0, 1]}
    for classes in (["A", "A"], ["A", "all"]):
        answer = client.post("/api/datasets", json={"data": {**data, "classes": classes}})
        (problem,) = answer.json()["detail"]
        assert problem["field"] == "data.classes.1" and "must be a name that no other class has" in problem["msg"]
