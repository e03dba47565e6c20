"""What a child is asked: it comes over as it was sent, and nothing else is taken."""

import pytest
from pydantic import ValidationError

from app.sandbox.task import LookTask, RunTask, TrainTask, from_json, to_json

OWN = {"source": "class SimpleGD: ...", "class": "SimpleGD", "lr": 0.1, "betas": [0.9, 0.99]}
RUN = {"objective": {"name": "square"}, "start": [1.0], "optimizer": OWN, "steps": 3}
TRAINING = {"data": {"name": "patterns"}, "network": {"name": "conv"}, "optimizer": OWN}
TASKS = [
    LookTask.model_validate({"spec": {"source": "x = 1", "class": "A"}}),
    LookTask.model_validate({"spec": {"source": "x = 1"}}),
    RunTask.model_validate({"spec": RUN}),
    TrainTask.model_validate({"spec": TRAINING}),
]


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.kind)
def test_what_is_asked_comes_over(task):
    """A task is the same after its way as JSON, the hyperparameters of the source's author too."""
    assert from_json(to_json(task)) == task


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b'{"kind": "sing", "spec": {}}', "union_tag_invalid"),
        (b'{"kind": "look", "spec": {"source": ""}}', "string_too_short"),
        (b'{"kind": "look", "spec": {"source": "' + b"#" * 65_537 + b'"}}', "value_error"),
        (b'{"kind": "look", "spec": {"source": "x", "also": 1}}', "extra_forbidden"),
    ],
)
def test_what_nobody_asks_is_refused(text, reason):
    """An unknown kind, an empty or too long source, a field too many: none of them is a task."""
    with pytest.raises(ValidationError, match=reason):
        from_json(text)
