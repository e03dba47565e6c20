"""`/api/descents` and `/api/trainings/sessions`: step by step over HTTP."""

import threading

import httpx
import pytest

BUMPY = {"objective": {"name": "bumpy"}, "optimizer": {"name": "momentum", "lr": 0.01}, "start": [1.6]}
WILD = {"objective": {"name": "square"}, "optimizer": {"name": "simple_gd", "lr": 1.5}, "start": [1.0]}
ARTICLE = {"optimizer": {"name": "momentum", "lr": 0.001}, "seed": 7}
WILD_TRAINING = {"loss": "mse", "optimizer": {"name": "simple_gd", "lr": 0.3}}

DESCENTS, TRAININGS = "/api/descents", "/api/trainings/sessions"
each_kind = pytest.mark.parametrize(
    ("door", "noun", "body", "first"),
    [(DESCENTS, "descent", BUMPY, 1), (TRAININGS, "training", ARTICLE, 0)],
    ids=["descent", "training"],
)


@pytest.fixture
def begin(client):
    """Begin a descent or a training and give its address."""
    return lambda door=DESCENTS, body=BUMPY: client.post(door, json=body).headers["Location"]


def test_create_says_where_to_step(client):
    """201, a Location, and record 0; the Location answers the same."""
    answer = client.post("/api/descents", json=BUMPY)
    descent = answer.json()
    assert (answer.status_code, answer.headers["Location"]) == (201, f"/api/descents/{descent['id']}")
    assert descent["run"]["optimizer"] == {"name": "momentum", "lr": 0.01, "momentum": 0.9}
    assert (descent["status"], descent["diverged_at"]) == ("running", None)
    assert descent["current"]["step"] == 0 and descent["current"]["state"] == {"momentum_buffer": [0.0]}
    assert client.get(answer.headers["Location"]).json() == descent


def test_a_training_begins_with_the_network_as_it_is_made(client):
    """201, a Location, and the frame before update 0: what it says of all samples, and the update about to be made."""
    answer = client.post(TRAININGS, json={})
    session = answer.json()
    assert (answer.status_code, answer.headers["Location"]) == (201, f"{TRAININGS}/{session['id']}")
    assert session.keys() == {"id", "training", "status", "diverged_at", "current"}
    assert session["training"]["optimizer"] == {"name": "momentum", "lr": 0.001, "momentum": 0.9}
    assert "epochs" not in session["training"]
    assert (session["status"], session["diverged_at"], session["current"]["step"]) == ("running", None, 0)
    assert session["current"] == client.post("/api/trainings", json={}).json()["frames"][0]
    assert client.get(answer.headers["Location"]).json() == session


@each_kind
def test_steps_answer_the_new_records(client, begin, door, noun, body, first):
    """Each advance answers its own records, the status and what is current; without a body it is one step."""
    at = begin(door, body)
    some = client.post(f"{at}/steps", json={"count": 3}).json()
    assert some.keys() == {"id", "status", "diverged_at", "current", "steps"}
    assert (some["steps"]["step"], some["current"]["step"]) == ([first, first + 1, first + 2], 3)
    one = client.post(f"{at}/steps").json()
    assert (one["steps"]["step"], one["current"]["step"]) == ([first + 3], 4)
    assert client.get(at).json()["current"] == one["current"]


def test_the_history_is_that_of_a_run(client, begin):
    """Stepped by hand with a change on the way, the records are those of the run that the descent tells."""
    at = begin()
    client.post(f"{at}/steps", json={"count": 37})
    client.patch(at, json={"optimizer": {"lr": 0.3}})
    client.post(f"{at}/steps", json={"count": 13})
    run = client.get(at).json()["run"]
    assert run["changes"] == [{"step": 37, "optimizer": {"lr": 0.3}}]
    whole = client.post("/api/runs", json={**run, "steps": 50}).json()
    assert client.get(f"{at}/steps").json()["steps"] == whole["steps"]


def test_the_history_is_that_of_a_training(client, begin):
    """With epochs added what a session tells is a whole training, of the same updates and of the same network."""
    at = begin(TRAININGS, {**ARTICLE, "order": "shuffled"})
    client.post(f"{at}/steps", json={"count": 37})
    client.patch(at, json={"optimizer": {"lr": 0.0003}})
    client.post(f"{at}/steps", json={"count": 13})
    session = client.get(at).json()
    assert session["training"]["changes"] == [{"step": 37, "optimizer": {"lr": 0.0003}}]
    whole = client.post("/api/trainings", json={**session["training"], "epochs": 2}).json()
    assert client.get(f"{at}/steps").json()["steps"] == {name: column[:50] for name, column in whole["steps"].items()}
    assert session["current"] == whole["frames"][50]


def test_the_history_by_pages(client, begin):
    """`from` and `limit` choose records; beyond the last there are none, in the same columns."""
    at = begin()
    client.post(f"{at}/steps", json={"count": 9})

    def page(query):
        return client.get(f"{at}/steps?{query}").json()["steps"]

    assert page("from=4&limit=3")["step"] == [4, 5, 6]
    assert page("limit=2")["step"] == [0, 1]
    assert page("from=8")["step"] == [8, 9]
    assert page("from=10") == {"step": [], "point": [], "loss": [], "grad": [], "state": {"momentum_buffer": []}}


