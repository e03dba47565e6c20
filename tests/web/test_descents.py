"""`/api/descents`: step by step over HTTP."""

import threading

import httpx
import pytest

BUMPY = {"objective": {"name": "bumpy"}, "optimizer": {"name": "momentum", "lr": 0.01}, "start": [1.6]}
WILD = {"objective": {"name": "square"}, "optimizer": {"name": "simple_gd", "lr": 1.5}, "start": [1.0]}


@pytest.fixture
def place(client):
    """Create a descent and give its address."""
    return lambda body=BUMPY: client.post("/api/descents", json=body).headers["Location"]


def test_create_says_where_to_step(client):
    """201, a Location, and record 0; the Location answers the same."""
    answer = client.post("/api/descents", json=BUMPY)
    descent = answer.json()
    assert (answer.status_code, answer.headers["Location"]) == (201, f"/api/descents/{descent['id']}")
    assert descent["run"]["optimizer"] == {"name": "momentum", "lr": 0.01, "momentum": 0.9}
    assert (descent["status"], descent["diverged_at"]) == ("running", None)
    assert descent["current"]["step"] == 0 and descent["current"]["state"] == {"momentum_buffer": [0.0]}
    assert client.get(answer.headers["Location"]).json() == descent


def test_steps_answer_the_new_records(client, place):
    """Each advance answers its own records, the status and the current record; without a body it is one step."""
    at = place()
    first = client.post(f"{at}/steps", json={"count": 3}).json()
    assert first.keys() == {"id", "status", "diverged_at", "current", "steps"}
    assert (first["steps"]["step"], first["current"]["step"]) == ([1, 2, 3], 3)
    second = client.post(f"{at}/steps").json()
    assert second["steps"]["step"] == [4]
    assert second["current"]["point"] == second["steps"]["point"][0]
    assert client.get(at).json()["current"] == second["current"]


def test_the_history_is_that_of_a_run(client, place):
    """Stepped by hand with a change on the way, the records are those of the run that the descent tells."""
    at = place()
    client.post(f"{at}/steps", json={"count": 37})
    client.patch(at, json={"optimizer": {"lr": 0.3}})
    client.post(f"{at}/steps", json={"count": 13})
    run = client.get(at).json()["run"]
    assert run["changes"] == [{"step": 37, "optimizer": {"lr": 0.3}}]
    whole = client.post("/api/runs", json={**run, "steps": 50}).json()
    assert client.get(f"{at}/steps").json()["steps"] == whole["steps"]


def test_the_history_by_pages(client, place):
    """`from` and `limit` choose records; beyond the last there are none, in the same columns."""
    at = place()
    client.post(f"{at}/steps", json={"count": 9})

    def page(query):
        return client.get(f"{at}/steps?{query}").json()["steps"]

    assert page("from=4&limit=3")["step"] == [4, 5, 6]
    assert page("limit=2")["step"] == [0, 1]
    assert page("from=8")["step"] == [8, 9]
    assert page("from=10") == {"step": [], "point": [], "loss": [], "grad": [], "state": {"momentum_buffer": []}}


def test_a_diverged_descent_answers_409(client, place):
    """The advance that diverges answers the records before it; the next one is told that there are none."""
    at = place(WILD)
    answer = client.post(f"{at}/steps", json={"count": 50})
    assert (answer.status_code, answer.json()["status"], answer.json()["diverged_at"]) == (200, "diverged", 20)
    assert answer.json()["current"]["step"] == 19
    for refused in (client.post(f"{at}/steps"), client.patch(at, json={"optimizer": {"lr": 0.1}})):
        assert refused.status_code == 409
        assert refused.json() == {"detail": "the descent diverged at step 20, and has no further steps"}
    assert client.get(at).json()["status"] == "diverged"


def test_an_ended_descent_answers_404(client, place):
    """DELETE answers 204 and nothing; from then on every door says that there is no such descent."""
    at = place()
    answer = client.delete(at)
    assert (answer.status_code, answer.content) == (204, b"")
    for gone in (
        client.get(at),
        client.get(f"{at}/steps"),
        client.post(f"{at}/steps"),
        client.patch(at, json={"optimizer": {"lr": 0.1}}),
        client.delete(at),
    ):
        assert (gone.status_code, gone.json()) == (404, {"detail": "no descent has this id, or no longer"})


@pytest.mark.parametrize(
    ("optimizer", "field", "reason"),
    [
        ({"lr": -1}, "optimizer.lr", "must be a number between 0 and 100, got -1"),
        ({"momentum": 2}, "optimizer.momentum", "must be a number between 0 and 1, got 2"),
        ({"eps": 0.1}, "optimizer.eps", "is not a field here"),
        ({"name": "adam"}, "optimizer.name", "must be 'momentum', got 'adam'"),
    ],
)
def test_a_bad_change_names_its_field(client, place, optimizer, field, reason):
    """What a change may hold depends on the descent's rule, and is told as in any body."""
    answer = client.patch(place(), json={"optimizer": optimizer})
    assert answer.status_code == 422
    assert answer.json() == {"detail": [{"field": field, "msg": reason}]}


def test_more_steps_than_are_left_name_the_count(client, place):
    """The limit of a descent is that of a run, and the refusal says what is left of it."""
    at = place()
    client.post(f"{at}/steps", json={"count": 300})
    (problem,) = client.post(f"{at}/steps", json={"count": 10_000}).json()["detail"]
    assert problem == {"field": "count", "msg": "must be a whole number between 1 and 9700, got 10000"}


def test_two_servers_share_a_descent(serving, settings, client, place):
    """Another server on the same database steps the same descent on, and neither loses or doubles a step."""
    at = place()
    told = []
    with serving(settings) as host, httpx.Client(base_url=f"http://{host}", timeout=60) as other:

        def step(client):
            for _ in range(20):
                told.extend(client.post(f"{at}/steps").json()["steps"]["step"])

        threads = [threading.Thread(target=step, args=[each]) for each in (client, other, client, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(told) == list(range(1, 81))
        assert client.get(f"{at}/steps").content == other.get(f"{at}/steps").content
