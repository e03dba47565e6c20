"""`/api/ratings` and the socket's `rate`: how differently a network sees two pictures, and the end of that."""

import json

import httpx
import pytest
from websockets.sync.client import connect

from app.settings import Settings

BRIGHT = [[1000] * 4] * 4
DARK = [[0] * 4] * 4
SEED = "must be a whole number between 0 and 2147483647"

BAD = [
    ({"seed": -1}, "seed", f"{SEED}, got -1"),
    ({"right": [[0, 0, 0, 0], [0, 0, -1, 0], *DARK[2:]]}, "right.1.2", "must be a number between 0 and 1000, got -1"),
    ({"other": [[0, 0, 0, 1000.5], *DARK[1:]]}, "other.0.3", "must be a number between 0 and 1000, got 1000.5"),
    ({"other": DARK[1:]}, "other", "must have at least 4 items"),
    ({"other": [*DARK[1:], [0] * 5]}, "other.3", "must have at most 4 items"),
    ({"right": "0101"}, "right", "must be a list, got '0101'"),
    ({"epochs": 2}, "epochs", "is not a field here"),
]
BAD_DESCENTS = [
    *BAD,
    ({"steps": 1001}, "steps", "must be a whole number between 1 and 1000, got 1001"),
    ({"optimizer": {"name": "simple_gd", "lr": -1}}, "optimizer.lr", "must be a number between 0 and 100, got -1"),
]


@pytest.fixture(scope="module")
def place(serving, tmp_path_factory):
    """One server for all of it: a rating leaves nothing in it."""
    with serving(Settings(database=tmp_path_factory.mktemp("kudari") / "kudari.db")) as host:
        yield host


@pytest.fixture(scope="module")
def post(place):
    """Post to a door of `/api/ratings` and give the answer."""
    with httpx.Client(base_url=f"http://{place}", timeout=60) as client:
        yield lambda door, body: client.post(f"/api/ratings{door}", json=body)


@pytest.fixture(scope="module")
def rate(place):
    """Ask the socket for a rating and give its messages up to the last."""
    with connect(f"ws://{place}/api/stream") as socket:

        def rate(**rating):
            socket.send(json.dumps({"type": "rate", "id": "a", "rating": rating}))
            messages = [json.loads(socket.recv(timeout=30))]
            while messages[-1]["type"] not in ("done", "error"):
                messages.append(json.loads(socket.recv(timeout=30)))
            return messages

        yield rate


def test_a_rating_is_the_first_record_of_its_descent(post):
    """The untrained network's outputs and rating are the same at both doors, and the article's pictures usual."""
    rating, descent = post("", {"seed": 7}).json(), post("/descents", {"seed": 7}).json()
    assert rating["rating"]["other"][0] == [0, 2, 0, 2]
    assert (rating["outputs"], rating["loss"]) == (descent["steps"]["outputs"][0], descent["steps"]["loss"][0])


def test_the_whole_descent_in_one_answer(post):
    """A record for each step from 0 on; the last rating is the outcome's, and 0 to a millionth."""
    answer = post("/descents", {}).json()
    steps = answer["steps"]
    assert answer["rating"]["optimizer"] == {"name": "simple_gd", "lr": 0.1}
    assert steps["step"] == list(range(61)) and len(steps["weights"]) == 61
    assert answer["outcome"] == {"status": "finished", "step": 60, "loss": steps["loss"][-1]}
    assert answer["outcome"]["loss"] < 1e-6 < steps["loss"][0]


def test_the_socket_streams_what_http_answers(post, rate):
    """The pairs' ratings come with both ends, the records in between, 8 at first."""
    answer = post("/descents", {"seed": 3, "steps": 100}).json()
    first, *chunks, last = rate(seed=3, steps=100)
    assert (first["rating"], first["before"]) == (answer["rating"], answer["before"])
    assert [len(chunk["steps"]["step"]) for chunk in chunks] == [8, 64, 29]
    assert [loss for chunk in chunks for loss in chunk["steps"]["loss"]] == answer["steps"]["loss"]
    assert (last["outcome"], last["after"]) == (answer["outcome"], answer["after"])


def test_a_descent_of_too_large_a_rate_diverges(post):
    """Bright pictures and a large rate: an answer of numbers alone, that says at which step."""
    answer = post("/descents", {"right": DARK, "other": BRIGHT})
    outcome = answer.json()["outcome"]
    assert (outcome["status"], len(answer.json()["steps"]["step"])) == ("diverged", outcome["step"])
    assert b"NaN" not in answer.content and b"null" not in answer.content


def test_the_pairs(place, post):
    """Seven pairs, the article's three first, rated by a descent in the same order."""
    pairs = httpx.get(f"http://{place}/api/ratings/pairs").json()
    assert [pair["name"] for pair in pairs[:3]] == ["same", "slight", "other"] and len(pairs) == 7
    before = post("/descents", {"steps": 1}).json()["before"]
    ratings = [post("", {"right": pair["right"], "other": pair["other"]}).json()["loss"] for pair in pairs]
    assert before == ratings


@pytest.mark.parametrize(
    ("door", "body", "field", "reason"), [("", *bad) for bad in BAD] + [("/descents", *bad) for bad in BAD_DESCENTS]
)
def test_http_names_the_field_and_what_is_allowed(post, door, body, field, reason):
    """One field is wrong, one is named."""
    answer = post(door, body)
    assert (answer.status_code, answer.json()) == (422, {"detail": [{"field": field, "msg": reason}]})


@pytest.mark.parametrize(("rating", "field", "reason"), BAD_DESCENTS)
def test_the_socket_names_the_field_and_what_is_allowed(rate, rating, field, reason):
    """The same is told on the socket."""
    assert rate(**rating) == [{"type": "error", "id": "a", "field": f"rating.{field}", "reason": reason}]
