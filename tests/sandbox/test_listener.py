"""What a child says is heard where it fits, line by line; all else is malformed."""

import json
import math

import pytest

from app.sandbox.events import UNSEEN, Done, Print, StepsEvent
from app.sandbox.listener import MAX_LINE, MAX_PRINTS, MAX_WARNINGS, Listener, Malformed
from app.sandbox.task import LookTask, RunTask, TrainTask

OWN = {"source": "class A: ...", "class": "A", "lr": 0.1}
RUN = RunTask.model_validate({"spec": {"objective": {"name": "square"}, "start": [1.0], "optimizer": OWN, "steps": 3}})
TRAINING = TrainTask.model_validate({"spec": {"optimizer": OWN, "epochs": 1}})
LOOK = LookTask.model_validate({"spec": {"source": "x"}})
LOOKED = {"event": "look", "class": "A", "classes": ["A"], "doc": "", "hyperparameters": []}
DONE = {"event": "done", "outcome": {"status": "finished", "step": 3, "point": [0.5], "loss": 0.25}}
PRINT = {"event": "print", "text": "x"}
WARNING = {"event": "warning", "text": "x", "hint": "y"}


def records(*steps, **columns):
    same = {"point": [[1.0]], "loss": [1.0], "grad": [[2.0]]}
    rows = {name: column * len(steps) for name, column in same.items()}
    return {"event": "steps", "steps": {"step": [*steps], **rows, "state": {}, **columns}}


def updates(*steps, **more):
    columns = {"step": [*steps], "epoch": [0] * len(steps), "samples": [[0]] * len(steps), "loss": [0.5] * len(steps)}
    return {"event": "updates", "steps": columns, "frames": [], "rates": None, **more}


def line(event):
    return json.dumps(event).encode() + b"\n"


def heard(task, *events):
    return Listener(task).hear(b"".join(map(line, events)))


def test_a_whole_run_is_heard():
    """Records in their order, what was printed, and the end; of what comes after it nothing."""
    events = heard(RUN, records(0), PRINT, records(1, 2, 3), DONE, {"event": "nonsense"})
    assert [type(event) for event in events] == [StepsEvent, Print, StepsEvent, Done]
    assert events[2].steps.step == [1, 2, 3]


@pytest.mark.parametrize("size", [1, 7, 100])
def test_lines_come_in_any_pieces(size):
    """However a pipe cuts them, they are the same lines; what has no end yet waits."""
    said = line(records(0)) + line(records(1)) + line(DONE)
    listener, whole = Listener(RUN), heard(RUN, records(0), records(1), DONE)
    cut = [event for at in range(0, len(said), size) for event in listener.hear(said[at : at + size])]
    assert (cut, listener.over) == (whole, True)
    rest = Listener(RUN)
    assert (rest.hear(b'{"event"'), rest.waiting) == ([], 8)


@pytest.mark.parametrize(
    "events",
    [
        [records(1)],
        [records(0), records(0)],
        [records(0), records(2)],
        [records(0, 1, 2, 3, 4)],
        [records(0, loss=[])],
        [records(0, point=[[1.0, 2.0]])],
        [records(0, grad=[[]])],
        [records(0, loss=[math.nan])],
        [records(0, loss=[math.inf])],
        [records(0, loss=["1"])],
        [records(0, state={"m": []})],
        [records(0, state={"m": ["x" * 101]})],
        [records(0, state={"m" * 101: [1.0]})],
        [records(0, state={"m": [math.nan]})],
        [DONE],
        [records(0), {**DONE, "outcome": {"status": "won", "step": 1, "point": [0.0], "loss": 0.0}}],
        [records(0), {**DONE, "outcome": {"status": "finished", "step": 4, "point": [0.0], "loss": 0.0}}],
        [records(0), {**DONE, "outcome": {"status": "finished", "step": 3, "point": [0.0, 0.0], "loss": 0.0}}],
        [records(0), {"event": "refused", "field": "start", "reason": "late"}],
        [{"event": "refused", "field": "body", "reason": "no field of a run"}],
        [LOOKED],
        [updates(0)],
        [{**PRINT, "html": "<script>"}],
        [{**PRINT, "text": "x" * 20_000}],
        [PRINT] * (MAX_PRINTS + 1),
        [WARNING] * (MAX_WARNINGS + 1),
        [{"event": "fault", "fault": {"type": "E", "message": "x", "trace": [{}]}}],
        [{"event": "shutdown"}],
        [[1, 2]],
    ],
    ids=lambda events: json.dumps(events)[:60],
)
def test_what_has_no_place_in_a_run_is_malformed(events):
    """Steps out of order or too many, columns of unlike length, no numbers, too much, another task's events."""
    with pytest.raises(Malformed):
        heard(RUN, *events)


@pytest.mark.parametrize(
    "events",
    [
        [updates(1)],
        [updates(*range(1_000))],
        [updates(0, rates=[0.1])],
        [updates(0, steps={"step": [0], "epoch": [], "samples": [[0]], "loss": [0.5]})],
        [updates(0), {**DONE, "outcome": {"status": "converged", "step": 1, "loss": 0.0}}],
        [updates(0), DONE],
        [records(0)],
        [LOOKED],
    ],
)
def test_what_has_no_place_in_a_training_is_malformed(events):
    """Updates out of order or too many, too few rates, an end that is a run's."""
    assert heard(TRAINING, updates(0), {"event": "done", "outcome": {"status": "finished", "step": 1, "loss": 0.5}})
    with pytest.raises(Malformed):
        heard(TRAINING, *events)


def test_a_look_is_one_line():
    """Who looks hears what the optimizer can be told, and no records."""
    (event,) = heard(LOOK, LOOKED, LOOKED)
    assert event.model_dump()["class"] == "A"
    for other in (records(0), DONE, updates(0)):
        with pytest.raises(Malformed):
            heard(LOOK, other)


@pytest.mark.parametrize("bytes", [b"nonsense\n", b"\n", b"\xff\xfe\n", b"[" * 100_000 + b"\n", b"x" * (MAX_LINE + 1)])
def test_what_is_no_json_is_malformed(bytes):
    """Nor is a line without an end."""
    with pytest.raises(Malformed):
        Listener(RUN).hear(bytes)


def test_nothing_that_is_obeyed_and_not_seen_comes_through():
    """Characters that turn a text around or command a terminal are replaced, in texts and in names."""
    said = "a\x1b[2Jb\u202ec\x00"
    text, steps = heard(RUN, {**PRINT, "text": said}, records(0, state={said: [said]}))
    shown = "a\ufffd[2Jb\ufffdc\ufffd"
    assert (text.text, steps.steps.state) == (shown, {shown: [shown]})
    assert not UNSEEN.search("\n\t é 下り")