def test_the_history_of_a_training_by_pages(client, begin):
    """The updates made are counted from 0: after nine the last is 8, and the frame at hand that of update 9."""
    at = begin(TRAININGS, ARTICLE)
    assert client.post(f"{at}/steps", json={"count": 9}).json()["current"]["step"] == 9

    def page(query):
        return client.get(f"{at}/steps?{query}").json()["steps"]

    assert (page("from=4&limit=3")["step"], page("from=4&limit=3")["samples"]) == ([4, 5, 6], [[4], [5], [6]])
    assert page("from=8")["step"] == [8]
    assert page("from=9") == page("from=12") == {"step": [], "epoch": [], "samples": [], "loss": []}


@pytest.mark.parametrize(
    ("door", "noun", "body", "diverged", "last"),
    [(DESCENTS, "descent", WILD, 20, 19), (TRAININGS, "training", WILD_TRAINING, 8, 8)],
    ids=["descent", "training"],
)
def test_the_diverged_answers_409(client, begin, door, noun, body, diverged, last):
    """The advance that diverges answers the records up to there; the next one is told that there are none."""
    at = begin(door, body)
    answer = client.post(f"{at}/steps", json={"count": 50})
    told = answer.json()
    assert (answer.status_code, told["status"], told["diverged_at"]) == (200, "diverged", diverged)
    assert (told["current"]["step"], b"NaN" in answer.content) == (last, False)
    for refused in (client.post(f"{at}/steps"), client.patch(at, json={"optimizer": {"lr": 0.1}})):
        assert refused.status_code == 409
        assert refused.json() == {"detail": f"the {noun} diverged at step {diverged}, and has no further steps"}
    assert client.get(at).json()["status"] == "diverged"


@each_kind
def test_what_has_ended_answers_404(client, begin, door, noun, body, first):
    """DELETE answers 204 and nothing; from then on every door says that there is none."""
    at = begin(door, body)
    answer = client.delete(at)
    assert (answer.status_code, answer.content) == (204, b"")
    for gone in (
        client.get(at),
        client.get(f"{at}/steps"),
        client.post(f"{at}/steps"),
        client.patch(at, json={"optimizer": {"lr": 0.1}}),
        client.delete(at),
    ):
        assert (gone.status_code, gone.json()) == (404, {"detail": f"no {noun} has this id, or no longer"})


@pytest.mark.parametrize(
    ("optimizer", "field", "reason"),
    [
        ({"lr": -1}, "optimizer.lr", "must be a number between 0 and 100, got -1"),
        ({"momentum": 2}, "optimizer.momentum", "must be a number between 0 and 1, got 2"),
        ({"eps": 0.1}, "optimizer.eps", "is not a field here"),
        ({"name": "adam"}, "optimizer.name", "must be 'momentum', got 'adam'"),
    ],
)
@each_kind
def test_a_bad_change_names_its_field(client, begin, door, noun, body, first, optimizer, field, reason):
    """What a change may hold depends on the rule, and is told as in any body."""
    answer = client.patch(begin(door, body), json={"optimizer": optimizer})
    assert answer.status_code == 422
    assert answer.json() == {"detail": [{"field": field, "msg": reason}]}


@pytest.mark.parametrize(
    ("door", "body", "most"), [(DESCENTS, BUMPY, 10_000), (TRAININGS, ARTICLE, 20_000)], ids=["descent", "training"]
)
def test_more_steps_than_are_left_name_the_count(client, begin, door, body, most):
    """The limit is that of a whole run or training, and the refusal says what is left of it."""
    at = begin(door, body)
    client.post(f"{at}/steps", json={"count": 30})
    (problem,) = client.post(f"{at}/steps", json={"count": most}).json()["detail"]
    assert problem == {"field": "count", "msg": f"must be a whole number between 1 and {most - 30}, got {most}"}
    (problem,) = client.post(f"{at}/steps", json={"count": most + 1}).json()["detail"]
    assert problem == {"field": "count", "msg": f"must be a whole number between 1 and {most}, got {most + 1}"}


@pytest.mark.parametrize(
    ("body", "field", "reason"),
    [
        ({"epochs": 2}, "epochs", "is not a field here"),
        ({"batch": 0}, "batch", "must be a whole number between 1 and 100, got 0"),
        ({"changes": [{"step": 20_001, "optimizer": {"lr": 1}}]}, "changes.0.step", "must be a whole number between 0"),
    ],
)
def test_a_bad_training_names_its_field(client, body, field, reason):
    """A session takes what a training takes but epochs, and refuses as it does."""
    (problem,) = client.post(TRAININGS, json=body).json()["detail"]
    assert problem["field"] == field and problem["msg"].startswith(reason)


@each_kind
def test_two_servers_share_one(serving, settings, client, begin, door, noun, body, first):
    """Another server on the same database steps the same one on, and neither loses or doubles a step."""
    at = begin(door, body)
    told = []
    with serving(settings) as host, httpx.Client(base_url=f"http://{host}", timeout=60) as other:

        def step(client):
            for _ in range(15):
                told.extend(client.post(f"{at}/steps").json()["steps"]["step"])

        threads = [threading.Thread(target=step, args=[each]) for each in (client, other, client, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(told) == list(range(first, 60 + first))
        assert client.get(f"{at}/steps").content == other.get(f"{at}/steps").content
        assert client.get(at).content == other.get(at).content
