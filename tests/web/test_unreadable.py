"""What is no JSON, no object or no number: refused over HTTP and over the socket."""

import json

import pytest

from tests.web.bad import RUN, START

UNREADABLE = {
    "junk": ("junk", "is not JSON"),
    "half of it": ('{"objective": {"na', "is not JSON"),
    "a list": ("[]", "must be an object, got []"),
    "a number": ("1", "must be an object, got 1"),
    "very deep": ("[" * 20_000, "is not JSON"),
    "too long": (json.dumps({"seed": "x" * 300_000}), "must be at most 262144 bytes"),
}
each_unreadable = pytest.mark.parametrize(("text", "reason"), UNREADABLE.values(), ids=UNREADABLE.keys())


@each_unreadable
def test_http_refuses_what_is_no_object(post, text, reason):
    """What can't be read as a JSON object is refused as the body itself."""
    ((field, why),) = post("/api/runs", text)
    assert field == "body" and reason in why


@each_unreadable
def test_the_socket_refuses_what_is_no_object(say, text, reason):
    """The same on the socket, which stays open, for a message of no known id."""
    answer = say(text)
    assert (answer["type"], answer["id"], answer["field"]) == ("error", None, "body")
    assert reason in answer["reason"]


@pytest.mark.parametrize("body", [b"\xff\xfe\x00", b'"\xff"', b"\x00\x01\x02\x03"])
def test_http_refuses_bytes(post, body):
    """Bytes that are no text are refused as the body."""
    ((field, why),) = post("/api/runs", body)
    assert field == "body" and "is not JSON" in why


def test_the_socket_refuses_bytes(say):
    """A binary message is refused, and the socket stays open."""
    assert say(b"\x00\x01")["reason"] == "must be text: a JSON object"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_no_number_is_not_a_number(post, say, number):
    """NaN and infinity, which JSON hasn't but Python's has, are refused; the answer is JSON for all that."""
    body = json.dumps(RUN).replace("[1.0]", f"[{number}]")
    ((field, why),) = post("/api/runs", body)
    assert (field, START in why) == ("start.0", True)
    assert say(f'{{"type": "run", "id": "a", "run": {body}}}')["field"] in ("body", "run.start.0")


def test_a_body_must_say_that_it_is_json(post):
    """A form, as a page from elsewhere could send without asking, is refused and told what is wanted."""
    reason = "must be sent as Content-Type: application/json"
    assert post("/api/runs", json.dumps(RUN), kind="text/plain") == [("body", reason)]
    assert post("/api/runs", "") == [("body", "is missing")]


TYPES = "must be 'run', 'train', 'look', 'rate', 'sweep', 'ensemble', 'ensemble_map', 'export' or 'cancel'"


@pytest.mark.parametrize(
    ("message", "field", "reason"),
    [
        ({"id": "a"}, "type", f"{TYPES}, got None"),
        ({"type": "walk", "id": "a"}, "type", f"{TYPES}, got 'walk'"),
        ({"type": ["run"], "id": "a"}, "type", f"{TYPES}, got ['run']"),
        ({"type": "run", "id": "a"}, "run", "is missing"),
        ({"type": "run", "id": "a", "run": RUN, "training": {}}, "training", "is not a field here"),
        ({"type": "cancel", "id": "a", "run": RUN}, "run", "is not a field here"),
    ],
)
def test_the_socket_refuses_what_is_no_message(say, message, field, reason):
    """A message of no known type, or with other fields than its type has, is told so."""
    assert say(json.dumps(message)) == {"type": "error", "id": "a", "field": field, "reason": reason}


@pytest.mark.parametrize(
    ("id", "reason"),
    [
        (1, "must be text, got 1"),
        (None, "must be text, got None"),
        ("", "must have at least 1 character"),
        ("x" * 65, "must have at most 64 characters"),
    ],
)
def test_the_socket_refuses_a_bad_id(say, id, reason):
    """An id is a text of 1 to 64 characters."""
    answer = say(json.dumps({"type": "cancel", "id": id}))
    assert (answer["field"], answer["reason"]) == ("id", reason)


def test_a_message_of_many_times_the_limit_leaves_the_socket_open(say):
    """Up to sixteen times the limit a message is refused and no more; the next one is served."""
    assert say("x" * 1_000_000)["reason"] == "must be at most 262144 bytes, got 1000000"
    assert say("{}")["field"] == "type"
