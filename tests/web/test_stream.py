"""The socket: what is asked on it is streamed, and is what HTTP answers."""

import pytest

from app.core.catalogue.objectives import OBJECTIVES
from app.core.entries import find
from tests.web.streaming import LONG, RUN, ask, joined, sweep, swept, train, until_done


def flat(columns):
    return {**{name: column for name, column in columns.items() if name != "state"}, **columns.get("state", {})}


def test_a_run_is_started_streamed_and_done(stream):
    """First the whole spec, then the records in chunks, then the outcome, all under the run's id."""
    ask(stream, "a")
    messages = until_done(stream, "a")["a"]
    kinds = [message["type"] for message in messages]
    assert (kinds[0], set(kinds[1:-1]), kinds[-1]) == ("started", {"steps"}, "done")
    assert messages[0]["run"] == {
        **RUN,
        "optimizer": {"name": "adam", "lr": 0.05, "betas": [0.9, 0.999], "eps": 1e-8},
        "schedule": {"name": "constant"},
        "dtype": "float32",
        "changes": [],
    }
    assert messages[-1]["outcome"].keys() == {"status", "step", "point", "loss"}


def test_rates_come_with_the_start(stream, client):
    """Of a scheduled run and training the first message tells the rate of each update, as HTTP does."""
    run = {**RUN, "schedule": {"name": "one_cycle", "total_steps": 800}}
    ask(stream, "a", run)
    train(stream, "b", schedule={"name": "warmup"})
    messages = until_done(stream, "a", "b")
    assert messages["a"][0]["rates"] == client.post("/api/runs", json=run).json()["rates"]
    assert (len(messages["a"][0]["rates"]), messages["a"][0]["rates"][0]) == (800, pytest.approx(0.05 / 25))
    assert (len(messages["b"][0]["rates"]), messages["b"][0]["rates"][10]) == (80, 0.001)


def test_the_first_chunk_is_small_and_later_ones_are_not(stream):
    """Something is seen soon, and 801 records don't take 801 messages."""
    ask(stream, "a")
    sizes = [len(message["steps"]["step"]) for message in until_done(stream, "a")["a"] if message["type"] == "steps"]
    assert sizes == [8, 64, 256, 256, 217]


@pytest.mark.parametrize("changes", [[], [{"step": 37, "optimizer": {"lr": 0.3}}]])
def test_the_socket_tells_what_http_tells(client, stream, changes):
    """The chunks joined are the records of the answer over HTTP, digit for digit, and so is the outcome."""
    run = {**RUN, "changes": changes}
    answer = client.post("/api/runs", json=run).json()
    ask(stream, "a", run)
    messages = until_done(stream, "a")["a"]
    assert joined(messages) == flat(answer["steps"])
    assert messages[-1]["outcome"] == answer["outcome"]


def test_a_training_streams_as_http_answers(client, stream):
    """The updates and frames of all messages are those of the answer over HTTP, digit for digit, and so is the end."""
    answer = client.post("/api/trainings", json={"seed": 7}).json()
    train(stream, "b", seed=7)
    first, *chunks, last = until_done(stream, "b")["b"]
    assert (first["training"], first["rates"]) == (answer["training"], answer["rates"])
    assert joined(chunks) == answer["steps"]
    assert [frame for chunk in chunks for frame in chunk["frames"]] == answer["frames"]
    assert last["outcome"] == answer["outcome"]


def test_a_diverging_run_says_so(stream):
    """Divergence is an outcome: its step, and the last record within bounds."""
    ask(stream, "a", {**RUN, "optimizer": {"name": "simple_gd", "lr": 50}})
    messages = until_done(stream, "a")["a"]
    outcome = messages[-1]["outcome"]
    assert outcome["status"] == "diverged"
    assert joined(messages)["step"] == list(range(outcome["step"]))


def test_several_ids_share_a_socket(client, stream):
    """Runs asked for together take turns: the short one is done before the long ones, and each comes whole."""
    ask(stream, "long", LONG)
    train(stream, "training", epochs=20)
    ask(stream, "short", {**RUN, "steps": 5})
    messages = until_done(stream, "short")
    assert joined(messages["short"])["step"] == list(range(6))
    assert "done" not in [message["type"] for message in messages["long"]]
    rest = until_done(stream, "long", "training")
    assert joined(messages["long"] + rest["long"])["step"] == list(range(LONG["steps"] + 1))
    assert joined(messages.get("training", []) + rest["training"])["step"] == list(range(800))


def test_a_map_tells_how_far_it_is(client, stream):
    """The share that is done grows, and the map at the end is the one that HTTP answers."""
    spec = swept(512, 128, 500)
    sweep(stream, "a", spec)
    started, *progress, done = until_done(stream, "a")["a"]
    assert (started["type"], started["sweep"]["y"]["scale"], done["outcome"]) == (
        "started",
        "linear",
        {"status": "finished"},
    )
    shares = [message["done"] for message in progress]
    assert len(shares) > 3 and shares == sorted(shares) and 0 < shares[0] < shares[-1] < 1
    assert done["map"] == client.post("/api/sweeps", json=spec).json()


def test_a_fault_in_a_run_is_told(stream, monkeypatch, caplog):
    """What goes wrong in the server ends the run with an error, is logged, and leaves the socket open."""
    with monkeypatch.context() as patch:
        patch.setitem(vars(find(OBJECTIVES, "bumpy")), "call", lambda point: 1 / 0)
        ask(stream, "a")
        *_, error = until_done(stream, "a")["a"]
    assert (error["type"], error["field"]) == ("error", "run")
    assert "ZeroDivisionError" in caplog.text and "ZeroDivisionError" not in error["reason"]
    ask(stream, "a", {**RUN, "steps": 1})
    assert until_done(stream, "a")["a"][-1]["type"] == "done"
